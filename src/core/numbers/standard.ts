import { STANDING_TEXT, type Threshold, thresholdsInYear } from "#core/indicator/indicator.ts";
import type { Claim, Verdict } from "#core/numbers/claim.ts";
import type { IndicatorValue } from "#core/numbers/indicator-value.ts";
import { claimAt } from "#core/numbers/passage.ts";
import type { Bound } from "#core/quantity/bound.ts";
import { compareDecimals } from "#core/quantity/decimal.ts";
import { boundSatisfies, type Satisfied } from "#core/quantity/satisfies.ts";
import { convertUnit } from "#core/quantity/unit.ts";

const SIGN: Record<Threshold["operator"], string> = { ">=": "≥", ">": ">", "<=": "≤", "<": "<", "=": "=" };
const OPPOSITE: Record<Threshold["operator"], string> = { ">=": "<", ">": "≤", "<=": ">", "<": "≥", "=": "≠" };
const SAID: Record<Bound, string> = { "=": "", "~": "约", ">=": "≥", ">": ">", "<=": "≤", "<": "<" };

/** Words that quote the standard instead of a value: 达到50%的要求. A claim the wrong way round is told all the same. */
const QUOTED = /^(?:以上|以下)?的?(?:国家|市级|省级|省定|市定|规定|认定)?(?:标准|要求|目标|底线|规定)/;

interface Answer {
  threshold: Threshold;
  limit: string;
  answer: Satisfied;
}

/** The figure of an indicator against the standards of the report year; none that is dated later is applied earlier. */
export function standardClaim(value: IndicatorValue, year: number): Claim | undefined {
  const { indicator, figure, passage, mention, aside } = value;
  const place = (body: Pick<Claim, "kind" | "recomputed" | "verdict" | "note" | "ref">): Claim =>
    claimAt(passage, Math.min(mention.start, figure.start), Math.max(figure.end, mention.end), {
      ...body,
      indicator: indicator.key,
    });
  const impossible = impossibleShare(value);
  if (impossible) return place(impossible);
  if (aside) return undefined;
  const answers = thresholdsInYear(indicator, year).map((threshold): Answer => {
    const limit = convertUnit(threshold.value, indicator.unit, figure.unit) ?? threshold.value;
    return { threshold, limit, answer: boundSatisfies(figure.value, figure.bound, threshold.operator, limit) };
  });
  const wrong = wrongWay(value, answers);
  if (!wrong && QUOTED.test(figure.tail)) return undefined;
  const decisive = decisiveOf(answers);
  if (!decisive) return withoutStandard(value, place);
  const { threshold, limit, answer } = decisive;
  const stated = `${SAID[figure.bound]}${figure.value}${figure.unit}`;
  const basis = `${threshold.source}（${threshold.ref}，${STANDING_TEXT[threshold.standing]}）`;
  if (wrong)
    return place({
      kind: "threshold",
      ref: threshold.ref,
      recomputed: `${stated}，标准为${SIGN[threshold.operator]}${limit}${figure.unit}`,
      verdict: "inconsistent",
      note: `“${indicator.name}”的标准是${SIGN[threshold.operator]}${limit}${figure.unit}，正文方向与标准相反，请核实并改用“不高于”或“不低于”；依据：${basis}`,
    });
  const verdict: Verdict =
    answer === "yes" ? "consistent" : answer === "no" && blocks(threshold) ? "inconsistent" : "unverifiable";
  return place({
    kind: "threshold",
    ref: threshold.ref,
    recomputed: `${stated}${answer === "no" ? OPPOSITE[threshold.operator] : answer === "yes" ? SIGN[threshold.operator] : "与"}${limit}${figure.unit}${answer === "open" ? "不能比较" : ""}`,
    verdict,
    note: noteOf(answer, blocks(threshold), basis),
  });
}

function noteOf(answer: Satisfied, blocking: boolean, basis: string): string {
  if (answer === "yes") return `达到标准；依据：${basis}`;
  if (answer === "open") return `表述为约数，请写确切数；依据：${basis}`;
  return blocking ? `未达到标准，属实的须说明原因和措施；依据：${basis}` : `低于参照值，仅供核对；依据：${basis}`;
}

const blocks = ({ standing, severity }: Threshold): boolean =>
  severity !== "notice" && (standing === "verified" || standing === "second-hand");

/** A miss that blocks, then one that stays open, then what is met, then what is only for reference. */
function decisiveOf(answers: readonly Answer[]): Answer | undefined {
  return (
    answers.find(({ answer, threshold }) => answer === "no" && blocks(threshold)) ??
    answers.find(({ answer, threshold }) => answer === "open" && blocks(threshold)) ??
    answers.find(({ answer }) => answer === "yes") ??
    answers[0]
  );
}

/** 高于0.45 where ≤ 0.45 is asked: the bound of the standard itself, with the sign turned round. */
export function wrongWay({ figure, indicator }: IndicatorValue, answers: readonly Answer[]): boolean {
  const turned = indicator.direction === "down" ? [">", ">="] : ["<", "<="];
  return (
    turned.includes(figure.bound) &&
    answers.some(({ limit, threshold }) => blocks(threshold) && compareDecimals(limit, figure.value) === 0)
  );
}

/** Whether the figure states the standard's own bound the wrong way round in the report year. */
export function isWrongWay(value: IndicatorValue, year: number): boolean {
  const answers = thresholdsInYear(value.indicator, year).map(
    (threshold): Answer => ({ threshold, limit: threshold.value, answer: "open" }),
  );
  return wrongWay(value, answers);
}

/** A share of a whole is at most 100%; gross enrolment may be more. */
function impossibleShare({ indicator, figure }: IndicatorValue) {
  if (indicator.unit !== "%" || figure.unit !== "%" || /毛入/.test(indicator.name)) return undefined;
  if (compareDecimals(figure.value, "100") <= 0) return undefined;
  return {
    kind: "threshold" as const,
    recomputed: `${figure.value}%>100%`,
    verdict: "inconsistent" as const,
    note: "占比不可能超过100%，请核对",
  };
}

function withoutStandard(
  { indicator, figure }: IndicatorValue,
  place: (body: Pick<Claim, "kind" | "recomputed" | "verdict" | "note">) => Claim,
): Claim | undefined {
  if (indicator.unit !== "%" || indicator.direction === "none" || figure.value === "100") return undefined;
  return place({
    kind: "threshold",
    recomputed: "",
    verdict: "unverifiable",
    note: `“${indicator.name}”在本报告年度没有可对照的标准，请与本地规划目标比较`,
  });
}
