import type { FieldOf } from "#core/field/definition.ts";
import type { Measure } from "#core/field/type.ts";
import type { StagesValue } from "#core/field/value.ts";
import { token } from "#core/narrative/tokens.ts";
import { compareDecimals } from "#core/quantity/decimal.ts";
import { GUARDED, type StageMovement, stageMovement, stageOutcome } from "#core/stage/movement.ts";
import { type StageRow, stageTable } from "#core/stage/table.ts";
import { MEASURE_NAMES } from "#core/stage/token.ts";

type Field = FieldOf<"stages">;

/**
 * A draft for the report: one sentence over all stages that have two years, its figures as tokens, so that it follows
 * the table. The words of direction are those of now; a check watches them afterwards. Empty where nothing can be compared.
 */
export function stageSentence(field: Field, stored: StagesValue): string {
  const table = stageTable(field, stored);
  const [from, to] = [table.years.at(-2), table.years.at(-1)];
  if (from === undefined || to === undefined) return "";
  const base = Number(to) - Number(from) === 1 ? "上年" : `${from}年`;
  const told = [...table.rows, table.total].flatMap((row) => clause(field, row, [from, to], base) ?? []);
  if (told.length === 0) return "";
  return `分学段看，${to}年${told.join("；")}。${conclusion(field, table.rows, table.total, [from, to])}`;
}

function clause(field: Field, row: StageRow, [from, to]: [string, string], base: string): string | undefined {
  const parts = GUARDED.flatMap((measure) => {
    const moved = stageMovement(row, measure, from, to);
    return moved ? [`${field[measure].label}${figure(field, row, measure)}，${moves(field, moved, base)}`] : [];
  });
  return parts.length === 0 ? undefined : `${row.label}${parts.join("，")}`;
}

const figure = (field: Field, row: StageRow, measure: Measure, aspect?: string): string =>
  token(field.key, `${row.key}.${MEASURE_NAMES[measure]}${aspect === undefined ? "" : `.${aspect}`}`);

function moves(field: Field, { row, measure, change, growth }: StageMovement, base: string): string {
  const order = compareDecimals(change, "0");
  if (order === 0) return `与${base}持平`;
  const [more, faster] = order > 0 ? ["增加", "增长"] : ["减少", "下降"];
  const rate = growth === undefined ? "" : `、${faster}${figure(field, row, measure, "增幅")}`;
  return `比${base}${more}${figure(field, row, measure, "增量")}${rate}`;
}

/** Said only where every stage with figures and the total are decided. */
function conclusion(field: Field, rows: readonly StageRow[], total: StageRow, years: [string, string]): string {
  const present = rows.filter(({ cells }) => [...cells.values()].some((cell) => Object.keys(cell).length > 0));
  const all = [...present, total].map((row) => ({ row, outcome: stageOutcome(row, years) }));
  const fallen = all.filter(({ outcome }) => outcome === "有下降").map(({ row }) => row.label);
  if (fallen.length > 0) return `其中${fallen.join("、")}有下降，原因和措施另作说明。`;
  return all.every(({ outcome }) => outcome === "做到只增不减")
    ? `各学段${field.spending.label}和${field.perPupil.label}均未下降。`
    : "";
}
