import type { ImportedChapter, ImportedEntry } from "#core/importer/import-result.ts";
import type { OutlineNode } from "#core/importer/outline.ts";
import { readEntries } from "#core/importer/read-entries.ts";
import { isBoth, type Sense, senseOf, senseOfText } from "#core/importer/sense.ts";
import { sliceLines, sourceTextOf, textOf } from "#core/importer/slice-lines.ts";
import type { SourceLine } from "#core/importer/source-line.ts";
import type { Item, Template } from "#core/template/schema.ts";

export interface Chapters {
  chapters: ImportedChapter[];
  problems: ImportedEntry[];
  nextSteps: ImportedEntry[];
  /** the headings that they were read from */
  taken: Set<OutlineNode>;
}

interface ChaptersInput {
  nodes: readonly OutlineNode[];
  lines: readonly SourceLine[];
  source: string;
  template: Template;
}

/** Longer headings tell of work in which a problem or plan is only mentioned. */
const LONGEST_SUB = 24;
const DOUBTFUL = 0.55;

/** The chapters of problems and of next steps, wherever they stand, and others that the checklist has by sense. */
export function readChapters({ nodes, lines, source, template }: ChaptersInput): Chapters {
  const result: Chapters = { chapters: [], problems: [], nextSteps: [], taken: new Set() };
  const items = chapterItems(template);
  const take = (node: OutlineNode, sense: Exclude<Sense, "work">, confidence: number): void => {
    const item = items.get(sense);
    if (!item) return;
    result.taken.add(node);
    const { intro, entries } =
      sense === "rectification"
        ? { intro: { start: node.body, end: node.end }, entries: [] }
        : readEntries(node, lines, source);
    const own = sliceLines(lines, intro);
    result.chapters.push({
      item: item.key,
      sense,
      heading: node.heading,
      text: sourceTextOf(own, source),
      reading: textOf(own),
      confidence,
      ask: confidence < 0.7,
      start: node.start,
      end: node.end,
    });
    const list = sense === "problems" ? result.problems : result.nextSteps;
    list.push(...entries);
  };
  for (const node of nodes) {
    const sense = senseOf(node.heading);
    const below = node.children.filter(({ heading }) => isChapter(heading));
    if (isBoth(node.heading) && below.length > 0) for (const child of below) takeBySense(child, take, 0.9);
    else if (sense !== "work") take(node, sense, isBoth(node.heading) ? DOUBTFUL : 0.97);
    else for (const child of below) takeBySense(child, take, 0.8);
  }
  for (const node of nodes.slice(-2)) {
    const sense = nodes.length < 2 || result.taken.has(node) ? "work" : senseOfText(textOf(sliceLines(lines, node)));
    const known = result.chapters.some((chapter) => chapter.sense === sense);
    if (sense !== "work" && !known && !node.children.some((child) => result.taken.has(child)))
      take(node, sense, DOUBTFUL);
  }
  return result;
}

const isChapter = (heading: string): boolean =>
  heading !== "" && heading.length <= LONGEST_SUB && senseOf(heading) !== "work" && !/[，,]/.test(heading);

function takeBySense(
  node: OutlineNode,
  take: (node: OutlineNode, sense: Exclude<Sense, "work">, confidence: number) => void,
  confidence: number,
): void {
  const sense = senseOf(node.heading);
  if (sense !== "work") take(node, sense, confidence);
}

/** Which of the checklist's own chapters has which sense. */
function chapterItems(template: Template): Map<Sense, Item> {
  const found = new Map<Sense, Item>();
  for (const part of template.parts) {
    if (part.kind !== "item") continue;
    const sense = senseOf(part.heading);
    if (sense !== "work" && !found.has(sense)) found.set(sense, part.item);
  }
  return found;
}
