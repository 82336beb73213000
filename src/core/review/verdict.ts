import { z } from "zod";
import { addDecimals, compareDecimals, subtractDecimals } from "#core/quantity/decimal.ts";
import { err, ok, type Result } from "#core/result.ts";
import { score } from "#core/review/points.ts";

/** From the best to the gravest. */
export const VERDICTS = ["met", "mostly-met", "needs-material", "not-met"] as const;
export const verdictKind = z.enum(VERDICTS);
export type VerdictKind = z.infer<typeof verdictKind>;

export const VERDICT_TEXT: Record<VerdictKind, string> = {
  met: "达标",
  "mostly-met": "基本达标",
  "needs-material": "需补充材料",
  "not-met": "未达标",
};

export const MAX_OPINION = 4000;

export const deduction = z.strictObject({
  points: score.refine((value) => /[1-9]/.test(value), "扣分应大于0"),
  reason: z.string().trim().min(1, "请写明扣分原因").max(500, "扣分原因最多500字"),
});
export type Deduction = z.infer<typeof deduction>;

/** What an inspector decides of one item. */
export const verdictContent = z.strictObject({
  verdict: verdictKind,
  /** null where the item carries no points */
  score: score.nullable(),
  /** add up to what the score lacks of the points */
  deductions: z.array(deduction).max(30),
  opinion: z.string().max(MAX_OPINION, `审核意见最多${MAX_OPINION}字`),
  /** to be talked about when the inspectors meet */
  agenda: z.boolean(),
});
export type VerdictContent = z.infer<typeof verdictContent>;

/** One inspector's newest word on an item. It is bound to the text that it was given on. */
export const verdict = z.object({
  accountId: z.string(),
  inspector: z.string(),
  ...verdictContent.shape,
  /** counted from 1; earlier ones are kept */
  revision: z.int().min(1),
  /** the frozen version and the item's content that it speaks of */
  round: z.int().min(1),
  itemHash: z.string(),
  /** given on an earlier text: the item says something else by now */
  earlier: z.boolean(),
  at: z.iso.datetime(),
});
export type Verdict = z.infer<typeof verdict>;

export interface VerdictFault {
  path: "score" | "deductions" | "opinion";
  code: string;
  message: string;
}

/** Holds a verdict against the points of its item; null = it carries none. */
export function checkVerdict(content: VerdictContent, points: string | null): Result<VerdictContent, VerdictFault[]> {
  const faults = points === null ? unscoredFaults(content) : scoredFaults(content, points);
  if (content.verdict !== "met" && content.opinion.trim() === "")
    faults.push({ path: "opinion", code: "verdict.no-opinion", message: "不是“达标”时请写明审核意见" });
  return faults.length > 0 ? err(faults) : ok(content);
}

const unscoredFaults = ({ score: given, deductions }: VerdictContent): VerdictFault[] =>
  given === null && deductions.length === 0
    ? []
    : [{ path: "score", code: "verdict.unscored", message: "本条不计分，请不要填写得分和扣分" }];

function scoredFaults({ score: given, deductions }: VerdictContent, points: string): VerdictFault[] {
  if (given === null) return [{ path: "score", code: "verdict.no-score", message: `请填写得分，本条满分${points}分` }];
  if (compareDecimals(given, points) > 0)
    return [{ path: "score", code: "verdict.over-points", message: `得分不能超过本条满分${points}分` }];
  const lacking = subtractDecimals(points, given);
  const deducted = addDecimals(deductions.map((each) => each.points));
  if (compareDecimals(lacking, deducted) === 0) return [];
  return [
    {
      path: "deductions",
      code: "verdict.deductions",
      message: `各项扣分合计${deducted}分，与满分减得分的${lacking}分不符，请逐项写明扣分`,
    },
  ];
}
