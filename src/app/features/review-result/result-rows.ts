import type { ConcludedReview } from "#core/api/conclusion.ts";
import type { Deduction, VerdictKind } from "#core/review/verdict.ts";

export interface ResultRow {
  itemKey: string;
  /** 5.教育投入 */
  item: string;
  verdict: VerdictKind | null;
  opinions: readonly string[];
  /** null = the item carries no points */
  score: { points: string; self: string | null; verified: string | null } | null;
  deductions: readonly Deduction[];
  /** everything that one may search for */
  words: string;
}

/** Verdicts, opinions and scores of an item on one line, in report order. */
export function resultRows({ items, ledger }: Pick<ConcludedReview, "items" | "ledger">): ResultRow[] {
  const scored = new Map(ledger.rows.map((row) => [row.itemKey, row]));
  return items.map(({ itemKey, item, verdict, opinions }) => {
    const row = scored.get(itemKey);
    const deductions = row?.deductions ?? [];
    return {
      itemKey,
      item,
      verdict,
      opinions,
      score:
        row === undefined || row.points === null
          ? null
          : { points: row.points, self: row.self, verified: row.verified },
      deductions,
      words: [item, ...opinions, ...deductions.map(({ reason }) => reason)].join("\n"),
    };
  });
}

const is = (kind: VerdictKind) => (row: ResultRow) => row.verdict === kind;

export const RESULT_FILTERS = {
  all: { text: "全部", keeps: (_: ResultRow) => true },
  "not-met": { text: "未达标", keeps: is("not-met") },
  "needs-material": { text: "需补充材料", keeps: is("needs-material") },
  "mostly-met": { text: "基本达标", keeps: is("mostly-met") },
  met: { text: "达标", keeps: is("met") },
  deducted: { text: "有扣分", keeps: ({ deductions }: ResultRow) => deductions.length > 0 },
} as const;
export type ResultFilter = keyof typeof RESULT_FILTERS;
