import { documentNumberFaults } from "#core/prose/document-number.ts";
import type { Certainty, Detector, Fault, FaultKind } from "#core/prose/fault.ts";
import { lostMeasureWordFaults } from "#core/prose/lost-measure-word.ts";
import { lostStopFaults } from "#core/prose/lost-stop.ts";
import { lostUnitFaults } from "#core/prose/lost-unit.ts";
import { lostYearFaults } from "#core/prose/lost-year.ts";
import { mergedFigureFaults } from "#core/prose/merged-figures.ts";
import { unpairedMarks } from "#core/prose/pairing.ts";
import { placeholderFaults } from "#core/prose/placeholder.ts";
import { punctuationFaults } from "#core/prose/punctuation.ts";
import { wordingFaults } from "#core/prose/wording.ts";

/** A proposal: these words in place of those. Nothing but a person carries it out. */
export interface Repair {
  start: number;
  end: number;
  original: string;
  replacement: string;
  kind: FaultKind;
  certainty: Certainty;
  readings?: readonly string[];
}

/** In the order of their right to a place that two of them claim. */
const DETECTORS: readonly Detector[] = [
  documentNumberFaults,
  lostYearFaults,
  mergedFigureFaults,
  lostUnitFaults,
  placeholderFaults,
  unpairedMarks,
  lostStopFaults,
  lostMeasureWordFaults,
  wordingFaults,
  punctuationFaults,
];

/** What only the whole text can ask for: it goes before or after a paragraph's own faults. */
interface FromContext {
  before?: readonly Detector[];
  after?: readonly Detector[];
}

/** Every fault that a paragraph shows, in order of place; of two at one place the first detector's stays. */
export function faultsIn(text: string, { before = [], after = [] }: FromContext = {}): Fault[] {
  const kept: Fault[] = [];
  for (const detect of [...before, ...DETECTORS, ...after]) {
    const taken = [...kept].sort(byPlace);
    // one by one: a hostile line has more faults than a call has room for
    for (const fault of detect(text)) if (!overlapsAny(taken, fault)) kept.push(fault);
  }
  return kept.sort(byPlace);
}

export const repairs = (text: string): Repair[] => faultsIn(text).flatMap((fault) => repairOf(text, fault) ?? []);

export function repairOf(text: string, fault: Fault): Repair | undefined {
  const { start, end, replacement, kind, certainty, readings } = fault;
  if (replacement === undefined) return undefined;
  const original = text.slice(start, end);
  return { start, end, original, replacement, kind, certainty, ...(readings ? { readings } : {}) };
}

const byPlace = (a: Fault, b: Fault): number => a.start - b.start || a.end - b.end;

/** `sorted` does not overlap in itself, so the neighbour before the fault's end decides. */
function overlapsAny(sorted: readonly Fault[], { start, end }: Fault): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.end ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  const next = sorted[low];
  return next !== undefined && next.start <= end;
}

export interface ReadThrough {
  /** the text with the certain repairs in it */
  text: string;
  /** where a position of that text lies in the original; never decreasing */
  at: (position: number) => number;
}

/** The text as it was meant, for reading figures; it is quoted as it was written. */
export function readThrough(text: string): ReadThrough {
  const certain = repairs(text).filter((repair) => repair.certainty === "high");
  if (certain.length === 0) return { text, at: (position) => Math.min(Math.max(position, 0), text.length) };
  const places: number[] = [];
  let read = "";
  let done = 0;
  const copy = (to: number): void => {
    for (let index = done; index < to; index++) places.push(index);
    read += text.slice(done, to);
    done = to;
  };
  for (const repair of certain) {
    copy(repair.start);
    places.push(...alignment(repair));
    read += repair.replacement;
    done = repair.end;
  }
  copy(text.length);
  places.push(text.length);
  return { text: read, at: (position) => places[Math.min(Math.max(position, 0), read.length)] ?? text.length };
}

/** For every character of the replacement the place of the original where it, or what follows it, stands. */
function alignment({ start, end, original, replacement }: Repair): number[] {
  let from = 0;
  return [...replacement].flatMap((character) => {
    const found = original.indexOf(character, from);
    const place = Math.min(start + (found < 0 ? from : found), end);
    if (found >= 0) from = found + character.length;
    return Array.from({ length: character.length }, () => place);
  });
}
