import { z } from "zod";
import { addDecimals, compareDecimals, subtractDecimals } from "#core/quantity/decimal.ts";
import { parseDecimal } from "#core/quantity/decimal-text.ts";
import { err, type Result } from "#core/result.ts";
import {
  checkVerdict,
  type VerdictContent,
  type VerdictKind,
  verdictContent,
  verdictKind,
} from "#core/review/verdict.ts";

/** A verdict while it is being written: figures as typed, nothing need be complete. */
export const verdictDraft = z.object({
  verdict: verdictKind.nullable(),
  score: z.string(),
  deductions: z.array(z.object({ points: z.string(), reason: z.string() })),
  opinion: z.string(),
  agenda: z.boolean(),
});
export type VerdictDraft = z.infer<typeof verdictDraft>;
export type DraftDeduction = VerdictDraft["deductions"][number];

export interface DraftFault {
  path: "verdict" | "score" | "deductions" | "opinion";
  /** the line of the deductions that is meant */
  index?: number;
  message: string;
}

export const EMPTY_DRAFT: VerdictDraft = { verdict: null, score: "", deductions: [], opinion: "", agenda: false };

export const draftOf = (content: VerdictContent): VerdictDraft => ({
  verdict: content.verdict,
  score: content.score ?? "",
  deductions: content.deductions.map(({ points, reason }) => ({ points, reason })),
  opinion: content.opinion,
  agenda: content.agenda,
});

const isBlank = ({ points, reason }: DraftDeduction): boolean => points.trim() === "" && reason.trim() === "";

const canonical = (typed: string): string => {
  const parsed = parseDecimal(typed);
  return parsed.ok ? parsed.value : typed.trim();
};

/** What would be saved, or everything that stands against it. `points` null = the item is not scored. */
export function contentOf(draft: VerdictDraft, points: string | null): Result<VerdictContent, DraftFault[]> {
  if (draft.verdict === null) return err([{ path: "verdict", message: "请先选择结论" }]);
  const lines = draft.deductions.map((line, index) => ({ line, index })).filter(({ line }) => !isBlank(line));
  const parsed = verdictContent.safeParse({
    verdict: draft.verdict,
    score: points === null || draft.score.trim() === "" ? null : canonical(draft.score),
    deductions: points === null ? [] : lines.map(({ line }) => ({ ...line, points: canonical(line.points) })),
    opinion: draft.opinion,
    agenda: draft.agenda,
  });
  if (!parsed.success)
    return err(once(parsed.error.issues.map(({ path, message }) => faultOf(draft, lines, path, message))));
  const checked = checkVerdict(parsed.data, points);
  return checked.ok ? checked : err(checked.error.map(({ path, message }) => ({ path, message })));
}

function faultOf(
  draft: VerdictDraft,
  lines: readonly { line: DraftDeduction; index: number }[],
  [field, place]: readonly PropertyKey[],
  message: string,
): DraftFault {
  if (field === "score") return { path: "score", message: scoreMessage(draft.score, message) };
  if (field !== "deductions") return { path: "opinion", message };
  const found = typeof place === "number" ? lines[place] : undefined;
  if (!found) return { path: "deductions", message };
  return { path: "deductions", index: found.index, message: lineMessage(found.line, message) };
}

/** One remark for one place is enough. */
const once = (faults: readonly DraftFault[]): DraftFault[] =>
  faults.filter(({ path, index }, at) => faults.findIndex((each) => each.path === path && each.index === index) === at);

const scoreMessage = (typed: string, message: string): string =>
  parseDecimal(typed).ok ? message : "得分请填写数字，例如 3.5";

const lineMessage = (line: DraftDeduction, message: string): string =>
  parseDecimal(line.points).ok ? message : "扣分请填写数字，例如 0.5";

/** 达标 without a score or a deduction is the full score: nothing else has to be typed. */
export function withVerdict(draft: VerdictDraft, verdict: VerdictKind, points: string | null): VerdictDraft {
  const full = verdict === "met" && points !== null && draft.score.trim() === "" && draft.deductions.every(isBlank);
  return { ...draft, verdict, score: full ? points : draft.score };
}

/** The score follows the deductions as soon as all of them are figures that fit in the points. */
export function withDeductions(draft: VerdictDraft, deductions: DraftDeduction[], points: string | null): VerdictDraft {
  const next = { ...draft, deductions };
  if (points === null) return next;
  const figures = deductions.filter((line) => !isBlank(line)).map((line) => parseDecimal(line.points));
  const sum = addDecimals(figures.flatMap((figure) => (figure.ok ? [figure.value] : [])));
  if (figures.some((figure) => !figure.ok) || compareDecimals(sum, points) > 0) return next;
  return { ...next, score: trimmed(subtractDecimals(points, sum)) };
}

/** How much the score lacks of the points beyond what the deductions state; null = nothing, or not to be told. */
export function unexplained({ score, deductions }: VerdictDraft, points: string | null): string | null {
  const given = parseDecimal(score);
  if (points === null || !given.ok) return null;
  const figures = deductions.flatMap((line) => {
    const figure = parseDecimal(line.points);
    return figure.ok ? [figure.value] : [];
  });
  const left = trimmed(subtractDecimals(subtractDecimals(points, given.value), addDecimals(figures)));
  return compareDecimals(left, "0") > 0 ? left : null;
}

const trimmed = (value: string): string => (value.includes(".") ? value.replace(/\.?0+$/, "") : value);

export const sameContent = (a: VerdictContent, b: VerdictContent): boolean =>
  JSON.stringify(verdictContent.parse(pick(a))) === JSON.stringify(verdictContent.parse(pick(b)));

const pick = ({ verdict, score, deductions, opinion, agenda }: VerdictContent): VerdictContent => ({
  verdict,
  score,
  deductions,
  opinion,
  agenda,
});
