import { cutHeading } from "#core/importer/heading.ts";
import { type Marker, markerOf, pointsIn } from "#core/importer/marker.ts";
import type { Range, SourceLine } from "#core/importer/source-line.ts";
import { runInHeadingFaults } from "#core/prose/run-in-heading.ts";

/** A heading of the source with what stands under it. Places are of the source. */
export interface OutlineNode extends Range {
  /** 1 一、 · 2 （一） · 3 1. · 4 （1） · 5 ① · 6 一是 */
  level: number;
  number: number;
  /** as printed: 一、 （一） 1. 一是 */
  label: string;
  /** without marker and closing mark; empty where the paragraph has none */
  heading: string;
  /** where its own words begin, behind the heading */
  body: number;
  /** first line, and the line behind its last */
  from: number;
  to: number;
  children: OutlineNode[];
}

export interface OutlineInput {
  lines: readonly SourceLine[];
  /** the lines of the text itself */
  from: number;
  to: number;
  /** headings of the checklist, bare */
  known: ReadonlySet<string>;
}

export const POINT_LEVEL = 6;
const MOST_GAP = 4;

interface Found {
  line: number;
  marker: Marker;
}

/** Lines that begin with a number which follows on from the last of its kind, or begins anew. */
export function headingLines(lines: readonly SourceLine[], from: number, to: number): Found[] {
  const last: number[] = [];
  const found: Found[] = [];
  let above = 0;
  for (let line = from; line < to; line++) {
    const text = lines[line]?.text ?? "";
    const marker = text === "" || lines[line]?.furniture ? undefined : markerOf(text);
    if (!marker || text.length === marker.label.length) continue;
    const before = last[marker.level] ?? 0;
    const follows = marker.number > before && marker.number <= before + MOST_GAP;
    const anew = marker.number === 1;
    // the same number twice is a slip of the writer, where the line looks like a heading at all
    const twice = marker.number === before && text.length <= 60 && !/[。；;].|[，,]$/.test(text);
    // a text that was cut out of a longer one begins with any number
    const first = last[marker.level] === undefined;
    // the first number under a new heading may be any
    const opens = above > 0 && above < marker.level;
    if (!follows && !anew && !twice && !first && !opens) continue;
    last[marker.level] = marker.number;
    above = marker.level;
    found.push({ line, marker });
  }
  return found;
}

export function readOutline({ lines, from, to, known }: OutlineInput): OutlineNode[] {
  const found = headingLines(lines, from, to);
  const faults = runInHeadingFaults(found.map(({ line }) => lines[line]?.text ?? ""));
  const roots: OutlineNode[] = [];
  const open: OutlineNode[] = [];
  for (const [place, { line, marker }] of found.entries()) {
    const source = lines[line];
    if (!source) continue;
    while ((open.at(-1)?.level ?? 0) >= marker.level) close(open.pop(), lines, line);
    const words = source.text.slice(marker.label.length);
    const fault = faults[place];
    const cut = cutHeading(words, known, fault ? fault.start - marker.label.length : undefined);
    const node: OutlineNode = {
      level: marker.level,
      number: marker.number,
      label: marker.label.trim(),
      heading: words
        .slice(0, cut.end)
        .trim()
        .replace(/[。：:]$/, ""),
      start: source.start,
      end: source.end,
      body: source.at(marker.label.length + cut.body),
      from: line,
      to: line + 1,
      children: [],
    };
    (open.at(-1)?.children ?? roots).push(node);
    open.push(node);
  }
  for (const node of open) close(node, lines, to);
  return roots;
}

function close(node: OutlineNode | undefined, lines: readonly SourceLine[], line: number): void {
  if (!node) return;
  node.to = line;
  node.end = lines[line - 1]?.end ?? node.end;
}

/** The points 一是…二是… of a node without headings below it, as nodes of their own. */
export function pointNodes(node: OutlineNode, lines: readonly SourceLine[]): OutlineNode[] {
  if (node.children.length > 0) return [];
  return pointsOfLines(lines, node.from, node.to, node.body, node.end);
}

export function pointsOfLines(
  lines: readonly SourceLine[],
  from: number,
  to: number,
  start: number,
  end: number,
): OutlineNode[] {
  const own = lines.slice(from, to);
  const acrossLines = lineStarts(own);
  const found =
    acrossLines.length > 0 ? acrossLines : own.flatMap((line) => pointsIn(line.text).map((point) => ({ line, point })));
  const first = found.findIndex(({ line, point }) => line.at(point.start) >= start);
  if (first < 0) return [];
  const kept = found.slice(first);
  return kept.map(({ line, point }, place) => {
    const next = kept[place + 1];
    const sameLine = next?.line === line;
    const stop = next ? next.line.at(next.point.start) : end;
    const words = line.text.slice(point.body, sameLine ? next.point.start : line.text.length);
    const cut = cutHeading(words, new Set(), undefined);
    return {
      level: POINT_LEVEL,
      number: point.number,
      label: line.text.slice(point.start, point.body),
      heading: words
        .slice(0, cut.end)
        .trim()
        .replace(/[；;，,。]$/, ""),
      start: place === 0 ? line.at(point.start) : line.at(point.start),
      end: stop,
      body: line.at(point.body + cut.body),
      from: from + own.indexOf(line),
      to: next ? Math.max(from + own.indexOf(next.line), from + own.indexOf(line) + 1) : to,
      children: [],
    };
  });
}

/** 一是, 二是 each at the beginning of a paragraph. */
function lineStarts(
  lines: readonly SourceLine[],
): { line: SourceLine; point: { number: number; start: number; body: number } }[] {
  const found: { line: SourceLine; point: { number: number; start: number; body: number } }[] = [];
  const joinedText = lines
    .map(({ text }) => (/^[一二三四五六七八九十]{1,3}(?:是|要)/.test(text) ? text : ""))
    .join("\n");
  const points = pointsIn(joinedText).filter(({ start }) => start === 0 || joinedText.charAt(start - 1) === "\n");
  if (points.length < 2) return [];
  for (const { number, start, body } of points) {
    const line = lines[joinedText.slice(0, start).split("\n").length - 1];
    if (line) found.push({ line, point: { number, start: 0, body: body - start } });
  }
  return found;
}
