import { parseUnit } from "#core/quantity/unit.ts";

/** Units of measure: their figures are rounded, unlike those of counting words. */
const MEASURES = [
  "元/生·年",
  "元/生",
  "元/人",
  "元/平方米",
  "平方公里",
  "平方米",
  "平米",
  "公顷",
  "公里",
  "小时",
  "分钟",
  "人/班",
  "㎡",
  "亩",
  "吨",
  "元",
  "米",
  "倍",
] as const;

/** Counting words: without 万 or 亿 the figure is exact. */
const COUNTERS = [
  "人次",
  "场次",
  "批次",
  "班次",
  "册次",
  "课时",
  "学时",
  "学分",
  "学年",
  "个月",
  "项次",
  "所次",
  "名",
  "人",
  "位",
  "所",
  "家",
  "个",
  "间",
  "栋",
  "幢",
  "处",
  "座",
  "班",
  "次",
  "场",
  "轮",
  "期",
  "项",
  "件",
  "份",
  "本",
  "册",
  "套",
  "台",
  "辆",
  "条",
  "届",
  "批",
  "支",
  "篇",
  "门",
  "节",
  "堂",
  "幅",
  "枚",
  "起",
  "例",
  "户",
  "对",
  "块",
  "类",
  "种",
  "组",
  "队",
  "校",
  "园",
  "村",
  "岁",
  "年",
  "天",
  "日",
  "周",
  "分",
];

const ALL: readonly string[] = [...MEASURES, ...COUNTERS].sort((a, b) => b.length - a.length);
const COUNTED: ReadonlySet<string> = new Set(COUNTERS);

/** 分别, 人均, 年级, 位于 … begin another word, even right after a digit. */
const OTHER_WORD = /^(?:分别|分为|人均|年级|年度|年制|班级|位于|所在|次年|周年|本科|班子)/;

/** The unit that stands at `at`. */
export function unitAt(text: string, at: number): string | undefined {
  if (OTHER_WORD.test(text.slice(at, at + 2))) return undefined;
  return ALL.find((each) => text.startsWith(each, at));
}

const PEOPLE: ReadonlySet<string> = new Set(["人"]);
const PLACES: ReadonlySet<string> = new Set(["所", "家", "个", "处", "校", "园", "座"]);

/** Counts that may stand for things of one kind: 54家 and 54个, 30名 and 30人. */
export function comparableUnits(a: string, b: string): boolean {
  const [one, other] = [parseUnit(a).base, parseUnit(b).base];
  if (one === other) return true;
  return PLACES.has(one) && PLACES.has(other);
}

export const countsPeople = (unit: string): boolean => PEOPLE.has(parseUnit(unit).base);
export const countsPlaces = (unit: string): boolean => PLACES.has(parseUnit(unit).base);
export const isMoney = (unit: string): boolean => parseUnit(unit).base === "元";

/** A count without 万 or 亿 has no rounding. */
export function isExactCount(value: string, unit: string): boolean {
  const { base, scale } = parseUnit(unit);
  return scale === "1" && !value.includes(".") && (COUNTED.has(base) || base === "");
}
