import { cutHeading } from "#core/importer/heading.ts";
import { type OutlineNode, POINT_LEVEL } from "#core/importer/outline.ts";
import type { SourceLine } from "#core/importer/source-line.ts";

const LONGEST_HEADING = 40;

interface Start {
  line: number;
  heading: string;
  body: number;
}

/**
 * The paragraphs of a section whose parts have no numbers, as nodes: each begins with a heading that runs in; what has
 * none goes on with the one before. Where none has a heading, each stands for itself.
 */
export function paragraphNodes(
  node: OutlineNode,
  lines: readonly SourceLine[],
  known: ReadonlySet<string>,
): OutlineNode[] {
  const starts: Start[] = [];
  for (let line = node.from; line < node.to; line++) {
    const source = lines[line];
    if (!source || source.text === "" || source.furniture || source.at(0) < node.body) continue;
    const cut = cutHeading(source.text, known, undefined);
    const heading = cut.end <= LONGEST_HEADING ? source.text.slice(0, cut.end) : "";
    starts.push({ line, heading, body: source.at(heading === "" ? 0 : cut.body) });
  }
  const headed = starts.filter(({ heading }, place) => heading !== "" || place === 0);
  const chosen = headed.length > 1 ? headed : starts;
  if (chosen.length < 2) return [];
  return chosen.map(({ line, heading, body }, place): OutlineNode => {
    const to = chosen[place + 1]?.line ?? node.to;
    const [start, end] = [lines[line]?.start ?? node.body, lines[to - 1]?.end ?? node.end];
    return {
      level: POINT_LEVEL,
      number: place + 1,
      label: "",
      heading,
      start,
      end,
      body,
      from: line,
      to,
      children: [],
    };
  });
}
