import type { Measure } from "#core/field/type.ts";
import { compareDecimals, growthPercent, subtractDecimals } from "#core/quantity/decimal.ts";
import type { StageFigure, StageRow, StageTable } from "#core/stage/table.ts";

export type StageVerdict = "增" | "减" | "持平" | "待核";

/** From one year to the next. */
export interface StageMovement {
  row: StageRow;
  measure: Measure;
  from: string;
  to: string;
  before: StageFigure;
  now: StageFigure;
  /** with its sign */
  change: string;
  /** percent with its sign; undefined where the base is not positive */
  growth: string | undefined;
  verdict: StageVerdict;
}

/** What must not fall: the sum and the sum per pupil. Pupils may. */
export const GUARDED: readonly Measure[] = ["spending", "perPupil"];

/** undefined where a figure is missing. */
export function stageMovement(
  row: StageRow,
  measure: Measure,
  from: string | undefined,
  to: string | undefined,
): StageMovement | undefined {
  if (from === undefined || to === undefined) return undefined;
  const before = row.cells.get(from)?.[measure];
  const now = row.cells.get(to)?.[measure];
  if (!before || !now) return undefined;
  return {
    row,
    measure,
    from,
    to,
    before,
    now,
    change: subtractDecimals(now.value, before.value),
    growth: growthPercent(now.value, before.value),
    verdict: verdictOf(measure, before, now),
  };
}

/** Sums are compared as displayed; a quotient of rounded figures decides only where every possible one says the same. */
function verdictOf(measure: Measure, before: StageFigure, now: StageFigure): StageVerdict {
  if (measure !== "perPupil" || (!before.computed && !now.computed)) {
    const order = compareDecimals(now.value, before.value);
    return order > 0 ? "增" : order < 0 ? "减" : "持平";
  }
  if (compareDecimals(now.range.from, before.range.to) >= 0) return "增";
  return compareDecimals(now.range.to, before.range.from) < 0 ? "减" : "待核";
}

/** Every pair of neighbouring years of every stage and of the total, for what must not fall. */
export function guardedMovements(table: StageTable): StageMovement[] {
  return [...table.rows, table.total].flatMap((row) =>
    GUARDED.flatMap((measure) =>
      table.years.flatMap((to, index) => stageMovement(row, measure, table.years[index - 1], to) ?? []),
    ),
  );
}

export type StageOutcome = "做到只增不减" | "有下降" | "待核" | "未填齐";

/** One word over both measures and all pairs of years of a row. */
export function stageOutcome(row: StageRow, years: readonly string[]): StageOutcome {
  const verdicts = GUARDED.flatMap((measure) =>
    years.slice(1).map((to, index) => stageMovement(row, measure, years[index], to)?.verdict),
  );
  if (verdicts.includes("减")) return "有下降";
  if (verdicts.length === 0 || verdicts.includes(undefined)) return "未填齐";
  return verdicts.includes("待核") ? "待核" : "做到只增不减";
}
