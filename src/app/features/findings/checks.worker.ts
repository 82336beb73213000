import type { Answer } from "#core/answer/answer.ts";
import { canonical } from "#core/answer/canonical.ts";
import type { Evidence } from "#core/evidence/evidence.ts";
import { checkSubmission } from "#core/rule/check.ts";
import type { TextMemo } from "#core/rule/check-text.ts";
import type { Finding } from "#core/rule/finding.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";

/** Findings, in the order of the requests; a check that finds the same again says nothing. */
export type ChecksReply = Finding[];

/** The template goes over once; afterwards only the answers that have changed. */
export type ChecksRequest =
  | { kind: "open"; frame: Omit<SubmissionContent, "answers" | "evidence"> }
  | { kind: "check"; changed: readonly [itemKey: string, answer: Answer][]; evidence: readonly Evidence[] };

let frame: Omit<SubmissionContent, "answers" | "evidence"> | undefined;
const answers = new Map<string, Answer>();
const memo: TextMemo = new Map();
let said = "";

/** Checks run off the main thread: the expression library never stands in the way of typing. */
self.onmessage = (event: MessageEvent<ChecksRequest>) => {
  const request = event.data;
  if (request.kind === "open") frame = request.frame;
  else if (frame) {
    for (const [itemKey, answer] of request.changed) answers.set(itemKey, answer);
    const findings = checkSubmission({ ...frame, answers, evidence: request.evidence }, memo);
    const saying = canonical(findings);
    if (saying === said) return;
    said = saying;
    self.postMessage(findings satisfies ChecksReply);
  }
};
