import type { FieldOf } from "#core/field/definition.ts";
import { parseStored } from "#core/field/table.ts";
import type { NumberValue } from "#core/field/value.ts";
import { bestAssignment } from "#core/importer/assignment.ts";
import { covered, fitTable } from "#core/importer/field-fit.ts";
import { type FieldWords, fieldWords } from "#core/importer/field-words.ts";
import { type Prior, priorOf, rescaled } from "#core/importer/prior-value.ts";
import { pairsOf } from "#core/importer/similarity.ts";
import type { SourceLine } from "#core/importer/source-line.ts";
import { type Spot, spotsIn } from "#core/importer/spot.ts";
import { unitFit } from "#core/importer/unit-fit.ts";
import type { IndicatorTable } from "#core/indicator/indicator.ts";
import type { Item } from "#core/template/schema.ts";

/** A figure of the text for a data field, in the field's unit. */
export interface ReadValue {
  field: string;
  label: string;
  value: NumberValue;
  unit: string;
  /** 0 to 1 */
  confidence: number;
  /** the prior value was not printed, but follows from the change */
  priorComputed: boolean;
  /** places of the figure and of its sentence in the source */
  start: number;
  end: number;
  sentenceStart: number;
  sentenceEnd: number;
}

/** Below this a figure is left in the text. */
const LEAST = 0.38;
/** A good fit is good enough: the best sum must not give up a fair one for it. */
const ENOUGH = 1.2;
const SHARED_FIT = 0.6;

export interface ValuesInput {
  item: Item;
  lines: readonly SourceLine[];
  heading: string;
  indicators: IndicatorTable;
  year: number;
}

interface Choice {
  words: FieldWords;
  spot: Spot;
  fit: number;
  prior: Prior | undefined;
}

/** The figures of an item's text in the fields that ask for them. */
export function readValues({ item, lines, heading, indicators, year }: ValuesInput): ReadValue[] {
  const words = fieldWords(item, indicators, year);
  const spots = words.length === 0 ? [] : spotsIn({ lines, heading, year });
  if (spots.length === 0) return [];
  const fits = fitTable(words, spots);
  const found = bestAssignment(fits.map((row) => row.map((fit) => (fit >= LEAST ? Math.min(fit, ENOUGH) ** 2 : 0))));
  const used = new Set(found.filter((column) => column !== undefined));
  const choices = words.flatMap((each, row): Choice[] => {
    const column = found[row] ?? -1;
    const fit = fits[row]?.[column] ?? 0;
    const spot = fit >= LEAST ? spots[column] : sharedSpot(each, spots);
    if (!spot) return [];
    return [{ words: each, spot, fit: fit >= LEAST ? fit : SHARED_FIT, prior: priorOf(each.field, spot, spots, used) }];
  });
  return choices
    .filter((choice) => !isTold(choice, choices))
    .flatMap(({ words: { field }, spot, fit, prior }): ReadValue[] => {
      const value = storedOf(field, spot, prior);
      return value ? [{ ...value, confidence: confidenceOf(fit) }] : [];
    });
}

/** A figure that another field has as its prior value is no value of its own, unless it fits better as one. */
const isTold = (choice: Choice, all: readonly Choice[]): boolean =>
  all.some((other) => other !== choice && other.prior?.spot === choice.spot && other.fit >= choice.fit);

const confidenceOf = (fit: number): number => Math.round(Math.min(0.98, 0.25 + fit * 0.8) * 100) / 100;

/** 甲率、乙率均为100%: one figure for every field that the list before it names. */
function sharedSpot({ field, names }: FieldWords, spots: readonly Spot[]): Spot | undefined {
  return spots.find((spot) => {
    if (!spot.ofAll || unitFit(field.unit, spot.unit) < 1) return false;
    const listed = new Map(pairsOf(spot.listed).map((pair) => [pair, 1]));
    return Math.max(...names.map((name) => covered(name, listed))) >= 0.8;
  });
}

/** The figure as the field stores it; without its prior value where that does not fit, undefined where nothing does. */
function storedOf(
  field: FieldOf<"number">,
  spot: Spot,
  prior: Prior | undefined,
): Omit<ReadValue, "confidence"> | undefined {
  const hedge = spot.qualifier ? { qualifier: spot.qualifier } : {};
  const plain: NumberValue = { now: rescaled(spot.value, spot.unit, field.unit), ...hedge };
  const whole: NumberValue = prior ? { ...plain, prior: rescaled(prior.value, spot.unit, field.unit) } : plain;
  const value = [whole, plain].find((each) => parseStored(field, each).ok);
  if (!value) return undefined;
  return {
    field: field.key,
    label: field.label,
    value,
    unit: field.unit,
    priorComputed: value.prior !== undefined && prior?.computed === true,
    start: spot.start,
    end: spot.end,
    sentenceStart: spot.sentenceStart,
    sentenceEnd: spot.sentenceEnd,
  };
}
