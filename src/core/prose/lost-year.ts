import { type Fault, faultsBy, missingAt } from "#core/prose/fault.ts";
import { addDecimals, compareDecimals } from "#core/quantity/decimal.ts";

const YEAR = "(?:19[5-9]|20[0-4])\\d";

/** 20219月 → 2021年9月 */
const beforeMonth = faultsBy(
  new RegExp(`(?<![\\d.〔﹝])(${YEAR})(?=(?:1[0-2]|0?[1-9])月)`, "g"),
  ({ index, 0: year }) => ({
    kind: "lost-year",
    start: index + year.length,
    end: index + year.length,
    certainty: "high",
    replacement: "年",
  }),
);

/** 20221031日 → 2022年10月31日; 2022111日 can be read in two ways */
const beforeDay = faultsBy(
  new RegExp(`(?<![\\d.〔﹝])(${YEAR})(年?)(\\d{2,4})日`, "g"),
  ({ index, 0: all, 1: year = "", 2: mark = "", 3: digits = "" }) => {
    const readings = splitDay(digits).map(([month, day]) => `${year}年${month}月${day}日`);
    const [first] = readings;
    if (first === undefined || (mark !== "" && digits.length < 3)) return undefined;
    return {
      kind: "lost-date",
      start: index,
      end: index + all.length,
      certainty: readings.length === 1 ? "high" : "medium",
      replacement: first,
      readings,
    };
  },
);

function splitDay(digits: string): [month: string, day: string][] {
  return [1, 2].flatMap((length): [string, string][] => {
    const month = digits.slice(0, length);
    const day = digits.slice(length);
    const possible = /^(0?[1-9]|1[0-2])$/.test(month) && /^(0?[1-9]|[12]\d|3[01])$/.test(day);
    return possible ? [[month, day]] : [];
  });
}

/** 20212022两年 → 2021、2022两年; 20202021学年 → 2020—2021学年 */
const betweenYears = faultsBy(
  new RegExp(`(?<![\\d.—–~～至-])(${YEAR})(${YEAR})(?=(两|二)?个?(学?年))`, "g"),
  ({ index, 1: first = "", 2: second = "", 3: both, 4: unit }) => {
    if (second <= first) return undefined;
    const readings = [`${first}、${second}`, `${first}—${second}`];
    if (both === undefined && unit === "学年") readings.reverse();
    return {
      kind: "merged-years",
      start: index,
      end: index + 8,
      certainty: both === undefined ? "medium" : "high",
      replacement: readings[0] ?? "",
      readings,
    };
  },
);

const COUNTED = "万元|亿元|万人次|万人|万平方米|人次|元|人|名|所|个|家|项|套|台|平方米";
const MERGED = new RegExp(`(?<![\\d.])(${YEAR})([1-9]\\d{1,6}(?:\\.\\d{1,4})?)(${COUNTED})`, "g");
const FIGURE = new RegExp(`(?<![\\d.])(\\d{1,12}(?:\\.\\d{1,4})?)(${COUNTED})`, "g");
/** Units in which a figure of seven digits and more is nothing unusual. */
const SMALL_UNITS = new Set(["元", "平方米", "人次"]);

/**
 * 20217217万元 → 2021年7217万元. A figure of that size is possible in itself, so the reading is certain only where
 * the paragraph's own sum confirms it.
 */
function beforeAmount(text: string): Fault[] {
  const found = [...text.matchAll(MERGED)].filter((match) => (match[1] + (match[2] ?? "")).split(".")[0]?.length !== 4);
  if (found.length === 0) return [];
  const figures = [...text.matchAll(FIGURE)];
  return found.flatMap((match): Fault[] => {
    const { index, 0: all, 1: year = "", 2: amount = "", 3: unit = "" } = match;
    const same = found.filter((other) => other[3] === unit);
    const total = same.length < 2 ? undefined : sumIn(figures, same, unit);
    const whole = (year + amount).split(".")[0] ?? "";
    if (total === undefined && (SMALL_UNITS.has(unit) || whole.length < 7)) return [];
    const reading = `${year}年${amount}${unit}`;
    return [
      {
        kind: "lost-year",
        start: index + year.length,
        end: index + year.length,
        certainty: total === undefined ? "medium" : "high",
        replacement: "年",
        readings: [reading, all],
        ...(total === undefined
          ? {}
          : { because: `${same.map((each) => each[2]).join("+")}=${total}，与文中合计相符` }),
      },
    ];
  });
}

/** The paragraph's figure that is the sum of the amounts once their years are taken off. */
function sumIn(figures: RegExpExecArray[], parts: RegExpExecArray[], unit: string): string | undefined {
  const sum = addDecimals(parts.map((part) => part[2] ?? "0"));
  const total = figures.find((figure) => figure[2] === unit && compareDecimals(figure[1] ?? "0", sum) === 0);
  return total?.[1];
}

/** 2021以来, 2021底 → 2021年以来, 2021年底 */
const beforeSpan = missingAt(
  new RegExp(`(?<=(?<![\\d.—–~～至〔﹝-])${YEAR})(?=以来|底|末|全年|春季|秋季|上半年|下半年|年度)(?!年度)`, "g"),
  { kind: "lost-year", certainty: "medium", replacement: "年" },
);

/** 10月31止 → 10月31日止 */
const afterDay = missingAt(
  /(?<=(?<!\d)(?:1[0-2]|[1-9])月(?:3[01]|[12]\d|[1-9]))(?=止|起|前|以来|[，,。；;、]|召开|印发|发布|开学|上午|下午)/g,
  {
    kind: "lost-date",
    certainty: "medium",
    replacement: "日",
  },
);

/** Years that lost 年, 月 or what stood between two of them. */
export const lostYearFaults = (text: string): Fault[] => [
  ...betweenYears(text),
  ...beforeMonth(text),
  ...beforeSpan(text),
  ...afterDay(text),
  ...beforeDay(text),
  ...beforeAmount(text),
];
