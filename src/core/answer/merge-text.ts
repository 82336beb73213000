import { type Difference, differences } from "#core/answer/differences.ts";

/** A stretch of text on all three sides, and who changed it. */
export interface TextPart {
  kind: "same" | "mine" | "theirs" | "both" | "conflict";
  base: string;
  mine: string;
  theirs: string;
}

/** A stretch of one text against another: what stood there and what stands there now; equal where nothing changed. */
export interface TextChange {
  from: string;
  to: string;
}

/**
 * Figures, quoted data and Latin words are taken whole: merged digit by digit, 281 → 291 and 281 → 285 would give a
 * number that nobody wrote.
 */
const UNIT = /\{\{[^{}\n]{1,80}\}\}|[0-9０-９]+(?:[.,．][0-9０-９]+)*[%％‰]?|[A-Za-z]+|./gsu;
const CLAUSE_END = /[，。；：！？、,;!?\n]/u;
const paragraphs = (text: string): string[] => text.split(/(?<=\n)/u);
const units = (text: string): string[] => text.match(UNIT) ?? [];

/**
 * Three-way merge of prose: by paragraphs, and inside those that both changed by characters. Where both changed the
 * same place, or the same clause, the part is a conflict with all three versions in it.
 */
export function mergeText(base: string, mine: string, theirs: string): TextPart[] {
  return joined(
    compare(paragraphs(base), paragraphs(mine), paragraphs(theirs)).flatMap((part) =>
      part.kind === "conflict" ? refined(part) : [part],
    ),
  );
}

/** The merged text, or undefined where somebody has to decide. */
export const cleanText = (parts: readonly TextPart[]): string | undefined =>
  parts.some((part) => part.kind === "conflict") ? undefined : proposedText(parts);

/** A text in which nothing is lost: where both changed the same place, theirs is followed by mine. */
export const proposedText = (parts: readonly TextPart[]): string =>
  parts.map((part) => (part.kind === "conflict" ? part.theirs + part.mine : merged(part))).join("");

/** What changed between two texts, to be shown. */
export function diffText(from: string, to: string): TextChange[] {
  return changes(paragraphs(from), paragraphs(to)).flatMap((part) =>
    part.from === part.to || part.from === "" || part.to === "" ? [part] : changes(units(part.from), units(part.to)),
  );
}

const merged = (part: TextPart): string => (part.kind === "theirs" ? part.theirs : part.mine);

interface Hunk extends Difference {
  side: "mine" | "theirs";
}

const hunksOf = (side: Hunk["side"], base: string[], changed: string[]): Hunk[] =>
  differences(base, changed).map((each) => ({ side, ...each }));

/** Changes of both sides that touch each other are one part. */
function compare(base: string[], mine: string[], theirs: string[]): TextPart[] {
  const hunks = [...hunksOf("mine", base, mine), ...hunksOf("theirs", base, theirs)];
  hunks.sort((a, b) => a.start - b.start || a.end - b.end);
  const parts: TextPart[] = [];
  let at = 0;
  while (hunks[0]) {
    const [first] = hunks;
    const start = first.start;
    let end = first.end;
    const group: Hunk[] = [];
    for (let next = hunks[0]; next && next.start <= end; next = hunks[0]) {
      end = Math.max(end, next.end);
      group.push(next);
      hunks.shift();
    }
    if (start > at) parts.push(untouched(base.slice(at, start)));
    parts.push(partOf(base, start, end, group));
    at = end;
  }
  if (at < base.length) parts.push(untouched(base.slice(at)));
  return parts;
}

function partOf(base: string[], start: number, end: number, hunks: readonly Hunk[]): TextPart {
  const side = (name: Hunk["side"]): string => {
    let at = start;
    const content: string[] = [];
    for (const hunk of hunks.filter((each) => each.side === name)) {
      content.push(...base.slice(at, hunk.start), ...hunk.content);
      at = hunk.end;
    }
    return [...content, ...base.slice(at, end)].join("");
  };
  const sides = { base: base.slice(start, end).join(""), mine: side("mine"), theirs: side("theirs") };
  const [only, ...others] = new Set(hunks.map((hunk) => hunk.side));
  if (only && others.length === 0) return { kind: only, ...sides };
  return { kind: sides.mine === sides.theirs ? "both" : "conflict", ...sides };
}

const untouched = (all: string[]): TextPart => {
  const text = all.join("");
  return { kind: "same", base: text, mine: text, theirs: text };
};

const refined = ({ base, mine, theirs }: TextPart): TextPart[] =>
  byClause(compare(units(base), units(mine), units(theirs)));

/** Changes of both sides with no end of a clause between them are one conflict: interleaved they would say neither. */
function byClause(parts: readonly TextPart[]): TextPart[] {
  const result: TextPart[] = [];
  for (const part of parts) {
    const before = result.at(-1);
    const rival = result.at(-2);
    if (before?.kind === "same" && rival && opposed(rival, part) && !CLAUSE_END.test(before.base)) {
      result.splice(-2, 2, conflict([rival, before, part]));
    } else result.push(part);
  }
  return result;
}

function opposed(one: TextPart, other: TextPart): boolean {
  if (one.kind === "same" || other.kind === "same") return false;
  return (
    one.kind === "conflict" ||
    other.kind === "conflict" ||
    (one.kind !== other.kind && one.kind !== "both" && other.kind !== "both")
  );
}

const conflict = (parts: readonly TextPart[]): TextPart => ({
  kind: "conflict",
  base: parts.map((part) => part.base).join(""),
  mine: parts.map((part) => part.mine).join(""),
  theirs: parts.map((part) => part.theirs).join(""),
});

/** Neighbours of one kind as one part; conflicts stay apart. */
function joined(parts: readonly TextPart[]): TextPart[] {
  const result: TextPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last && last.kind === part.kind && part.kind !== "conflict")
      result[result.length - 1] = { ...conflict([last, part]), kind: part.kind };
    else result.push(part);
  }
  return result;
}

function changes(from: string[], to: string[]): TextChange[] {
  const result: TextChange[] = [];
  let at = 0;
  for (const { start, end, content } of differences(from, to)) {
    if (start > at) result.push(unchanged(from.slice(at, start)));
    result.push({ from: from.slice(start, end).join(""), to: content.join("") });
    at = end;
  }
  if (at < from.length) result.push(unchanged(from.slice(at)));
  return result;
}

const unchanged = (all: string[]): TextChange => ({ from: all.join(""), to: all.join("") });
