import { type NumberRow, numberRows } from "#core/document/number-rows.ts";
import { COMPARISON_TEXT, type Threshold, thresholdsInYear } from "#core/indicator/indicator.ts";
import { satisfies } from "#core/quantity/satisfies.ts";
import { convertUnit } from "#core/quantity/unit.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";

/** A figure held against a standard of its indicator. */
export interface StandardRow extends NumberRow {
  threshold: Threshold;
  /** in the field's own unit */
  limit: string;
  /** 不低于95 */
  shownLimit: string;
  outcome: "达到" | "未达到" | "待核";
}

/** Every figure whose indicator has a standard in the report year, in report order. */
export function standardRows(content: SubmissionContent): StandardRow[] {
  return numberRows(content).flatMap((row): StandardRow[] => {
    const indicator = row.field.indicator === undefined ? undefined : content.indicators.get(row.field.indicator);
    const { now, qualifier } = row.value;
    if (!indicator || now === undefined) return [];
    return thresholdsInYear(indicator, content.year).flatMap((threshold): StandardRow[] => {
      const limit = convertUnit(threshold.value, indicator.unit, row.field.unit);
      if (limit === undefined) return [];
      const outcome = OUTCOME[satisfies(now, qualifier, threshold.operator, limit)];
      return [{ ...row, threshold, limit, shownLimit: `${COMPARISON_TEXT[threshold.operator]}${limit}`, outcome }];
    });
  });
}

const OUTCOME = { yes: "达到", no: "未达到", open: "待核" } as const;

/** What a signed report may hold figures against: established in the original, and more than a hint. */
export const isEstablished = ({ standing, severity }: Threshold): boolean =>
  standing === "verified" && severity !== "notice";
