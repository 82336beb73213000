import { type Fault, faultsBy } from "#core/prose/fault.ts";

const WIDE: Readonly<Record<string, string>> = {
  ",": "，",
  ";": "；",
  ":": "：",
  "!": "！",
  "?": "？",
  "(": "（",
  ")": "）",
};
const CHINESE = "\\u4e00-\\u9fa5“”《》（）〔〕%％";

/** Fewer half-width marks than this are slips, not a way of writing. */
const HABIT = 4;

/** A web page's way of writing: half-width marks throughout. It is said once, not at every comma. */
export function isNarrow(text: string): boolean {
  const narrow = text.match(/[\u4e00-\u9fa5”》][,;:]/g)?.length ?? 0;
  const wide = text.match(/[，；：]/g)?.length ?? 0;
  return narrow >= HABIT && narrow >= wide * 4;
}

/** 亿元; 另外: a half-width mark and the blank that was typed behind it. */
const spaced = faultsBy(new RegExp(`(?<=[${CHINESE}])([,;:])[ \\u00a0]{1,8}(?=[\\u4e00-\\u9fa5“《（])`, "g"), half);

/** Half-width marks between Chinese words, in a text that has wide ones elsewhere. */
const single = faultsBy(new RegExp(`(?<=[${CHINESE}])([,;:!?])(?=[\\u4e00-\\u9fa5“《（\\d]|$)`, "g"), half);
const bracket = faultsBy(/(?<=[\u4e00-\u9fa5%％“”《》〔〕])([()])|([()])(?=[\u4e00-\u9fa5“《])/g, half);

/** 自评得分. : a half-width point where the sentence ends */
const point = faultsBy(/(?<=[\u4e00-\u9fa5”》）]{2})\.(?=$|[\u4e00-\u9fa5“《])/g, ({ index }) => ({
  kind: "half-width",
  start: index,
  end: index + 1,
  certainty: "medium",
  replacement: "。",
}));

function half({ index, 0: all, 1: first, 2: second }: RegExpExecArray): Fault | undefined {
  const replacement = WIDE[first ?? second ?? ""];
  if (replacement === undefined) return undefined;
  return { kind: "half-width", start: index, end: index + all.length, certainty: "high", replacement };
}

const doubled = faultsBy(/([，,。；;：:、！!])[，,。；;：:、！!]{1,5}/g, ({ index, 0: all, 1: first = "" }) => {
  // the graver of the marks was meant: ，。 ends the sentence
  const mark = /[。！]/.exec(all)?.[0] ?? /[；;]/.exec(all)?.[0] ?? first;
  return { kind: "doubled-punctuation", start: index, end: index + all.length, certainty: "medium", replacement: mark };
});

/** 开 展: a blank between two words of a sentence. Titles are set apart by blanks, also inside 《》. */
const blankBetween = faultsBy(
  /(?<=[\u4e00-\u9fa5，。；：、])[ \u3000\u00a0]{1,8}(?=[\u4e00-\u9fa5])(?![^《》]{0,60}》)/g,
  ({ index, 0: all }) => ({
    kind: "stray-space",
    start: index,
    end: index + all.length,
    certainty: "medium",
    replacement: "",
  }),
);
const blank = (text: string): Fault[] => (text.length >= 30 && text.includes("。") ? blankBetween(text) : []);

/** Marks that are wrong in any text. */
export const punctuationFaults = (text: string): Fault[] => [
  ...spaced(text),
  ...doubled(text),
  ...point(text),
  ...blank(text),
];

/** Single half-width marks: a slip in a text that has wide ones elsewhere, see isNarrow. */
export const halfWidthFaults = (text: string): Fault[] => [...single(text), ...bracket(text)];
