import type { FieldOf } from "#core/field/definition.ts";
import { LIMITS } from "#core/field/limits.ts";
import { parsePart } from "#core/field/number.ts";
import { checked, type FieldFault, type FieldType, MEASURES, type StagesForm, tooLong } from "#core/field/type.ts";
import { CALENDAR_YEAR, type StageCell, type StagesValue } from "#core/field/value.ts";
import { compareDecimals } from "#core/quantity/decimal.ts";
import { decimalPlaces } from "#core/quantity/decimal-text.ts";
import { err, ok, type Result } from "#core/result.ts";

type Field = FieldOf<"stages">;

/** 小学2021年支出: what a fault and a reader call one cell. */
export const cellName = (field: Field, stage: string, year: string, measure: (typeof MEASURES)[number]): string =>
  `${field.stages.find(({ key }) => key === stage)?.label ?? stage}${year}年${field[measure].label}`;

function cellsOf(form: StagesForm["rows"], field: Field): Result<StagesValue["rows"], FieldFault> {
  const rows: [string, Record<string, StageCell>][] = [];
  for (const [stage, years] of Object.entries(form)) {
    const kept: [string, StageCell][] = [];
    for (const [year, typed] of Object.entries(years)) {
      const cell: StageCell = {};
      for (const measure of MEASURES) {
        const parsed = parsePart(typed[measure] ?? "");
        if (!parsed.ok)
          return err({ ...parsed.error, message: `${cellName(field, stage, year, measure)}：${parsed.error.message}` });
        if (parsed.value !== undefined) cell[measure] = parsed.value;
      }
      if (Object.keys(cell).length > 0) kept.push([year, cell]);
    }
    if (kept.length > 0) rows.push([stage, Object.fromEntries(kept)]);
  }
  return ok(Object.fromEntries(rows));
}

function fromForm(form: StagesForm, field: Field): Result<StagesValue | undefined, FieldFault> {
  const rows = cellsOf(form.rows, field);
  if (!rows.ok) return rows;
  const notes = Object.entries(form.notes).flatMap(([stage, text]) => (text.trim() ? [[stage, text.trim()]] : []));
  const [basis, source] = [form.basis.trim(), form.source.trim()];
  const stored: StagesValue = {
    rows: rows.value,
    ...(basis === "" ? {} : { basis }),
    ...(source === "" ? {} : { source }),
    ...(notes.length === 0 ? {} : { notes: Object.fromEntries(notes) }),
  };
  const blank = Object.keys(rows.value).length === 0 && Object.keys(stored).length === 1;
  return blank ? ok(undefined) : checked(stagesType, stored, field);
}

function checkCell(value: string, field: Field, measure: (typeof MEASURES)[number]): FieldFault | undefined {
  const { precision, unit } = field[measure];
  if (decimalPlaces(value) > precision)
    return { code: "field.too-precise", message: `最多保留${precision}位小数，请按口径取舍` };
  if (compareDecimals(value, "0") < 0) return { code: "field.below-minimum", message: `不应小于0${unit}，请核对` };
  return undefined;
}

function check(stored: StagesValue, field: Field): FieldFault | undefined {
  const known = new Set(field.stages.map(({ key }) => key));
  const foreign = [...Object.keys(stored.rows), ...Object.keys(stored.notes ?? {})].find((stage) => !known.has(stage));
  if (foreign !== undefined)
    return { code: "field.unknown-stage", message: `表中没有学段“${foreign}”，请改填到现有学段` };
  const odd = yearsOf(stored).find((year) => !CALENDAR_YEAR.test(year));
  if (odd !== undefined) return { code: "field.not-a-year", message: `“${odd}”不是年份，请写四位数` };
  if (yearsOf(stored).length > LIMITS.stageYears)
    return { code: "field.too-many-years", message: `最多填${LIMITS.stageYears}个年度，请删减` };
  for (const [stage, years] of Object.entries(stored.rows))
    for (const [year, cell] of Object.entries(years))
      for (const measure of MEASURES) {
        const value = cell[measure];
        const fault = value === undefined ? undefined : checkCell(value, field, measure);
        if (fault) return { ...fault, message: `${cellName(field, stage, year, measure)}：${fault.message}` };
      }
  for (const text of [stored.basis, stored.source, ...Object.values(stored.notes ?? {})]) {
    const fault = tooLong(text ?? "", LIMITS.stageNote);
    if (fault) return fault;
  }
  return undefined;
}

/** The calendar years that have a figure, oldest first. */
export const yearsOf = (stored: StagesValue): string[] =>
  [...new Set(Object.values(stored.rows).flatMap((years) => Object.keys(years)))].sort();

/** 小学：2021年支出10.20亿元、在校学生数60000人 — one line for each stage that has figures. */
const lines = (stored: StagesValue, field: Field): string[] =>
  field.stages.flatMap(({ key, label }) => {
    const years = Object.entries(stored.rows[key] ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    const told = years.flatMap(([year, cell]) => {
      const figures = MEASURES.flatMap((measure) => {
        const value = cell[measure];
        return value === undefined ? [] : [`${field[measure].label}${value}${field[measure].unit}`];
      });
      return figures.length === 0 ? [] : [`${year}年${figures.join("、")}`];
    });
    return told.length === 0 ? [] : [`${label}：${told.join("，")}`];
  });

export const stagesType: FieldType<"stages"> = {
  empty: () => ({ rows: {}, basis: "", source: "", notes: {} }),
  toForm: (stored) => ({
    rows: structuredCopy(stored.rows),
    basis: stored.basis ?? "",
    source: stored.source ?? "",
    notes: { ...stored.notes },
  }),
  fromForm,
  check,
  answered: (stored) => yearsOf(stored).length > 0,
  display: (stored, field) => lines(stored, field).join("；"),
  cell: (stored, field) => lines(stored, field).join("\n"),
  carry: "prior",
};

const structuredCopy = (rows: StagesValue["rows"]): StagesForm["rows"] =>
  Object.fromEntries(
    Object.entries(rows).map(([stage, years]) => [
      stage,
      Object.fromEntries(Object.entries(years).map(([year, cell]) => [year, { ...cell }])),
    ]),
  );
