import type { FieldWords } from "#core/importer/field-words.ts";
import { pairsOf } from "#core/importer/similarity.ts";
import type { Spot } from "#core/importer/spot.ts";
import { unitFit } from "#core/importer/unit-fit.ts";
import { parseUnit, sameDimension } from "#core/quantity/unit.ts";

/** For each pair of letters around a figure how near it stands. */
export type Strengths = ReadonlyMap<string, number>;

export function strengthsOf({ near }: Spot): Strengths {
  const strengths = new Map<string, number>();
  for (const { text, strength } of near)
    for (const pair of pairsOf(text)) if ((strengths.get(pair) ?? 0) < strength) strengths.set(pair, strength);
  return strengths;
}

/** How well each figure fits each field, by field and figure; 0 = not at all, about 1 = as a report would say it. */
export function fitTable(words: readonly FieldWords[], spots: readonly Spot[]): number[][] {
  const strengths = spots.map(strengthsOf);
  const asked = countKinds(words.map(({ field }) => field.unit));
  const told = countKinds(spots.map(({ unit }) => unit));
  const isOnlyPair = ({ field }: FieldWords, { unit }: Spot): boolean =>
    unit !== "" && sameDimension(field.unit, unit) && asked(field.unit) === 1 && told(unit) === 1;
  return words.map((each, row) =>
    spots.map((spot, column) => {
      const fit = fitOf(each, spot, strengths[column] ?? new Map());
      if (fit === 0) return 0;
      const order = ORDER * (1 - Math.abs(row / words.length - column / spots.length));
      const main = each.draft.size > 0 ? MAIN : 0;
      return fit + order + main + (isOnlyPair(each, spot) ? ONLY : 0);
    }),
  );
}

/** Reports tell their figures in about the order of the checklist. */
const ORDER = 0.05;
/** Fields that the checklist's own draft quotes are the ones that reports tell of. */
const MAIN = 0.05;
/** The one figure of its kind, and one field that asks for it. */
const ONLY = 0.1;

/** How many there are of a unit, whatever its scale. */
function countKinds(units: readonly string[]): (unit: string) => number {
  const counts = new Map<string, number>();
  for (const unit of units) counts.set(parseUnit(unit).base, (counts.get(parseUnit(unit).base) ?? 0) + 1);
  return (unit) => counts.get(parseUnit(unit).base) ?? 0;
}

/** How much of a name stands near, each pair by its weight. */
export function covered(name: ReadonlyMap<string, number>, strengths: Strengths): number {
  let sum = 0;
  let all = 0;
  for (const [pair, weight] of name) {
    all += weight;
    sum += weight * (strengths.get(pair) ?? 0);
  }
  return all === 0 ? 0 : sum / all;
}

/** May be more than 1 where everything agrees: the best of several good ones has to be told. */
function fitOf(words: FieldWords, spot: Spot, strengths: Strengths): number {
  const unit = unitFit(words.field.unit, spot.unit);
  if (unit === 0) return 0;
  const said = Math.max(...words.names.map((name) => covered(name, strengths)));
  const drafted = covered(words.draft, strengths);
  const name = Math.max(said, 0.88 * drafted, 0.6 * said + 0.48 * drafted);
  return (
    name *
    unit *
    roleFit(words, spot) *
    yearFit(words, spot) *
    nounFit(words, spot) *
    partFit(words, spot) *
    shapeFit(spot)
  );
}

function roleFit({ movement, change, before }: FieldWords, { role }: Spot): number {
  const moves = role === "delta" || role === "rate";
  if (movement) return moves ? 1.05 : 0.6;
  if (change) return role === "to" || role === "base" ? 0.5 : 1;
  if (moves) return 0.3;
  if (before) return role === "base" ? 1.05 : role === "to" ? 0.5 : 1;
  return role === "base" ? 0.3 : 1;
}

function yearFit({ year }: FieldWords, spot: Spot): number {
  if (year === undefined || spot.year === undefined) return 1;
  return year === spot.year ? 1.06 : 0.72;
}

/** The noun at the figure has to be one of the label's: 党组织35个 is no count of 机构. */
function nounFit({ names, draft }: FieldWords, { noun }: Spot): number {
  if (noun.length === 0) return 0.92;
  const explained = Math.max(...[...names, draft].map((name) => noun.filter((pair) => name.has(pair)).length));
  return 0.8 + 0.24 * Math.min(1, explained / Math.min(noun.length, 4));
}

/** 其中：… is said of a figure that is introduced so; what stands in brackets is seldom the whole. */
function partFit({ part }: FieldWords, spot: Spot): number {
  if (part) return spot.part ? 1.05 : 0.82;
  return spot.bracketedPart ? 0.8 : 1;
}

/** Numbers in characters are often no figures at all (两个覆盖); a criterion counts nothing. */
const shapeFit = ({ spelled, criterion }: Spot): number => (spelled ? 0.75 : 1) * (criterion ? 0.4 : 1);
