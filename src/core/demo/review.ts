import { type DemoPlace, strengthOf } from "#core/demo/answer.ts";
import { chanceOf } from "#core/demo/chance.ts";
import { DEMO_MARK } from "#core/demo/districts.ts";
import { divideDecimals, multiplyDecimals, subtractDecimals } from "#core/quantity/decimal.ts";
import type { VerdictContent, VerdictKind } from "#core/review/verdict.ts";
import type { Item } from "#core/template/schema.ts";

/** How much of its points an item loses at least and at most, in percent. */
const LOSS: Record<VerdictKind, readonly [number, number]> = {
  met: [0, 0],
  "mostly-met": [8, 30],
  "needs-material": [25, 50],
  "not-met": [55, 100],
};

const OPINIONS: Record<VerdictKind, readonly [string, ...string[]]> = {
  met: ["材料齐全，数据与佐证一致。", "工作落实到位，佐证充分。"],
  "mostly-met": [
    "工作已开展，台账记录不够完整，请完善。",
    "主要指标达到要求，个别数据与佐证材料口径不一致，请核对。",
    "制度已建立，落实情况的佐证偏少。",
  ],
  "needs-material": [
    "未见有关部门的正式文件，请补充原件扫描件。",
    "数据来源不清，请补充统计报表或决算材料。",
    "只有工作方案，请补充执行情况的佐证材料。",
  ],
  "not-met": ["有关指标低于规定标准，未见整改安排。", "佐证材料不能证明工作已落实。"],
};

const REASON: Record<VerdictKind, string> = {
  met: "个别细节待完善",
  "mostly-met": "落实不够充分",
  "needs-material": "佐证材料不足",
  "not-met": "未达到规定要求",
};

const marked = (text: string): string => `${text}（${DEMO_MARK}）`;

/** What a district gives itself: mostly all of the points, seldom less than four fifths. */
export function demoSelfScore(item: Item, place: DemoPlace, points: string): string {
  const chance = chanceOf(place.seed, "self", place.district, place.year, item.key);
  return without(points, chance.percent(60) ? 0 : chance.between(3, 18));
}

export interface DemoReader {
  /** 0 for the first of an item's readers */
  order: number;
  /** drawn so that a third is needed, where it falls so */
  mayDiffer: boolean;
  /** the district has answered a return of the item */
  answered: boolean;
}

/** One reader's word; those of an item are close together, as a rule. */
export function demoVerdict(
  item: Item,
  place: DemoPlace,
  points: string | null,
  { order, mayDiffer, answered }: DemoReader,
): VerdictContent {
  const chance = chanceOf(place.seed, "verdict", place.district, place.year, item.key);
  const drawn = kindOf(chance.between(1, 100) + Math.floor((strengthOf(place) - 50) / 3));
  const agreed = answered && drawn !== "met" ? "mostly-met" : drawn;
  const apart = order > 0 && mayDiffer && chanceOf(place.seed, "apart", place.district, item.key).percent(12);
  const verdict = apart ? (agreed === "not-met" ? "met" : "not-met") : agreed;
  const [least, most] = LOSS[verdict];
  const shade = order > 0 && verdict !== "met" ? 3 : 0;
  return {
    ...scored(points, Math.min(100, chance.between(least, most) + shade), verdict),
    verdict,
    opinion: marked(chance.pick(OPINIONS[verdict])),
    agenda: verdict !== "met" && chance.percent(8),
  };
}

function kindOf(draw: number): VerdictKind {
  if (draw > 42) return "met";
  if (draw > 16) return "mostly-met";
  return draw > 5 ? "needs-material" : "not-met";
}

function scored(
  points: string | null,
  loss: number,
  verdict: VerdictKind,
): Pick<VerdictContent, "score" | "deductions"> {
  if (points === null) return { score: null, deductions: [] };
  const score = without(points, loss);
  const lacking = subtractDecimals(points, score);
  return { score, deductions: /[1-9]/.test(lacking) ? [{ points: lacking, reason: marked(REASON[verdict]) }] : [] };
}

/** So many percent less, to the tenth of a point. */
function without(points: string, loss: number): string {
  if (loss === 0) return points;
  const left = divideDecimals(multiplyDecimals(points, String(100 - loss)), "100", 1) ?? points;
  return left.includes(".") ? left.replace(/\.?0+$/, "") : left;
}

/** A returned item's answer says what was done about it. */
export const demoSupplement = (narrative: string): string =>
  `${narrative}\n\n已按退回意见补充说明和佐证（${DEMO_MARK}）。`;

export const DEMO_OPINION = `${DEMO_MARK}：总体履职情况较好，请对照问题清单逐项整改。`;
export const DEMO_PLAN = {
  measure: `制定整改方案，明确时限，按月调度（${DEMO_MARK}）`,
  unit: "区教委",
  person: "演示人员",
};
export const DEMO_REMARK = `请说明本条数据的统计口径（${DEMO_MARK}）`;
