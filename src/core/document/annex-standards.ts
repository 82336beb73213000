import { type Annex, column, tableAnnex } from "#core/document/annex-table.ts";
import { shownNow } from "#core/document/number-rows.ts";
import { isEstablished, standardRows } from "#core/document/standard-rows.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";

const COLUMNS = [
  column("指标", 40),
  column("时期", 20, "center"),
  column("单位", 14, "center"),
  column("标准", 18, "right"),
  column("本期", 14, "decimal"),
  column("对照结果", 14, "center"),
];

/** The figures beside the standards of their indicators. */
export const standardsAnnex = (content: SubmissionContent): Annex =>
  tableAnnex(
    "有关标准对照表",
    COLUMNS,
    standardRows(content)
      .filter(({ threshold }) => isEstablished(threshold))
      .map(({ field, value, period, shownLimit, outcome }) => [
        field.label,
        period,
        field.unit,
        shownLimit,
        shownNow(value),
        outcome,
      ]),
  );
