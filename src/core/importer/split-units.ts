import { type Checklist, checklistOf } from "#core/importer/checklist.ts";
import { bare } from "#core/importer/heading.ts";
import { wordScores } from "#core/importer/match-units.ts";
import { cosines, vectorOf } from "#core/importer/similarity.ts";
import { sliceLines, textOf } from "#core/importer/slice-lines.ts";
import type { SourceLine } from "#core/importer/source-line.ts";
import type { SourceUnit } from "#core/importer/source-unit.ts";
import type { Template } from "#core/template/schema.ts";

/** A part answers an item of its own only where it is like one at all. */
const LIKE_AN_ITEM = 0.24;
const MOST_WORSE = 0.85;

/** Whether the parts of a numbered heading answer items of their own, rather than one item together. */
export function answerSeveral(whole: SourceUnit, parts: readonly SourceUnit[], template: Template): boolean {
  if (parts.length < 2) return false;
  const checklist = checklistOf(template);
  const best = Math.max(0, ...(wordScores([whole], checklist)[0] ?? []));
  const found = wordScores(parts, checklist).map((row) => {
    const score = Math.max(0, ...row);
    return { score, candidate: row.indexOf(score) };
  });
  const like = found.filter(({ score }) => score >= LIKE_AN_ITEM);
  const different = new Set(like.map(({ candidate }) => candidate)).size;
  const mean = found.reduce((sum, { score }) => sum + score, 0) / found.length;
  return different >= 2 && different >= parts.length * 0.6 && mean >= best * MOST_WORSE;
}

interface Piece {
  text: string;
  start: number;
}

interface Cut {
  /** the sentence that the second part begins with */
  place: number;
  clauses: [string, string];
  gain: number;
}

const CLAUSES = /[，,、；;：:]|(?:(?<![共温平])和(?!谐|平)|(?<!参)与|(?<![普涉以])及)(?=\p{Script=Han}{3})/u;
const HEADING_FIT = 0.14;
/** two items have to explain the text so much better than one */
const LEAST_GAIN = 1.12;
const MOST_PIECES = 60;

/**
 * A stretch whose heading names two items of the checklist (their matter was one item where it was written) is cut
 * between the sentences where its content changes. The parts are proposals: they are asked about.
 */
export function splitByContent(unit: SourceUnit, lines: readonly SourceLine[], template: Template): SourceUnit[] {
  const checklist = checklistOf(template);
  const named = namedItems(unit.heading, checklist);
  const pieces = named.length < 2 ? [] : piecesOf(unit, lines);
  const cut = pieces.length < 2 || pieces.length > MOST_PIECES ? undefined : bestCut(named, pieces, checklist);
  const at = cut === undefined ? undefined : pieces[cut.place]?.start;
  if (!cut || at === undefined || at <= unit.body || at >= unit.end) return [unit];
  const textBetween = (start: number, end: number): string => textOf(sliceLines(lines, { start, end }));
  const [first, second] = cut.clauses;
  return [
    { ...unit, heading: first, text: textBetween(unit.body, at), end: at, doubtful: true },
    {
      ...unit,
      heading: second,
      text: textBetween(at, unit.end),
      start: at,
      words: at,
      body: at,
      doubtful: true,
    },
  ];
}

function piecesOf({ body, end }: SourceUnit, lines: readonly SourceLine[]): Piece[] {
  return sliceLines(lines, { start: body, end }).flatMap((line) =>
    [...line.text.matchAll(/[^。；;]+(?:[。；;]|$)/g)].map(({ 0: text, index }) => ({ text, start: line.at(index) })),
  );
}

interface NamedItem {
  candidate: number;
  clause: string;
}

/** The items that the clauses of a heading are like; none where it is one item that all of them name. */
function namedItems(heading: string, checklist: Checklist): NamedItem[] {
  const clauses = heading.split(CLAUSES).filter((clause) => bare(clause).length >= 3);
  if (clauses.length < 2) return [];
  const count = checklist.candidates.length;
  const named = clauses.flatMap((clause): NamedItem[] => {
    const row = cosines(vectorOf([{ text: clause, factor: 1 }], checklist.headingWeight), checklist.headings, count);
    const fit = Math.max(0, ...row);
    return fit >= HEADING_FIT ? [{ candidate: row.indexOf(fit), clause }] : [];
  });
  return new Set(named.map(({ candidate }) => candidate)).size < 2 ? [] : named;
}

function bestCut(chosen: readonly NamedItem[], pieces: readonly Piece[], checklist: Checklist): Cut | undefined {
  const count = checklist.candidates.length;
  const content = pieces.map(({ text }) =>
    cosines(vectorOf([{ text, factor: 1 }], checklist.contentWeight), checklist.contents, count),
  );
  const sum = (candidate: number, from: number, to: number): number =>
    content.slice(from, to).reduce((all, row) => all + (row[candidate] ?? 0), 0);
  let found: Cut | undefined;
  for (const a of chosen)
    for (const b of chosen) {
      if (a.candidate === b.candidate) continue;
      const alone = Math.max(sum(a.candidate, 0, pieces.length), sum(b.candidate, 0, pieces.length));
      for (let place = 1; place < pieces.length; place++) {
        const gain = (sum(a.candidate, 0, place) + sum(b.candidate, place, pieces.length)) / Math.max(alone, 0.01);
        if (gain >= LEAST_GAIN && gain > (found?.gain ?? 0)) found = { place, clauses: [a.clause, b.clause], gain };
      }
    }
  return found;
}
