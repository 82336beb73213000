import {
  earlierWords,
  headStart,
  impliedWords,
  type Near,
  nounAt,
  REACH,
  relativeYear,
  spansYears,
  toldYear,
  type Words,
  wordsAfter,
  wordsBefore,
} from "#core/importer/figure-words.ts";
import { type ListedName, listedNames } from "#core/importer/listed-names.ts";
import { isCriterion, isPeriodWord, type RawFigure, rawFigures } from "#core/importer/raw-figure.ts";
import { pairsOf } from "#core/importer/similarity.ts";
import type { SourceLine } from "#core/importer/source-line.ts";
import { type Passage, passageOf, type Sentence } from "#core/numbers/passage.ts";
import { type Role, roleOf } from "#core/numbers/role.ts";
import type { Qualifier } from "#core/quantity/qualifier.ts";

/** A figure of the text with the words that may say what it counts. */
export interface Spot {
  value: string;
  unit: string;
  qualifier: Qualifier | undefined;
  /** written in characters: 两个 */
  spelled: boolean;
  /** 56人及以上班级: it counts nothing itself */
  criterion: boolean;
  role: Role["kind"];
  direction: "up" | "down" | undefined;
  /** pairs of letters of the words right at the figure: what is counted */
  noun: readonly string[];
  /** 其中, 含, 分别: it may be a part of something */
  part: boolean;
  /** （含幼儿园8所） */
  bracketedPart: boolean;
  /** the year that the text speaks of here */
  year: number | undefined;
  /** 均为100%: said of all that is listed before */
  ofAll: boolean;
  /** what stands right before and after it, and farther away, with its weight */
  near: readonly Near[];
  /** the names in front of it in the sentence: 甲率、乙率，均为… */
  listed: string;
  sentence: number;
  /** in the source */
  start: number;
  end: number;
  sentenceStart: number;
  sentenceEnd: number;
}

export interface SpotsInput {
  lines: readonly SourceLine[];
  /** what the paragraphs are about */
  heading: string;
  /** the report year */
  year: number;
}

/** All figures of some lines, in order. */
export function spotsIn({ lines, heading, year }: SpotsInput): Spot[] {
  let sentences = 0;
  return lines.flatMap((line, index) => {
    // what a figure of a table counts stands in its heads
    if (line.text === "" || TABLE_ROW.test(line.text)) return [];
    const passage = passageOf({ text: line.text }, index);
    return passage.sentences.flatMap((sentence, place) => {
      sentences += 1;
      const before = passage.sentences[place - 1]?.text.slice(-REACH) ?? "";
      return spotsOf({ line, passage, sentence, number: sentences, before, heading, year });
    });
  });
}

const TABLE_ROW = /[|\t][^|\t]*[|\t]/;

interface Surroundings {
  line: SourceLine;
  passage: Passage;
  sentence: Sentence;
  number: number;
  before: string;
  heading: string;
  year: number;
}

const ALL = /[均都](?:已)?(?:为|是|达|达到|达到了|保持|实现)?$/;
const PART = /其中|[(,]含|包括/;
const BRACKETED_PART = /\([含包其][^()]{0,16}$/;

function spotsOf(around: Surroundings): Spot[] {
  const { line, passage, sentence, number } = around;
  const { text } = passage;
  const raws = rawFigures(sentence).filter((raw) => !isPeriodWord(text, raw));
  const names = listedNames(text, sentence.start, raws);
  const inSource = (position: number): number => line.at(passage.at(position));
  return raws.map((raw, place): Spot => {
    const from = headStart(text, sentence.start, raws, place);
    const head = wordsBefore(text, from, raw.start);
    const tail = wordsAfter(text, raw.end, raws[place + 1]?.start ?? sentence.end);
    const name = names.get(place);
    const role = raw.figure ? roleOf(raw.figure, sentence) : { kind: "now" as const };
    const told = toldYear(text.slice(sentence.start, raw.start), around.year);
    const year = told ?? (spansYears(head) ? undefined : raw.figure?.year);
    const [start, end] = [inSource(raw.start), inSource(raw.end)];
    return {
      value: raw.value,
      unit: raw.unit,
      qualifier: qualifierOf(name?.hedge ?? text.slice(raw.start, raw.at), text.slice(raw.at, raw.end)),
      spelled: raw.figure?.spelled === true,
      criterion: isCriterion(text, raw),
      // 上一学年 names the time, and no base
      role: told !== undefined && role.kind === "base" ? "now" : role.kind,
      direction: "direction" in role ? role.direction : undefined,
      noun: pairsOf(nounAt(name?.own ?? head.own, tail.own)),
      part: name !== undefined || PART.test(`${head.rest}${head.own}`),
      bracketedPart: BRACKETED_PART.test(text.slice(Math.max(from, raw.start - 20), raw.start)),
      year,
      ofAll: ALL.test(head.own),
      near: nearWords({ around, raws, place, head, tail, name, named: year }),
      listed: text.slice(Math.max(sentence.start, raw.start - 2 * REACH), raw.start),
      sentence: number,
      start,
      end: Math.max(end, start),
      sentenceStart: inSource(sentence.start),
      sentenceEnd: inSource(sentence.end),
    };
  });
}

interface NearInput {
  around: Surroundings;
  raws: readonly RawFigure[];
  place: number;
  head: Words;
  tail: Words;
  name: ListedName | undefined;
  named: number | undefined;
}

function nearWords({ around, raws, place, head, tail, name, named }: NearInput): Near[] {
  const { text } = around.passage;
  const own = name?.own ?? head.own;
  const raw = raws[place];
  return [
    { text: own, strength: 1 },
    { text: name?.shared ?? "", strength: 0.85 },
    { text: `${own.slice(-4)}${raw ? text.slice(raw.at, raw.end) : ""}${tail.own}`, strength: 0.92 },
    { text: relativeYear(named, around.year), strength: 0.9 },
    { text: impliedWords(text, raws, place, head.own), strength: 0.85 },
    { text: head.rest, strength: 0.72 },
    { text: tail.rest, strength: 0.5 },
    ...earlierWords(text, around.sentence.start, raws, place),
    { text: around.before, strength: 0.25 },
    { text: around.heading, strength: 0.3 },
  ];
}

const BEFORE: readonly [RegExp, Qualifier][] = [
  [/不足|不到|未满/, "不足"],
  [/超过|超|逾|突破|高于|多于/, "超过"],
  [/将近|接近|近/, "近"],
  [/大约|约|大概/, "约"],
];
const AFTER: readonly [RegExp, Qualifier][] = [
  [/以上/, "以上"],
  [/左右|上下/, "左右"],
  [/[余多]/, "余"],
];

const qualifierOf = (before: string, after: string): Qualifier | undefined =>
  BEFORE.find(([words]) => words.test(before))?.[1] ?? AFTER.find(([words]) => words.test(after))?.[1];
