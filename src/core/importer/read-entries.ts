import { LIMITS } from "#core/field/limits.ts";
import type { ImportedEntry } from "#core/importer/import-result.ts";
import { type OutlineNode, pointsOfLines } from "#core/importer/outline.ts";
import { sliceLines, sourceTextOf, textOf } from "#core/importer/slice-lines.ts";
import type { Range, SourceLine } from "#core/importer/source-line.ts";

export interface ChapterText {
  /** before the first entry */
  intro: Range;
  entries: ImportedEntry[];
}

/** Entries of a chapter: its numbered headings, else the points of its text (一是…二是…), else its paragraphs. */
export function readEntries(node: OutlineNode, lines: readonly SourceLine[], source: string): ChapterText {
  const numbered =
    node.children.length > 0 ? node.children : pointsOfLines(lines, node.from, node.to, node.body, node.end);
  const parts = numbered.length > 0 ? numbered : paragraphs(node, lines);
  const first = parts[0];
  return {
    intro: { start: node.body, end: Math.max(node.body, first?.start ?? node.end) },
    entries: parts.map((part) => entryOf(part, lines, source)),
  };
}

function paragraphs(node: OutlineNode, lines: readonly SourceLine[]): OutlineNode[] {
  const own = sliceLines(lines, { start: node.body, end: node.end }).filter(({ text }) => text !== "");
  // one paragraph is the chapter's text, and no list
  if (own.length < 2) return [];
  return own.map((line, place) => ({
    level: node.level + 1,
    number: place + 1,
    label: "",
    heading: "",
    start: line.start,
    end: line.end,
    body: line.at(0),
    from: node.from,
    to: node.to,
    children: [],
  }));
}

const CLAUSE = /^[^，,。；;：:！]{2,60}/;

function entryOf(
  { number, heading, start, end, body }: OutlineNode,
  lines: readonly SourceLine[],
  source: string,
): ImportedEntry {
  const own = sliceLines(lines, { start: body, end });
  const cut = (text: string): string => text.slice(0, LIMITS.entryText);
  const [text, reading] = [sourceTextOf(own, source), textOf(own)];
  if (heading !== "")
    return { number, heading: heading.slice(0, LIMITS.heading), text: cut(text), reading: cut(reading), start, end };
  // without a heading the first clause serves as one
  const first = firstClause(reading);
  return { number, heading: first.clause, text: cut(firstClause(text).rest), reading: cut(first.rest), start, end };
}

function firstClause(text: string): { clause: string; rest: string } {
  const clause = CLAUSE.exec(text)?.[0] ?? text.slice(0, 30);
  return { clause: clause.trim(), rest: text.slice(clause.length).replace(/^[，,。；;：:！]\s*/, "") };
}
