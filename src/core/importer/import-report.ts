import { withoutContents } from "#core/importer/contents.ts";
import type { FrameRole } from "#core/importer/front-matter.ts";
import { bare } from "#core/importer/heading.ts";
import { notesOn } from "#core/importer/import-notes.ts";
import { importRepairs } from "#core/importer/import-repairs.ts";
import type { Destination, ImportResult, OutlineEntry, Segment } from "#core/importer/import-result.ts";
import { groupByItem, importedItem } from "#core/importer/imported-item.ts";
import { matchUnits } from "#core/importer/match-units.ts";
import { type Move, moved } from "#core/importer/moves.ts";
import { type OutlineNode, readOutline } from "#core/importer/outline.ts";
import { placesOf } from "#core/importer/places.ts";
import { readChapters } from "#core/importer/read-chapters.ts";
import { readFrame } from "#core/importer/read-frame.ts";
import { readLines } from "#core/importer/read-lines.ts";
import { sliceLines, sourceTextOf, textOf } from "#core/importer/slice-lines.ts";
import type { Range, ReadOptions, SourceLine } from "#core/importer/source-line.ts";
import { looseUnit, unitsOf } from "#core/importer/units.ts";
import type { IndicatorTable } from "#core/indicator/indicator.ts";
import { outline } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";

export interface ImportInput extends ReadOptions {
  source: string;
  template: Template;
  indicators: IndicatorTable;
  /** the report year, where a person has said it */
  year?: number | undefined;
  /** what a person has put elsewhere */
  moves?: readonly Move[] | undefined;
}

/** A published report, read into a checklist's items. Nothing is decided here: everything is a proposal with its place. */
export function importReport({
  source,
  template,
  indicators,
  year: asked,
  moves = [],
  ...options
}: ImportInput): ImportResult {
  const lines = withoutContents(readLines(source, options));
  const { begin, tail, front, meta } = readFrame(lines, asked);
  const known = new Set(outline(template).map(({ item }) => bare(item.heading)));
  const nodes = readOutline({ lines, from: begin, to: tail.from, known });
  const { chapters, problems, nextSteps, taken } = readChapters({ nodes, lines, source, template });

  const units = unitsOf({ nodes, lines, taken, known, template });
  const prose = front.roles.flatMap((role, index): SourceLine[] => {
    const line = lines[index];
    return role === "opening" && line ? [line] : [];
  });
  // a text without headings: each of its paragraphs may answer an item
  const loose = nodes.length === 0 ? prose.filter(({ text }) => !ANNOUNCES.test(text)) : [];
  for (const line of loose) units.items.push(looseUnit([line], line));
  const chosen = moved(units, moves, lines, template);
  const groups = groupByItem(
    [
      ...chosen.matches,
      ...matchUnits(units.items, template).map((match) => ({ ...match, unit: match.unit + chosen.units.length })),
    ],
    [...chosen.units, ...units.items],
  );
  const year = meta.year ?? template.year;
  const items = groups.map((group) => importedItem(group, { lines, source, indicators, year }));
  const placed = new Set(groups.flatMap((group) => group.units.map(({ start }) => start)));
  const opening: Range[] = [...prose.filter(({ start }) => !placed.has(start)), ...units.opening].map(
    ({ start, end }) => ({ start, end }),
  );

  const places = placesOf(source);
  const putLine = (line: SourceLine | undefined, destination: Destination): void => {
    if (line) places.put(line, destination);
  };
  for (const [index, role] of front.roles.entries()) putLine(lines[index], frameDestination(role));
  for (const [index, role] of tail.roles.entries()) putLine(lines[tail.from + index], frameDestination(role));
  for (const node of units.structure) places.put({ start: node.start, end: node.body }, { kind: "outline" });
  for (const { sense, item, ...range } of chapters)
    places.put(
      range,
      sense === "rectification" ? { kind: "item", item } : { kind: sense === "problems" ? sense : "nextSteps" },
    );
  for (const range of opening) places.put(range, { kind: "item", item: template.opening.key });
  for (const { item, ranges } of items) for (const range of ranges) places.put(range, { kind: "item", item });
  for (const line of lines) if (line.furniture && line.text !== "") putLine(line, { kind: "furniture" });
  for (const gap of lines.flatMap(({ gaps = [] }) => gaps))
    if (source.slice(gap.start, gap.end).trim() !== "") places.put(gap, { kind: "furniture" });
  const segments = places.segments();
  return {
    meta,
    outline: nodes.map(entryOf),
    opening: openingOf(opening, lines, source),
    items,
    chapters,
    problems,
    nextSteps,
    unplaced: piecesOf("unplaced", segments, source),
    furniture: piecesOf("furniture", segments, source),
    repairs: importRepairs({ lines, source, segments, simplified: options.simplify !== undefined }),
    notes: notesOn(meta, items),
    segments,
  };
}

/** The paragraph that introduces a report is no answer to an item. */
const ANNOUNCES = /(?:报告|公示|汇报|说明)如下|自查自评/;

function openingOf(ranges: readonly Range[], lines: readonly SourceLine[], source: string): ImportResult["opening"] {
  const own = ranges.flatMap((range) => sliceLines(lines, range));
  return own.length === 0 ? undefined : { text: sourceTextOf(own, source), reading: textOf(own), ranges: [...ranges] };
}

function piecesOf(
  kind: Destination["kind"],
  segments: readonly Segment[],
  source: string,
): (Range & { text: string })[] {
  return segments.flatMap((segment) => {
    const { start, end } = segment;
    const text = source.slice(start, end).trim();
    return segment.kind === kind && text !== "" ? [{ start, end, text }] : [];
  });
}

const frameDestination = (role: FrameRole): Destination => ({
  kind: role === "furniture" || role === "blank" ? "furniture" : role === "opening" ? "unplaced" : "meta",
});

const entryOf = ({ level, number, label, heading, start, end, children }: OutlineNode): OutlineEntry => ({
  level,
  number,
  label,
  heading,
  start,
  end,
  children: children.map(entryOf),
});
