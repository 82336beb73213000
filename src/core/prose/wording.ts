import { type Fault, faultsBy } from "#core/prose/fault.ts";
import { wrongWordFaults } from "#core/prose/wrong-words.ts";

/** 截止 ends something; up to a time is 截至. 报名截止日期 and 截止时间 are right. */
const upTo = faultsBy(
  /(?<!报名|申报|征集)截止到?(?=(?:19|20)\d{2}年?|\d{1,2}月|目前|日前|当前|今年|去年|上年|现在|[本上]学?[年月期]|[一二三四五六七八九十]{1,3}月)/g,
  ({ index, 0: all }) => ({
    kind: "wrong-word",
    start: index,
    end: index + all.length,
    certainty: "high",
    replacement: "截至",
  }),
);

const FIGURE = "\\d{1,12}(?:\\.\\d{1,4})?[万亿千百]?";
const MEASURE = "[\\u4e00-\\u9fa5%％]{1,4}?";
/** 约2000余万元, 近30余次, 约5亿元左右: one figure hedged twice. The one in front is taken away. */
const doubledHedge = faultsBy(
  new RegExp(
    `(大约|约|将近|近|超过|超|逾)(为|有)?(?=${FIGURE}(?:余|多(?![万亿]?元?少)|[万亿]?${MEASURE}(?:左右|以上|上下)))`,
    "g",
  ),
  ({ index, 0: all, 1: hedge = "" }) => ({
    kind: "doubled-hedge",
    start: index,
    end: index + hedge.length,
    certainty: "medium",
    replacement: "",
    readings: [all.slice(hedge.length)],
  }),
);

/** 59余所: what is counted to the last one leaves no remainder. */
const exactRemainder = faultsBy(
  /(?<![\d.年])(\d{0,8}[1-9])(余|多)(?=[所个名人家次项件份场期篇门套台间座处])/g,
  ({ index, 1: figure = "" }) => {
    if (figure.length < 2) return undefined;
    const place = index + figure.length;
    return { kind: "exact-with-remainder", start: place, end: place + 1, certainty: "medium", replacement: "" };
  },
);

/** 2021学年: a school year has two calendar years. */
const schoolYear = faultsBy(/(?<![\d—–\-~～至/])(?:19|20)\d{2}学年/g, ({ index, 0: all }) => {
  const year = Number(all.slice(0, 4));
  return {
    kind: "school-year",
    start: index,
    end: index + all.length,
    certainty: "low",
    readings: [`${year}年`, `${year - 1}—${year}学年`, `${year}—${year + 1}学年`],
  };
});

/** Particles that are never written twice; 目的的 and 标的的 are two words. */
const doubledWord = faultsBy(
  /(?<![目标])的的(?!确|士)|和和(?![睦美气平])|与与|以及及|对于于|等等(?=[，,。；;]?等)|等了(?=各类|各项|各种|一系列|多项|多种)|(?<=[”》])等了/g,
  ({ index, 0: all }) => ({
    kind: "doubled-word",
    start: index,
    end: index + all.length,
    certainty: "medium",
    replacement: all === "以及及" ? "以及" : all === "对于于" ? "对于" : all.charAt(0),
  }),
);

export const wordingFaults = (text: string): Fault[] => [
  ...upTo(text),
  ...doubledHedge(text),
  ...exactRemainder(text),
  ...schoolYear(text),
  ...doubledWord(text),
  ...wrongWordFaults(text),
];
