import { type Candidate, type Checklist, checklistOf } from "#core/importer/checklist.ts";
import { bare } from "#core/importer/heading.ts";
import { cosines, vectorOf } from "#core/importer/similarity.ts";
import type { Item, Template } from "#core/template/schema.ts";

/** A stretch of the report that should become one item's answer. */
export interface Unit {
  number: number;
  heading: string;
  text: string;
  /** headings above it, the nearest last */
  above: readonly string[];
}

export interface Match {
  unit: number;
  item: Item;
  /** 0 to 1 */
  confidence: number;
}

/** From here on a match is told without a question. */
export const SURE = 0.7;
/** Below this nothing is proposed. */
const LEAST = 0.12;
/** A second choice has to come this near to the first. */
const NEAR = 0.82;

/** Which item each unit answers, by number, heading, section and content. Units without any likeness are left out. */
export function matchUnits(units: readonly Unit[], template: Template): Match[] {
  const checklist = checklistOf(template);
  const { candidates } = checklist;
  const parts = units.map((unit) => likeness(unit, checklist));
  const trust = numberTrust(units, candidates, parts);
  const scores = parts.map((row) => row.map((each) => scoreOf(each, trust)));
  return assign(scores).map(({ unit, candidate }): Match => {
    const row = scores[unit] ?? [];
    const score = row[candidate] ?? 0;
    const rival = Math.max(0, ...row.filter((_, place) => place !== candidate));
    return { unit, item: candidates[candidate]?.item ?? template.opening, confidence: confidenceOf(score, rival) };
  });
}

/** How well each unit answers each item of the checklist by its words alone, by unit and candidate. */
export function wordScores(units: readonly Unit[], checklist: Checklist): number[][] {
  return units.map((unit) => likeness(unit, checklist).map((each) => scoreOf({ ...each, number: false }, 0)));
}

interface Likeness {
  heading: number;
  content: number;
  section: number;
  number: boolean;
}

function likeness(unit: Unit, { candidates, headings, sections, contents, ...weights }: Checklist): Likeness[] {
  const count = candidates.length;
  const heading = vectorOf([{ text: unit.heading, factor: 1 }], weights.headingWeight);
  const content = vectorOf(
    [
      { text: unit.heading, factor: 4 },
      { text: unit.text, factor: 1 },
    ],
    weights.contentWeight,
  );
  const [byHeading, byContent] = [cosines(heading, headings, count), cosines(content, contents, count)];
  const bySection = unit.above.map((text) =>
    cosines(vectorOf([{ text, factor: 1 }], weights.headingWeight), sections, count),
  );
  const letters = bare(unit.heading);
  return candidates.map((each, place) => ({
    heading: letters !== "" && letters === each.heading ? 1 : (byHeading[place] ?? 0),
    content: byContent[place] ?? 0,
    section: Math.max(0, ...bySection.map((row) => row[place] ?? 0)),
    number: unit.number === each.number,
  }));
}

/** How far equal numbers mean equal items in this report: as often as their headings agree. */
function numberTrust(units: readonly Unit[], candidates: readonly Candidate[], parts: readonly Likeness[][]): number {
  const pairs = units.flatMap((unit, place) => {
    const candidate = candidates.findIndex(({ number }) => number === unit.number);
    const found = parts[place]?.[candidate];
    return found ? [found] : [];
  });
  if (pairs.length < 3) return 0;
  return pairs.filter(({ heading }) => heading > 0.5).length / pairs.length;
}

/** Content cosines are small by nature: 0.45 is as good as a report gets. */
const FULL_CONTENT = 0.45;

function scoreOf({ heading, content, section, number }: Likeness, trust: number): number {
  const told = Math.min(1, content / FULL_CONTENT);
  const words = 0.44 * heading + 0.34 * told + 0.22 * section;
  const sure = heading > 0.95 ? 0.85 + 0.15 * words : words;
  return number ? sure + (1 - sure) * 0.5 * trust : sure * (1 - 0.15 * trust);
}

interface Choice {
  unit: number;
  candidate: number;
  score: number;
}

/** One unit to one item, the likeliest first; what is left goes to its best item even where that is taken. */
function assign(scores: readonly (readonly number[])[]): { unit: number; candidate: number }[] {
  const choices = scores
    .flatMap((row, unit) => row.map((score, candidate): Choice => ({ unit, candidate, score })))
    .filter(({ score }) => score >= LEAST)
    .sort((a, b) => b.score - a.score || a.unit - b.unit || a.candidate - b.candidate);
  const best = scores.map((row) => Math.max(0, ...row));
  const taken = new Set<number>();
  const done = new Map<number, number>();
  for (const { unit, candidate, score } of choices) {
    if (done.has(unit) || taken.has(candidate) || score < (best[unit] ?? 0) * NEAR) continue;
    done.set(unit, candidate);
    taken.add(candidate);
  }
  for (const { unit, candidate } of choices) if (!done.has(unit)) done.set(unit, candidate);
  return [...done].map(([unit, candidate]) => ({ unit, candidate })).sort((a, b) => a.unit - b.unit);
}

/**
 * A match is as sure as it is good, and less so where another item is nearly as good. Wordings of one matter have
 * little in common letter by letter: a likeness of 0.25 that nothing else comes near is right about every second time.
 */
function confidenceOf(score: number, rival: number): number {
  const lead = score <= 0 ? 0 : Math.min(1, (score - rival) / score / 0.4);
  const value = score ** 0.62 * (0.7 + 0.3 * lead);
  return Math.round(Math.min(0.99, value) * 100) / 100;
}
