import { printedOnCover } from "#core/document/cover.ts";
import { expandYear, type FieldOf } from "#core/field/definition.ts";
import { numberOf } from "#core/field/table.ts";
import type { NumberValue } from "#core/field/value.ts";
import { growthPercent, subtractDecimals } from "#core/quantity/decimal.ts";
import { displayQuantity } from "#core/quantity/qualifier.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { chineseNumeral, outline, placedTitle } from "#core/template/outline.ts";
import type { Item } from "#core/template/schema.ts";

/** One figure of the submission, as annexes and workbook list it. */
export interface NumberRow {
  /** （一）坚持党对教育工作的全面领导, or the heading of what stands under no section */
  section: string;
  item: Item;
  /** number and heading of the item */
  itemTitle: string;
  field: FieldOf<"number">;
  value: NumberValue;
  period: string;
  /** the prior period's name; "" where the field asks for none */
  priorPeriod: string;
  /** with its sign; undefined where either figure is missing */
  change: string | undefined;
  /** percent with its sign; undefined as well where the base is not positive */
  growth: string | undefined;
}

/** The figures that are filled in, in report order; what the cover's own elements print is left out. */
export function numberRows(content: SubmissionContent): NumberRow[] {
  const inBody = printedOnCover(content.template.cover);
  return outline(content.template).flatMap((placed) => {
    const { item, place } = placed;
    const section =
      place.kind === "section" ? `（${chineseNumeral(place.sectionNumber)}）${place.section.heading}` : item.heading;
    return item.fields.flatMap((field): NumberRow[] => {
      const value = numberOf(field, content.answers.get(item.key)?.values[field.key]);
      if (field.type !== "number" || !value || inBody.includes(field)) return [];
      const { now, prior } = value;
      if (now === undefined && prior === undefined) return [];
      const both = now !== undefined && prior !== undefined;
      return [
        {
          section,
          item,
          itemTitle: placedTitle(placed),
          field,
          value,
          period: expandYear(field.period ?? "", content.year),
          priorPeriod: expandYear(field.prior ?? "", content.year),
          change: both ? subtractDecimals(now, prior) : undefined,
          growth: both ? growthPercent(now, prior) : undefined,
        },
      ];
    });
  });
}

/** The current figure with its hedge and without its unit, which has a column of its own. */
export const shownNow = ({ now, qualifier }: NumberValue): string =>
  now === undefined ? "" : displayQuantity(now, "", qualifier);

export const shownGrowth = (growth: string | undefined): string => (growth === undefined ? "" : `${growth}%`);
