import {
  addDecimals,
  compareDecimals,
  divideDecimals,
  multiplyDecimals,
  subtractDecimals,
} from "#core/quantity/decimal.ts";
import { assertNever } from "#core/result.ts";
import type { Ledger, LedgerRow, LedgerTotals } from "#core/review/ledger.ts";
import type { Scoring } from "#core/review/scoring.ts";
import { plainScore, settle } from "#core/review/settle.ts";
import type { Verdict } from "#core/review/verdict.ts";
import { sectionItems } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";

export type GivenVerdict = Pick<Verdict, "inspector" | "score" | "verdict" | "deductions" | "earlier">;

/** Self scores as frozen at submission, verdicts as they stand: what is kept of it is frozen at the conclusion. */
export function makeLedger(
  template: Template,
  scoring: Scoring,
  selfScores: ReadonlyMap<string, string>,
  verdicts: ReadonlyMap<string, readonly GivenVerdict[]>,
): Ledger {
  const rows = sectionItems(template).map(({ item, place, label }): LedgerRow => {
    const worth = Object.hasOwn(scoring.items, item.key) ? scoring.items[item.key] : undefined;
    const given = verdicts.get(item.key) ?? [];
    const points = worth?.points ?? null;
    const section = place.kind === "section" ? place.section : undefined;
    return {
      itemKey: item.key,
      label,
      heading: item.heading,
      sectionKey: section?.key ?? "",
      section: section?.heading ?? "",
      points,
      bonus: worth?.bonus ?? false,
      veto: worth?.veto ?? false,
      self: points === null ? null : (selfScores.get(item.key) ?? null),
      given: given.flatMap(({ inspector, score, earlier }) => (score === null ? [] : [{ inspector, score, earlier }])),
      ...settle(given, points, scoring.farApart),
      deductions: given.flatMap(({ deductions }) => deductions),
    };
  });
  const totals = totalsOf(rows);
  const vetoed = rows.filter(({ veto, verdict }) => veto && verdict === "not-met").map(({ itemKey }) => itemKey);
  return {
    rows,
    sections: template.sections.map(({ key, heading }) => ({
      sectionKey: key,
      section: heading,
      ...totalsOf(rows.filter(({ sectionKey }) => sectionKey === key)),
    })),
    totals,
    vetoed,
    grade: totals.open > 0 || !/[1-9]/.test(totals.points) ? null : gradeOf(totals, scoring, vetoed.length > 0),
    credibility: credibilityOf(rows, scoring),
  };
}

export function totalsOf(rows: readonly LedgerRow[]): LedgerTotals {
  const scored = rows.filter(({ points }) => points !== null);
  const regular = scored.filter(({ bonus }) => !bonus);
  const sum = (values: readonly (string | null)[]): string =>
    plainScore(addDecimals(values.flatMap((value) => (value === null ? [] : [value]))));
  const verified = sum(regular.map((row) => row.verified));
  const bonus = sum(scored.filter((row) => row.bonus).map((row) => row.verified));
  return {
    points: sum(regular.map(({ points }) => points)),
    self: regular.some(({ self }) => self === null) ? null : sum(regular.map(({ self }) => self)),
    verified,
    bonus,
    total: plainScore(addDecimals([verified, bonus])),
    open: regular.filter((row) => row.verified === null).length,
  };
}

/** The best band whose share of the full marks is reached; a failed veto leaves the veto band at most. */
export function gradeOf(
  { total, points }: Pick<LedgerTotals, "total" | "points">,
  scoring: Scoring,
  vetoed: boolean,
): string {
  const { bands, vetoBand } = scoring;
  const reached = bands.findIndex(
    ({ from }) => compareDecimals(multiplyDecimals(total, "100"), multiplyDecimals(from, points)) >= 0,
  );
  const last = bands.length - 1;
  const own = reached === -1 ? last : reached;
  const capped = bands.findIndex(({ name }) => name === vetoBand);
  return bands[vetoed ? Math.max(own, capped === -1 ? last : capped) : own]?.name ?? "";
}

/** How near a district's own scores are to the verified ones, in percent; null where either is missing. */
export function credibilityOf(
  rows: readonly LedgerRow[],
  { credibility }: Pick<Scoring, "credibility">,
): string | null {
  const both = rows.flatMap(({ bonus, points, self, verified }) =>
    bonus || points === null ? [] : [{ points, self, verified }],
  );
  const pairs = both.flatMap(({ points, self, verified }) =>
    self === null || verified === null ? [] : [{ points, self, verified }],
  );
  if (pairs.length === 0 || pairs.length < both.length) return null;
  switch (credibility) {
    case "deviation": {
      const off = addDecimals(pairs.map(({ self, verified }) => subtractDecimals(self, verified).replace("-", "")));
      const share = divideDecimals(multiplyDecimals(off, "100"), addDecimals(pairs.map(({ points }) => points)), 2);
      if (share === undefined) return null;
      return compareDecimals(share, "100") > 0 ? "0.00" : subtractDecimals("100.00", share);
    }
    case "ratio": {
      const [self, verified] = [
        addDecimals(pairs.map((each) => each.self)),
        addDecimals(pairs.map((each) => each.verified)),
      ];
      const share = divideDecimals(multiplyDecimals(verified, "100"), self, 2);
      if (share === undefined) return null;
      return compareDecimals(share, "100") > 0 ? "100.00" : share;
    }
    default:
      return assertNever(credibility);
  }
}

/** As much of a ledger as somebody may read who answers for some sections only: of these, and nothing on the whole. */
export function partOfLedger(whole: Ledger, readable: (itemKey: string) => boolean): Ledger {
  const rows = whole.rows.filter(({ itemKey }) => readable(itemKey));
  if (rows.length === whole.rows.length) return whole;
  const keys = new Set(rows.map(({ sectionKey }) => sectionKey));
  return {
    rows,
    sections: whole.sections.filter(({ sectionKey }) => keys.has(sectionKey)),
    totals: totalsOf(rows),
    vetoed: whole.vetoed.filter(readable),
    grade: null,
    credibility: null,
  };
}
