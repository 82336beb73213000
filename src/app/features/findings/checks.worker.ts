import { checkSubmission } from "#core/rule/check.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";

/** The template goes over once; afterwards only what changes. */
export type ChecksRequest =
  | { kind: "open"; frame: Omit<SubmissionContent, "answers" | "evidence"> }
  | { kind: "check"; run: number; changing: Pick<SubmissionContent, "answers" | "evidence"> };

let frame: Omit<SubmissionContent, "answers" | "evidence"> | undefined;

/** Checks run off the main thread: the expression library never stands in the way of typing. */
self.onmessage = (event: MessageEvent<ChecksRequest>) => {
  const request = event.data;
  if (request.kind === "open") frame = request.frame;
  else if (frame) self.postMessage({ run: request.run, findings: checkSubmission({ ...frame, ...request.changing }) });
};
