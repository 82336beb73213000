import { type IndicatorTable, thresholdsInYear } from "#core/indicator/indicator.ts";
import type { Claim, Verdict } from "#core/numbers/claim.ts";
import type { IndicatorValue } from "#core/numbers/indicator-value.ts";
import { amountOf, isHedged, shown } from "#core/numbers/judge.ts";
import { claimAt, type Figure, type Passage } from "#core/numbers/passage.ts";
import { compareDecimals, divideDecimals, multiplyDecimals, subtractDecimals } from "#core/quantity/decimal.ts";
import { spansMeet } from "#core/quantity/interval.ts";
import { countsPeople } from "#core/quantity/measure.ts";
import { boundSatisfies } from "#core/quantity/satisfies.ts";

/** What is a part of what, by definition of the indicators. */
const NESTED = [
  ["general-budget-education-spending", "fiscal-education-investment"],
  ["fiscal-education-investment", "total-education-investment"],
] as const;
/** The law asks that the first is not lower than the second (R-31). */
const NOT_LOWER = [["compulsory-teacher-pay", "civil-servant-pay", "R-31"]] as const;

export function relationClaims(values: readonly IndicatorValue[]): Claim[] {
  const current = values.filter(({ aside }) => !aside);
  const first = (key: string, like?: IndicatorValue): IndicatorValue | undefined =>
    current.find(
      ({ indicator, figure }) =>
        indicator.key === key &&
        (like === undefined || (figure.year === like.figure.year && figure.partial === like.figure.partial)),
    );
  const nested = NESTED.flatMap(([inner, outer]): Claim[] => {
    const part = first(inner);
    const whole = part && first(outer, part);
    if (!part || !whole || isHedged([part.figure, whole.figure])) return [];
    const fits = compareDecimals(amountOf(part.figure), amountOf(whole.figure)) <= 0;
    return [
      onValue(part, {
        kind: "part",
        recomputed: `${words(part.figure)}${fits ? "≤" : ">"}${words(whole.figure)}`,
        verdict: fits ? "consistent" : "inconsistent",
        note: `“${part.indicator.name}”属于“${whole.indicator.name}”的一部分${fits ? "" : "，不应更大，请核对数据和口径"}`,
      }),
    ];
  });
  const pay = NOT_LOWER.flatMap(([own, other, ref]): Claim[] => {
    const mine = first(own);
    const theirs = mine && first(other, mine);
    if (!mine || !theirs || isHedged([mine.figure, theirs.figure])) return [];
    const difference = subtractDecimals(amountOf(mine.figure), amountOf(theirs.figure));
    const ratio = divideDecimals(amountOf(mine.figure), amountOf(theirs.figure), 4);
    const lower = difference.startsWith("-");
    return [
      onValue(mine, {
        kind: "ratio",
        ref,
        recomputed: `${mine.figure.value}−${theirs.figure.value}=${shown(difference)}${mine.figure.unit}${ratio === undefined ? "" : `，比值${ratio}`}`,
        verdict: lower ? "inconsistent" : "consistent",
        ...(lower ? { note: "义务教育教师平均工资收入低于当地公务员，请核对口径；属实的须说明措施" } : {}),
      }),
    ];
  });
  return [...nested, ...pay];
}

const words = ({ value, unit }: Figure): string => `${value}${unit}`;

const onValue = (
  { passage, mention, figure }: IndicatorValue,
  body: Pick<Claim, "kind" | "recomputed" | "verdict" | "note" | "ref">,
): Claim => claimAt(passage, Math.min(mention.start, figure.start), figure.end, body);

/** One indicator of one period with two figures. */
export function repeatedValues(values: readonly IndicatorValue[]): Claim[] {
  const firsts = new Map<string, IndicatorValue>();
  return values.flatMap((value): Claim[] => {
    const { indicator, figure, aside, mention } = value;
    if (aside || mention.moved || indicator.unit.includes("/")) return [];
    const key = `${indicator.key}:${figure.unit === "%" ? "" : (figure.year ?? "")}:${figure.partial}`;
    const first = firsts.get(key);
    if (!first) {
      firsts.set(key, value);
      return [];
    }
    if (first.figure.year !== undefined && figure.year !== undefined && first.figure.year !== figure.year) return [];
    const meet = spansMeet(first.figure.span, figure.span);
    return [
      onValue(value, {
        kind: "repeat",
        recomputed: `${words(first.figure)}${meet ? "=" : "≠"}${words(figure)}`,
        verdict: meet ? "consistent" : "inconsistent",
        note: `“${indicator.name}”${placeOf(first.passage)}写${words(first.figure)}${meet ? "" : `，此处写${words(figure)}，请统一`}`,
      }),
    ];
  });
}

export const placeOf = ({ item, index }: Passage): string => (item ? `第${item}项` : `第${index + 1}段`);

/** Total and per-pupil spending imply the number of pupils; where it is stated the product must agree. */
export function impliedPupils(values: readonly IndicatorValue[], passages: readonly Passage[]): Claim[] {
  const per = values.find(({ indicator, aside }) => indicator.key === "per-student-education-spending" && !aside);
  const total =
    per &&
    values.find(
      ({ indicator, passage, aside }) =>
        indicator.key === "general-budget-education-spending" && passage === per.passage && !aside,
    );
  if (!per || !total) return [];
  const pupils = divideDecimals(amountOf(total.figure), amountOf(per.figure), 0);
  if (pupils === undefined) return [];
  const recomputed = `${words(total.figure)}÷${words(per.figure)}≈${pupils}人`;
  const claim = onValue(per, {
    kind: "ratio",
    recomputed,
    verdict: "unverifiable",
    note: "报告未列同口径在校学生数，无法核对总额与生均",
  });
  return [claim, ...exceeding(passages, pupils)];
}

const PER_HUNDRED = [
  ["backbone-teachers-per-hundred", /骨干教师/],
  ["arts-pe-teachers-per-hundred", /(?:体艺|体育艺术|体育、艺术)(?:专任)?教师/],
] as const;

/** 骨干教师1040人 of 67416 pupils: so many per hundred, against the standard, where the text leaves the division to the reader. */
export function perHundredClaims(passages: readonly Passage[], indicators: IndicatorTable, year: number): Claim[] {
  return passages.flatMap((passage): Claim[] => {
    const figures = passage.sentences.flatMap((sentence) => sentence.figures);
    const plain = figures.filter(
      ({ unit, bound, spelled, depth }) => countsPeople(unit) && bound === "=" && !spelled && depth === 0,
    );
    const pupils = plain.find(({ head }) => /(?:在校学生|在校生)(?:总数|数|共|有|为|达)*$/.test(head));
    if (!pupils) return [];
    return PER_HUNDRED.flatMap(([key, words]): Claim[] => {
      const indicator = indicators.get(key);
      const [threshold] = indicator ? thresholdsInYear(indicator, year) : [];
      const teachers = plain.find(({ head }) => words.test(head) && !/培训|评选|新增/.test(head));
      const share = teachers && divideDecimals(amountOf(teachers), amountOf(pupils), 20);
      if (!threshold || !teachers || share === undefined) return [];
      const rate = multiplyDecimals(share, "100");
      const met = boundSatisfies(rate, "=", threshold.operator, threshold.value) === "yes";
      return [
        claimAt(passage, teachers.start - teachers.head.length, teachers.end, {
          kind: "ratio",
          indicator: key,
          ref: threshold.ref,
          recomputed: `${teachers.value}÷${shown(divideDecimals(amountOf(pupils), "100", 2) ?? "0")}=${divideDecimals(rate, "1", 2)}人（每百名学生）${met ? "≥" : "<"}${threshold.value}`,
          verdict: met ? "consistent" : "unverifiable",
          note: "全区平均数，标准要求逐校达到",
        }),
      ];
    });
  });
}

/** 筛查学生14万余名 against some 13.1万 pupils that follow from the spending: another scope, to be explained. */
function exceeding(passages: readonly Passage[], pupils: string): Claim[] {
  return passages.flatMap(({ sentences }) =>
    sentences.flatMap((sentence): Claim[] => {
      const found = sentence.figures.find(
        (figure) =>
          /筛查|体检|监测/.test(figure.head) &&
          /学生/.test(figure.head + figure.tail) &&
          /[人名]/.test(figure.unit) &&
          compareDecimals(amountOf(figure), pupils) > 0 &&
          compareDecimals(amountOf(figure), multiplyDecimals(pupils, "3")) < 0,
      );
      if (!found) return [];
      const verdict: Verdict = "unverifiable";
      return [
        claimAt(sentence.passage, found.start - found.head.length, found.end, {
          kind: "part",
          recomputed: `${words(found)}>${pupils}人`,
          verdict,
          note: "多于由总额和生均反推的在校学生数，口径可能不同，请注明范围",
        }),
      ];
    }),
  );
}
