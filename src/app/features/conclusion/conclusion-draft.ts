import { z } from "zod";
import { addDecimals, subtractDecimals } from "#core/quantity/decimal.ts";
import { assertNever } from "#core/result.ts";
import type { Ledger } from "#core/review/ledger.ts";
import type { CredibilityFormula } from "#core/review/scoring.ts";

/** What is written before a review is concluded; it is kept on this machine until it is. */
export const conclusionDraft = z.object({
  /** what the problems were proposed from */
  basis: z.string(),
  opinion: z.string(),
  problems: z.array(z.object({ id: z.string(), itemKey: z.string(), text: z.string() })),
});
export type ConclusionDraft = z.infer<typeof conclusionDraft>;
export type DraftProblem = ConclusionDraft["problems"][number];

/** Under what it is kept. */
export const draftName = (accountId: string, submissionId: string): string => `conclusion ${accountId} ${submissionId}`;

type Proposed = readonly { itemKey: string; text: string }[];

export const draftFrom = (basis: string, proposed: Proposed, opinion = ""): ConclusionDraft => ({
  basis,
  opinion,
  problems: proposed.map(({ itemKey, text }, index) => ({ id: `p${index}`, itemKey, text })),
});

/** Proposals that no line of the list speaks of: what inspectors decided after the list was begun. */
export const missingProposals = (draft: Pick<ConclusionDraft, "problems">, proposed: Proposed): Proposed =>
  proposed.filter(({ itemKey }) => draft.problems.every((problem) => problem.itemKey !== itemKey));

/** Appended behind the item's other problems, or at the end. */
export function addProblem(problems: readonly DraftProblem[], added: DraftProblem): DraftProblem[] {
  const last = problems.findLastIndex(({ itemKey }) => itemKey === added.itemKey);
  return last === -1 ? [...problems, added] : inserted(problems, last + 1, added);
}

export function moveProblem(problems: readonly DraftProblem[], id: string, by: -1 | 1): DraftProblem[] {
  const from = problems.findIndex((problem) => problem.id === id);
  const moved = problems[from];
  const to = from + by;
  if (!moved || to < 0 || to >= problems.length) return [...problems];
  const others = problems.filter((problem) => problem !== moved);
  return inserted(others, to, moved);
}

const inserted = (problems: readonly DraftProblem[], at: number, problem: DraftProblem): DraftProblem[] => [
  ...problems.slice(0, at),
  problem,
  ...problems.slice(at),
];

export const emptyProblems = (problems: readonly DraftProblem[]): number =>
  problems.filter(({ text }) => text.trim() === "").length;

/** The formula with the figures of this review in it; undefined while it cannot be counted. */
export function credibilityWork({ rows, credibility }: Ledger, formula: CredibilityFormula): string | undefined {
  if (credibility === null) return undefined;
  const counted = rows.flatMap(({ bonus, points, self, verified }) =>
    bonus || points === null || self === null || verified === null ? [] : [{ points, self, verified }],
  );
  switch (formula) {
    case "deviation": {
      const off = addDecimals(counted.map(({ self, verified }) => subtractDecimals(self, verified).replace("-", "")));
      return `1 − ${off} ÷ ${addDecimals(counted.map(({ points }) => points))} = ${credibility}%`;
    }
    case "ratio":
      return `${addDecimals(counted.map(({ verified }) => verified))} ÷ ${addDecimals(counted.map(({ self }) => self))} = ${credibility}%`;
    default:
      return assertNever(formula);
  }
}

/** Self above or below verified, with its sign; "" where either is missing or they are equal. */
export function differenceText(self: string | null, verified: string | null): string {
  if (self === null || verified === null) return "";
  const off = subtractDecimals(verified, self);
  if (!/[1-9]/.test(off)) return "";
  return off.startsWith("-") ? off.replace("-", "−") : `+${off}`;
}
