import type { Answer } from "#core/answer/answer.ts";
import { demoAnswer } from "#core/demo/answer.ts";
import { outline } from "#core/template/outline.ts";
import type { Item, Template } from "#core/template/schema.ts";

const known = new WeakMap<Item, { year: number; answer: Answer }>();

export const SAMPLE_DISTRICT = "样例区";

/** Invented answers to an item, to try it out on; the same for the same item. */
export function sampleAnswer(item: Item, year: number): Answer {
  const before = known.get(item);
  if (before?.year === year) return before.answer;
  const answer = demoAnswer(item, { seed: "builder", district: SAMPLE_DISTRICT, year }, false);
  known.set(item, { year, answer });
  return answer;
}

/** To all items of a draft. */
export const sampleAnswers = (template: Template): Map<string, Answer> =>
  new Map(outline(template).map(({ item }) => [item.key, sampleAnswer(item, template.year)]));
