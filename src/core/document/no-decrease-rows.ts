import { type NumberRow, numberRows, shownNow } from "#core/document/number-rows.ts";
import { stageTables } from "#core/document/stage-tables.ts";
import { compareDecimals } from "#core/quantity/decimal.ts";
import { satisfies } from "#core/quantity/satisfies.ts";
import { noDecreaseFields } from "#core/rule/no-decrease.ts";
import { guardedMovements, type StageVerdict } from "#core/stage/movement.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";

/** A figure that must not fall, with what became of it. */
export interface NoDecreaseRow {
  itemKey: string;
  /** item, and the group of fields where the item has groups: 分学段 */
  caption: string;
  label: string;
  unit: string;
  priorPeriod: string;
  prior: string | undefined;
  period: string;
  now: string | undefined;
  /** the current figure with its hedge */
  shownNow: string;
  qualifier: string | undefined;
  change: string | undefined;
  growth: string | undefined;
  verdict: StageVerdict | "";
}

/** The single figures that must not fall, in report order. */
export function noDecreaseRows(content: SubmissionContent): NoDecreaseRow[] {
  return numberRows(content).flatMap((row) =>
    noDecreaseFields(row.item, content.year).includes(row.field)
      ? [
          {
            itemKey: row.item.key,
            caption: captionOf(row),
            label: row.field.label,
            unit: row.field.unit,
            priorPeriod: row.priorPeriod,
            prior: row.value.prior,
            period: row.period,
            now: row.value.now,
            shownNow: shownNow(row.value),
            qualifier: row.value.qualifier,
            change: row.change,
            growth: row.growth,
            verdict: verdictOf(row),
          },
        ]
      : [],
  );
}

/** The same of the stage tables: every stage and the total, from each year to the next. */
export function stageDecreaseRows(content: SubmissionContent): NoDecreaseRow[] {
  return stageTables(content).flatMap(({ itemKey, caption, field, table }) =>
    guardedMovements(table).map(({ row, measure, from, to, before, now, change, growth, verdict }) => ({
      itemKey,
      caption,
      label: `${row.label}${field[measure].label}`,
      unit: field[measure].unit,
      priorPeriod: `${from}年`,
      prior: before.value,
      period: `${to}年`,
      now: now.value,
      shownNow: now.value,
      qualifier: undefined,
      change,
      growth,
      verdict,
    })),
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
