import type { Fault } from "#core/prose/fault.ts";
import { ADVERBS, SUBJECTS, VERBS, YEAR_AHEAD } from "#core/prose/openers.ts";

/** How a paragraph is numbered; those with one kind of number are siblings. */
const NUMBERS: readonly RegExp[] = [
  /^[一二三四五六七八九十百]{1,4}、/,
  /^[（(][一二三四五六七八九十百]{1,4}[）)]/,
  /^\d{1,3}[.．、](?!\d)\s?/,
  /^[（(]\d{1,3}[）)]/,
];
/** A heading that runs in is at most this long; what goes on longer is the body. */
const HEADING = 48;
const RUN_IN = 60;

/** For each paragraph the fault of its heading: 4.坚持优先编制完成了… lacks the full stop that its siblings have. */
export function runInHeadingFaults(paragraphs: readonly string[]): (Fault | undefined)[] {
  const numbered = paragraphs.map((text) => {
    const kind = NUMBERS.findIndex((number) => number.test(text));
    const marker = kind < 0 ? "" : (NUMBERS[kind]?.exec(text)?.[0] ?? "");
    return { kind, text, from: marker.length };
  });
  const withStop = new Set(numbered.filter((each) => each.kind >= 0 && hasHeading(each)).map(({ kind }) => kind));
  return numbered.map((each) => (withStop.has(each.kind) ? lostBehindHeading(each) : undefined));
}

interface Numbered {
  text: string;
  from: number;
}

/** The heading is the first sentence, and more than that follows. */
function hasHeading({ text, from }: Numbered): boolean {
  const stop = text.indexOf("。", from);
  return stop > from && stop - from <= HEADING && text.length > stop + 20;
}

const OPENER = new RegExp(
  [
    YEAR_AHEAD,
    SUBJECTS,
    `(?:${ADVERBS})(?:${VERBS}|优化|做好|加强)`,
    `(?:${VERBS}|编制|召开|启动|投入|修订|创建|举办|建成|新增|下发)(?:完成|健全)?了`,
    "[两近几多]年来|截至|目前|为[了进贯全切深认]",
  ].join("|"),
  "g",
);
/** After these a heading goes on. */
const GOES_ON = /[的和与及、对在把将从向为被由以并而是于自到了：:（(“《]$/;
const SHORTEST_HEADING = 6;
/** A second verb with its object, where the heading is one already: 实施普及普惠计划建成投用… */
const PLAIN_OPENER = new RegExp(
  `(?:${VERBS}|坚持|建成|新建|编制|印发|启动|举办|严格|大力)(?=[\\u4e00-\\u9fa5]{3})`,
  "g",
);

const openerIn = (clause: string, openers: RegExp): RegExpExecArray | undefined =>
  [...clause.matchAll(openers)].find(({ index }) => index >= SHORTEST_HEADING && !GOES_ON.test(clause.slice(0, index)));

function lostBehindHeading({ text, from }: Numbered): Fault | undefined {
  if (text.length - from < RUN_IN) return undefined;
  const clause = text.slice(from, from + HEADING).split(/[，,。；;：:《]/)[0] ?? "";
  // a short first sentence is a heading, unless its first clause already goes over into a statement
  if (hasHeading({ text, from }) && !/[，,]/.test(text.charAt(from + clause.length))) return undefined;
  const opener = openerIn(clause, OPENER) ?? (hasHeading({ text, from }) ? undefined : openerIn(clause, PLAIN_OPENER));
  if (!opener) return undefined;
  const place = from + opener.index;
  return { kind: "heading-stop", start: place, end: place, certainty: "medium", replacement: "。" };
}
