import type { FieldOf } from "#core/field/definition.ts";
import { yearsOf } from "#core/field/stages.ts";
import type { Measure } from "#core/field/type.ts";
import type { StageCell, StagesValue } from "#core/field/value.ts";
import { addDecimals, divideDecimals, multiplyDecimals } from "#core/quantity/decimal.ts";
import { decimalPlaces } from "#core/quantity/decimal-text.ts";
import { addSpans, displayedAs, exactly, type Interval, quotientOf, scaleSpan } from "#core/quantity/interval.ts";
import { parseUnit } from "#core/quantity/unit.ts";

type Field = FieldOf<"stages">;

/** A figure of the table: as typed, or computed where spending and pupils are there. */
export interface StageFigure {
  value: string;
  computed: boolean;
  /** where the true figure lies */
  range: Interval;
}

export type StageFigures = Partial<Record<Measure, StageFigure>>;

export interface StageRow {
  /** the stage's key; "合计" for the total */
  key: string;
  label: string;
  /** by calendar year */
  cells: ReadonlyMap<string, StageFigures>;
}

export interface StageTable {
  /** calendar years, oldest first */
  years: readonly string[];
  rows: readonly StageRow[];
  total: StageRow;
}

export const TOTAL = "合计";

/** The years that are asked for and those that have figures; without a report year the latter only. */
export function stageYears(field: Field, stored: StagesValue, reportYear?: number): string[] {
  const asked = reportYear === undefined ? [] : field.years.map((offset) => String(reportYear + offset));
  return [...new Set([...asked, ...yearsOf(stored)])].sort();
}

/** All that follows from what was typed. Pure; `reportYear` adds the columns that are still empty. */
export function stageTable(field: Field, stored: StagesValue, reportYear?: number): StageTable {
  const years = stageYears(field, stored, reportYear);
  const rows = field.stages.map(({ key, label }): StageRow => {
    const typed = stored.rows[key] ?? {};
    return { key, label, cells: new Map(years.map((year) => [year, figuresOf(field, typed[year] ?? {})])) };
  });
  return { years, rows, total: totalOf(field, rows, years) };
}

function figuresOf(field: Field, cell: StageCell): StageFigures {
  const figures: StageFigures = {};
  if (cell.spending !== undefined) figures.spending = typedFigure(cell.spending, displayedAs(cell.spending));
  if (cell.pupils !== undefined) figures.pupils = typedFigure(cell.pupils, pupilsRange(field, cell.pupils));
  const perPupil =
    cell.perPupil === undefined ? perPupilOf(field, figures) : typedFigure(cell.perPupil, displayedAs(cell.perPupil));
  if (perPupil) figures.perPupil = perPupil;
  return figures;
}

const typedFigure = (value: string, range: Interval): StageFigure => ({ value, computed: false, range });

/** Heads are counted one by one; 万人 is rounded. */
const pupilsRange = (field: Field, value: string): Interval =>
  parseUnit(field.pupils.unit).scale === "1" ? exactly(value) : displayedAs(value);

/** Spending ÷ pupils in the unit and precision of the field; undefined where either is missing or nobody attends. */
export function perPupilOf(field: Field, { spending, pupils }: StageFigures): StageFigure | undefined {
  if (!spending || !pupils) return undefined;
  const toPerPupil = [parseUnit(field.pupils.unit).inverse, parseUnit(field.perPupil.unit).inverse];
  const factor = toPerPupil.reduce(multiplyDecimals, parseUnit(field.spending.unit).scale);
  const quotient = quotientOf(spending.range, pupils.range);
  const value = divideDecimals(multiplyDecimals(spending.value, factor), pupils.value, field.perPupil.precision);
  if (!quotient || value === undefined) return undefined;
  return { value, computed: true, range: scaleSpan(quotient, factor) };
}

/** A total needs every stage for which something was filled in: with one missing, two years would not be comparable. */
function totalOf(field: Field, rows: readonly StageRow[], years: readonly string[]): StageRow {
  const present = rows.filter(({ cells }) => [...cells.values()].some((cell) => Object.keys(cell).length > 0));
  const cells = years.map((year): [string, StageFigures] => {
    const spending = sum(present.map((row) => row.cells.get(year)?.spending));
    const pupils = sum(present.map((row) => row.cells.get(year)?.pupils));
    const figures: StageFigures = { ...(spending ? { spending } : {}), ...(pupils ? { pupils } : {}) };
    const perPupil = perPupilOf(field, figures);
    return [year, perPupil ? { ...figures, perPupil } : figures];
  });
  return { key: TOTAL, label: TOTAL, cells: new Map(cells) };
}

function sum(parts: readonly (StageFigure | undefined)[]): StageFigure | undefined {
  const there = parts.filter((part) => part !== undefined);
  if (there.length === 0 || there.length < parts.length) return undefined;
  const places = Math.max(...there.map(({ value }) => decimalPlaces(value)));
  const value = addDecimals(there.map((part) => part.value));
  const missing = places - decimalPlaces(value);
  const padded = missing > 0 ? `${value}${value.includes(".") ? "" : "."}${"0".repeat(missing)}` : value;
  return { value: padded, computed: true, range: addSpans(there.map(({ range }) => range)) };
}
