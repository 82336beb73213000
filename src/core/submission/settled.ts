import { settledAnswer } from "#core/answer/carried.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";

/**
 * The submission as a report may print it: without anything from an earlier year that nobody has vouched for. Where
 * there is nothing of the kind, the very same object.
 */
export function settledContent(content: SubmissionContent): SubmissionContent {
  const answers = new Map([...content.answers].map(([key, answer]) => [key, settledAnswer(answer)]));
  const evidence = content.evidence.filter((record) => record.carried === undefined);
  const untouched =
    evidence.length === content.evidence.length &&
    [...content.answers].every(([key, answer]) => answers.get(key) === answer);
  return untouched ? content : { ...content, answers, evidence };
}
