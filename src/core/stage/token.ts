import type { FieldOf } from "#core/field/definition.ts";
import { MEASURES, type Measure } from "#core/field/type.ts";
import { type StagesValue, type StoredValue, storedValues } from "#core/field/value.ts";
import { compareDecimals } from "#core/quantity/decimal.ts";
import { differenceUnit } from "#core/quantity/unit.ts";
import { err, ok, type Result } from "#core/result.ts";
import { stageMovement } from "#core/stage/movement.ts";
import { type StageRow, type StageTable, stageTable, TOTAL } from "#core/stage/table.ts";

type Field = FieldOf<"stages">;

/** The names of the measures in a token: {{分学段经费.小学.生均.增幅}}. */
export const MEASURE_NAMES: Record<Measure, string> = { spending: "支出", pupils: "学生数", perPupil: "生均" };
const STAGE_ASPECTS = ["上年", "增量", "增幅"] as const;
type StageAspect = (typeof STAGE_ASPECTS)[number];

interface Place {
  row: string;
  measure: Measure;
  aspect: StageAspect | undefined;
}

function placeOf(field: Field, path: string): Place | undefined {
  const [row = "", name, suffix, ...more] = path.split(".");
  const measure = MEASURES.find((each) => MEASURE_NAMES[each] === name);
  const aspect = STAGE_ASPECTS.find((each) => each === suffix);
  const known = row === TOTAL || field.stages.some(({ key }) => key === row);
  if (!known || !measure || (suffix !== undefined && !aspect) || more.length > 0) return undefined;
  return { row, measure, aspect };
}

function latest(table: StageTable, row: string): { row: StageRow; to: string; from: string | undefined } | undefined {
  const found = row === TOTAL ? table.total : table.rows.find(({ key }) => key === row);
  const to = table.years.at(-1);
  return found && to !== undefined ? { row: found, to, from: table.years.at(-2) } : undefined;
}

const tableOf = (field: Field, value: StoredValue | undefined): StageTable => {
  const parsed = storedValues.stages.safeParse(value);
  const stored: StagesValue = parsed.success ? parsed.data : { rows: {} };
  return stageTable(field, stored);
};

/** What a token's path prints, of the last year that has figures; an error where there is no such place in the table. */
export function stageText(
  field: Field,
  value: StoredValue | undefined,
  path: string,
): Result<string | undefined, "unknown-place"> {
  const place = placeOf(field, path);
  if (!place) return err("unknown-place");
  const { measure, aspect } = place;
  const found = latest(tableOf(field, value), place.row);
  if (!found) return ok(undefined);
  const { unit } = field[measure];
  const figure = found.row.cells.get(found.to)?.[measure]?.value;
  if (aspect === undefined) return ok(figure && `${figure}${unit}`);
  const moved = stageMovement(found.row, measure, found.from, found.to);
  if (!moved) return ok(undefined);
  if (aspect === "上年") return ok(`${moved.before.value}${unit}`);
  if (aspect === "增量") return ok(`${unsigned(moved.change)}${differenceUnit(unit)}`);
  return ok(moved.growth && `${unsigned(moved.growth)}%`);
}

const unsigned = (value: string): string => value.replace(/^-/, "");

/** Which way it went, where the token prints how far. */
export function stageMovementAt(
  field: Field,
  value: StoredValue | undefined,
  path: string,
): "up" | "down" | "level" | undefined {
  const place = placeOf(field, path);
  if (place?.aspect !== "增量" && place?.aspect !== "增幅") return undefined;
  const found = latest(tableOf(field, value), place.row);
  const moved = found && stageMovement(found.row, place.measure, found.from, found.to);
  if (!moved) return undefined;
  const order = compareDecimals(moved.change, "0");
  return order > 0 ? "up" : order < 0 ? "down" : "level";
}
