import { z } from "zod";
import { settledAnswer } from "#core/answer/carried.ts";
import { expandYear } from "#core/field/definition.ts";
import { displayValue, isAnswered, numberOf } from "#core/field/table.ts";
import { resolveNarrative, runText } from "#core/narrative/resolve.ts";
import { parseNarrative } from "#core/narrative/tokens.ts";
import { convertUnit } from "#core/quantity/unit.ts";
import { matchFields } from "#core/reuse/match-fields.ts";
import { matchItems } from "#core/reuse/match-items.ts";
import type { CarryYear } from "#core/reuse/plan-carry.ts";
import { trace } from "#core/reuse/trace.ts";
import { fieldTable, findItem, placedTitle } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";

/** A field's answer in an earlier year, under the field that continues it. */
export const pastValue = z.object({
  fieldKey: z.string(),
  text: z.string(),
  /** 2021年 */
  period: z.string(),
  /** in the unit of today's field; absent = no figure, or one that cannot be converted */
  now: z.string().optional(),
});
export type PastValue = z.infer<typeof pastValue>;

/** What an item said in an earlier year, under whatever name it stood there. */
export const pastItem = z.object({
  year: z.int(),
  sources: z.array(z.object({ itemKey: z.string(), title: z.string() })),
  /** as it was printed, with its figures in place; "" = none */
  narrative: z.string(),
  values: z.array(pastValue),
});
export type PastItem = z.infer<typeof pastItem>;

/** The item `itemKey` of `template` in an earlier year; undefined where nothing of that year goes on here. */
export function pastOf(
  itemKey: string,
  template: Template,
  from: CarryYear,
  known: readonly Template[],
): PastItem | undefined {
  const item = findItem(template, itemKey)?.item;
  if (!item) return undefined;
  const traced = trace(from.template, template, known);
  const match = matchItems(from.template, template, traced).matches.find(({ target }) => target.item.key === itemKey);
  const fields = matchFields(from.template, template, traced);
  const values = item.fields.flatMap((field) =>
    (fields.get(field.key) ?? []).flatMap((source): PastValue[] => {
      const value = from.answers.get(source.item.key)?.values[source.field.key];
      if (source.how === "similar" || value === undefined || !isAnswered(source.field, value)) return [];
      const figure = source.field.type === "number" ? numberOf(source.field, value)?.now : undefined;
      const now =
        figure === undefined || source.field.type !== "number" || field.type !== "number" || source.shared
          ? undefined
          : convertUnit(figure, source.field.unit, field.unit);
      return [
        {
          fieldKey: field.key,
          text: displayValue(source.field, value),
          period: expandYear(source.field.period ?? "", from.year),
          ...(now === undefined ? {} : { now }),
        },
      ];
    }),
  );
  const sources = match?.how === "similar" ? [] : (match?.sources ?? []);
  if (sources.length === 0 && values.length === 0) return undefined;
  return {
    year: from.year,
    sources: sources.map(({ placed }) => ({ itemKey: placed.item.key, title: placedTitle(placed) })),
    narrative: sources
      .map(({ placed }) => printed(placed.item.key, from))
      .filter((text) => text !== "")
      .join("\n"),
    values,
  };
}

/** Prose as its own year printed it; what nobody vouched for then was not printed. */
function printed(itemKey: string, { template, answers }: CarryYear): string {
  const answer = answers.get(itemKey);
  const narrative = answer === undefined ? "" : (settledAnswer(answer).narrative ?? "");
  if (parseNarrative(narrative).every(({ kind }) => kind === "text")) return narrative.trim();
  const fields = fieldTable(template);
  const lookup = {
    field: (key: string) => fields.get(key)?.field,
    value: (key: string) => {
      const owner = fields.get(key)?.item.key;
      return owner === undefined ? undefined : answers.get(owner)?.values[key];
    },
  };
  return resolveNarrative(narrative, lookup).map(runText).join("\n");
}
