import type { Finding } from "#core/rule/finding.ts";
import { slotExplanationId } from "#core/submission/progress.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { outline } from "#core/template/outline.ts";

export interface ExplanationRow {
  itemHeading: string;
  /** what is explained: a finding of the checks, or a piece of evidence that is not there */
  subject: string;
  text: string;
}

/** The explanations that were written, in report order. */
export function explanationRows(content: SubmissionContent, findings: readonly Finding[]): ExplanationRow[] {
  return outline(content.template).flatMap(({ item }) =>
    Object.entries(content.answers.get(item.key)?.explanations ?? {}).flatMap(([id, text]) => {
      if (text.trim() === "") return [];
      const slot = item.evidence.find((each) => slotExplanationId(each.key) === id);
      const subject = slot ? `未附佐证材料：${slot.title}` : findings.find((finding) => finding.id === id)?.message;
      return [{ itemHeading: item.heading, subject: subject ?? "原提示已消除", text }];
    }),
  );
}
