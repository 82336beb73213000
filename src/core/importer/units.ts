import { bare } from "#core/importer/heading.ts";
import { type OutlineNode, pointNodes } from "#core/importer/outline.ts";
import { paragraphNodes } from "#core/importer/paragraph-nodes.ts";
import { isAboutTheReport } from "#core/importer/sense.ts";
import { cosine, vectorOf, weightsOf } from "#core/importer/similarity.ts";
import { sliceLines, textOf } from "#core/importer/slice-lines.ts";
import type { Range, SourceLine } from "#core/importer/source-line.ts";
import type { SourceUnit } from "#core/importer/source-unit.ts";
import { answerSeveral, splitByContent } from "#core/importer/split-units.ts";
import { sectionItems } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";

export interface Units {
  items: SourceUnit[];
  /** headings that only hold others */
  structure: OutlineNode[];
  /** chapters that tell how the report came about */
  opening: Range[];
}

/** Under these a numbered heading is the smallest thing that answers an item, unless it names a section. */
const ITEM_LEVEL = 3;
const LIKE_AN_ITEM = 0.75;
const LIKE_A_SECTION = 0.6;

interface UnitsInput {
  nodes: readonly OutlineNode[];
  lines: readonly SourceLine[];
  /** chapters that were read as something else */
  taken: ReadonlySet<OutlineNode>;
  /** headings of the checklist, bare */
  known: ReadonlySet<string>;
  template: Template;
}

/** Cuts the chapters of work into what may answer one item each. */
export function unitsOf({ nodes, lines, taken, known, template }: UnitsInput): Units {
  const units: Units = { items: [], structure: [], opening: [] };
  const rankOf = rankings(template);
  const below = (node: OutlineNode, rank: Rank): readonly OutlineNode[] => {
    if (node.children.length > 0) {
      const holds = node.level < ITEM_LEVEL || rank === "section" || (rank === undefined && answersMany(node));
      return holds ? node.children : [];
    }
    if (node.level >= ITEM_LEVEL && rank !== "section") return [];
    const points = pointNodes(node, lines);
    return points.length === 0 && rank === "section" ? paragraphNodes(node, lines, known) : points;
  };
  const answersMany = (node: OutlineNode): boolean =>
    answerSeveral(
      unitOf(node, lines, []),
      node.children.map((child) => unitOf(child, lines, [node.heading])),
      template,
    );
  const visit = (node: OutlineNode, above: readonly string[]): void => {
    if (taken.has(node)) return;
    const rank = rankOf(node.heading);
    const parts = below(node, rank);
    const holdsChapter = node.children.some((child) => taken.has(child));
    if (holdsChapter || (parts.length > 0 && (node.level === 1 || rank !== "item"))) {
      units.structure.push(node);
      for (const part of holdsChapter ? node.children : parts) visit(part, [...above, node.heading]);
    } else if (node.level === 1 && isAboutTheReport(node.heading)) {
      units.structure.push(node);
      units.opening.push({ start: node.body, end: node.end });
    } else units.items.push(...splitByContent(unitOf(node, lines, above), lines, template));
  };
  for (const node of nodes) visit(node, []);
  return units;
}

/** A stretch without a heading of its own. */
export function looseUnit(lines: readonly SourceLine[], { start, end }: Range): SourceUnit {
  const body = lines[0]?.at(0) ?? start;
  return { number: 0, heading: "", text: textOf(lines), above: [], start, end, words: body, body };
}

function unitOf(node: OutlineNode, lines: readonly SourceLine[], above: readonly string[]): SourceUnit {
  const { number, heading, start, end, body } = node;
  const text = textOf(sliceLines(lines, { start: body, end }));
  const [first] = sliceLines(lines, { start, end });
  const words = first ? first.at(Math.max(0, first.text.indexOf(heading === "" ? text.slice(0, 8) : heading))) : start;
  return { number, heading, text, above, start, end, words, body };
}

/** What of the checklist a heading is like. */
type Rank = "item" | "section" | undefined;

const made = new WeakMap<Template, (heading: string) => Rank>();

function rankings(template: Template): (heading: string) => Rank {
  const known = made.get(template) ?? makeRankings(template);
  made.set(template, known);
  return known;
}

function makeRankings(template: Template): (heading: string) => Rank {
  const items = sectionItems(template).map(({ item }) => item.heading);
  const sections = template.sections.map(({ heading }) => heading);
  const weight = weightsOf([...items, ...sections]);
  const vector = (text: string) => vectorOf([{ text, factor: 1 }], weight);
  const [itemVectors, sectionVectors] = [items.map(vector), sections.map(vector)];
  const letters = new Set(sections.map(bare));
  return (heading) => {
    if (letters.has(bare(heading))) return "section";
    const own = vector(heading);
    const item = Math.max(0, ...itemVectors.map((each) => cosine(own, each)));
    const section = Math.max(0, ...sectionVectors.map((each) => cosine(own, each)));
    if (item >= LIKE_AN_ITEM && item > section) return "item";
    return section >= LIKE_A_SECTION && section > item ? "section" : undefined;
  };
}
