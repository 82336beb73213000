import type { Answer } from "#core/answer/answer.ts";
import { demoAnswer } from "#core/demo/answer.ts";
import { outline } from "#core/template/outline.ts";
import type { Item, Template } from "#core/template/schema.ts";

const known = new WeakMap<Item, { year: number; answer: Answer }>();

export const SAMPLE_DISTRICT = "样例区";

/** Invented answers to a draft, to try it out on; the same for the same item. */
export function sampleAnswers(template: Template): Map<string, Answer> {
  const { year } = template;
  return new Map(
    outline(template).map(({ item }) => {
      const before = known.get(item);
      if (before?.year === year) return [item.key, before.answer];
      const answer = demoAnswer(item, { seed: "builder", district: SAMPLE_DISTRICT, year }, false);
      known.set(item, { year, answer });
      return [item.key, answer];
    }),
  );
}
