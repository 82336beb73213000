import { evidenceOf } from "#core/evidence/evidence.ts";
import { slotExplanationId } from "#core/submission/progress.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { outline, type PlacedItem } from "#core/template/outline.ts";

export interface MissingItem {
  placed: PlacedItem;
  /** `explanation` is empty where none is written */
  slots: { key: string; title: string; explanation: string }[];
}

/** Every item with a required slot that nothing fills, explained or not. */
export function missingItems({ template, answers, evidence }: SubmissionContent): MissingItem[] {
  return outline(template).flatMap((placed) => {
    const { item } = placed;
    const filled = new Set(evidenceOf(item.key, evidence).map(({ link }) => link.slot));
    const explanations = answers.get(item.key)?.explanations ?? {};
    const slots = item.evidence
      .filter((slot) => slot.required && !filled.has(slot.key))
      .map(({ key, title }) => ({ key, title, explanation: explanations[slotExplanationId(key)]?.trim() ?? "" }));
    return slots.length === 0 ? [] : [{ placed, slots }];
  });
}
