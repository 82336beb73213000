import type { DataCell, DataSheet } from "#core/document/data-sheet.ts";
import { subtractDecimals } from "#core/quantity/decimal.ts";
import type { Ledger } from "#core/review/ledger.ts";
import { VERDICT_TEXT } from "#core/review/verdict.ts";

const COLUMNS: DataSheet["columns"] = [
  ["板块", 36],
  ["序号", 10],
  ["评价内容", 50],
  ["满分", 12],
  ["自评得分", 14],
  ["核定得分", 14],
  ["核定减自评", 16],
  ["结论", 16],
  ["扣分原因", 70],
];

/** How far the verified score lies from the self score; null = one of them is missing. */
export const scoreGap = (self: string | null, verified: string | null): string | null =>
  self === null || verified === null ? null : subtractDecimals(verified, self);

/** 自评与核定得分台账, without the names of those who gave the scores. */
export const ledgerSheet = ({ rows, totals }: Ledger): DataSheet => ({
  name: "得分台账",
  columns: COLUMNS,
  rows: [
    ...rows.map((row): DataCell[] => [
      row.section,
      row.label,
      row.heading,
      figure(row.points),
      figure(row.self),
      figure(row.verified),
      figure(scoreGap(row.self, row.verified)),
      row.verdict === null ? "" : VERDICT_TEXT[row.verdict],
      row.deductions.map(({ points, reason }) => `扣${points}分：${reason}`).join("\n"),
    ]),
    [
      "合计",
      null,
      null,
      figure(totals.points),
      figure(totals.self),
      figure(totals.total),
      figure(scoreGap(totals.self, totals.total)),
      null,
      null,
    ],
  ],
});

const figure = (value: string | null): DataCell => (value === null ? null : { decimal: value });
