import { type NumberRow, numberRows } from "#core/document/number-rows.ts";
import { compareDecimals } from "#core/quantity/decimal.ts";
import { satisfies } from "#core/quantity/qualifier.ts";
import { noDecreaseFields } from "#core/rule/no-decrease.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";

export interface NoDecreaseRow extends NumberRow {
  /** item, and the group of fields where the item has groups: 分学段 */
  caption: string;
  verdict: "增" | "减" | "持平" | "待核" | "";
}

/** The pairs of figures that must not fall, with what became of each; in report order. */
export function noDecreaseRows(content: SubmissionContent): NoDecreaseRow[] {
  return numberRows(content).flatMap((row) =>
    noDecreaseFields(row.item, content.year).includes(row.field)
      ? [{ ...row, caption: captionOf(row), verdict: verdictOf(row) }]
      : [],
  );
}

const captionOf = ({ item, itemTitle, field }: NumberRow): string => {
  const groups = new Set(item.fields.map((each) => each.group ?? ""));
  return field.group !== undefined && groups.size > 1 ? `${itemTitle}（${field.group}）` : itemTitle;
};

/** A hedged figure decides only where every figure that it allows says the same. */
function verdictOf({ value: { now, prior, qualifier } }: NumberRow): NoDecreaseRow["verdict"] {
  if (now === undefined || prior === undefined) return "";
  if (qualifier === undefined) {
    const order = compareDecimals(now, prior);
    return order > 0 ? "增" : order < 0 ? "减" : "持平";
  }
  if (satisfies(now, qualifier, ">", prior) === "yes") return "增";
  return satisfies(now, qualifier, "<", prior) === "yes" ? "减" : "待核";
}
