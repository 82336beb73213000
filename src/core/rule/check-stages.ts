import { expandYear, type FieldOf } from "#core/field/definition.ts";
import { cellName } from "#core/field/stages.ts";
import { numberOf } from "#core/field/table.ts";
import { type StagesValue, storedValues } from "#core/field/value.ts";
import { compareDecimals } from "#core/quantity/decimal.ts";
import { addSpans, displayedAs, spansMeet } from "#core/quantity/interval.ts";
import { convertUnit } from "#core/quantity/unit.ts";
import type { Finding } from "#core/rule/finding.ts";
import type { CheckScope } from "#core/rule/scope.ts";
import { stageDecreases } from "#core/stage/decrease.ts";
import { GUARDED, guardedMovements, stageMovement } from "#core/stage/movement.ts";
import { perPupilOf, type StageRow, type StageTable, stageTable } from "#core/stage/table.ts";
import type { Item } from "#core/template/schema.ts";

type Field = FieldOf<"stages">;
type Remark = Omit<Finding, "itemKey" | "fieldKey">;

/** 两个只增不减 by school stage: falls, figures that contradict one another, years that lack their counterpart. */
export function checkStages(item: Item, scope: CheckScope): Finding[] {
  return item.fields.flatMap((field) => {
    if (field.type !== "stages") return [];
    const stored = storedValues.stages.safeParse(scope.lookup.value(field.key));
    if (!stored.success) return [];
    const table = stageTable(field, stored.data, scope.content.year);
    const remarks = [
      ...falls(item, field, stored.data),
      ...undecided(item, field, table),
      ...contradictions(item, field, table),
      ...halves(item, field, table),
      ...beyond(item, field, table, scope),
    ];
    return remarks.map((remark) => ({ ...remark, itemKey: item.key, fieldKey: field.key }));
  });
}

const idOf = (item: Item, field: Field, ...parts: string[]): string =>
  ["stages", item.key, field.key, ...parts].join(":");

function falls(item: Item, field: Field, stored: StagesValue): Remark[] {
  return stageDecreases(item.key, field, stored).map(({ id, label, movement: { measure, before, now, from } }) => ({
    id,
    code: "stages.decrease",
    // what nobody has verified never blocks
    severity: field.standing === "unverified" ? "notice" : field.severity,
    message: `${label}为${now.value}${field[measure].unit}，低于${from}年的${before.value}${field[measure].unit}，未做到“只增不减”；请核对口径，属实的须说明原因和措施`,
    ref: field.ref,
    standing: field.standing,
  }));
}

const undecided = (item: Item, field: Field, table: StageTable): Remark[] =>
  guardedMovements(table).flatMap(({ verdict, row, measure, from, to }) =>
    verdict === "待核"
      ? [
          {
            id: idOf(item, field, row.key, measure, to, "open"),
            code: "stages.open",
            severity: "notice" as const,
            message: `${row.label}${to}年${field[measure].label}由取整后的数算得，看不出是否低于${from}年；请把支出填得更细，或直接填写${field[measure].label}`,
          },
        ]
      : [],
  );

/** A stated figure per pupil must be one that spending and pupils as displayed can give. */
const contradictions = (item: Item, field: Field, { rows, years }: StageTable): Remark[] =>
  rows.flatMap((row) =>
    years.flatMap((year): Remark[] => {
      const cell = row.cells.get(year) ?? {};
      const computed = perPupilOf(field, cell);
      if (!computed || !cell.perPupil || cell.perPupil.computed) return [];
      if (spansMeet(cell.perPupil.range, computed.range)) return [];
      const name = cellName(field, row.key, year, "perPupil");
      const { spending, pupils, perPupil } = field;
      const working = `${cell.spending?.value}${spending.unit}÷${cell.pupils?.value}${pupils.unit}=${computed.value}${perPupil.unit}`;
      return [
        {
          id: idOf(item, field, row.key, "perPupil", year, "quotient"),
          code: "stages.per-pupil",
          severity: "warning",
          message: `${name}填的是${cell.perPupil.value}${perPupil.unit}，按表中支出和学生数应为${working}；请核对三个数，口径不同的须说明`,
        },
      ];
    }),
  );

/** One year without the other decides nothing. */
const halves = (item: Item, field: Field, { rows, years }: StageTable): Remark[] =>
  rows.flatMap((row) =>
    GUARDED.flatMap((measure): Remark[] => {
      const there = years.filter((year) => row.cells.get(year)?.[measure] !== undefined);
      const absent = years.filter((year) => !there.includes(year));
      if (there.length === 0 || absent.length === 0 || compared(row, years)) return [];
      return [
        {
          id: idOf(item, field, row.key, measure, "missing"),
          code: "stages.incomplete",
          severity: "notice",
          message: `${row.label}缺${absent.join("、")}年的${field[measure].label}，无法判断是否只增不减，请补填`,
        },
      ];
    }),
  );

const compared = (row: StageRow, years: readonly string[]): boolean =>
  GUARDED.every((measure) => stageMovement(row, measure, years.at(-2), years.at(-1)) !== undefined);

/** The stages that a figure elsewhere comprises cannot spend more than it, in the year of either of its two columns. */
function beyond(item: Item, field: Field, table: StageTable, { lookup, content }: CheckScope): Remark[] {
  const whole = field.within && lookup.field(field.within.field);
  const value = whole && numberOf(whole, lookup.value(whole.key));
  if (!field.within || whole?.type !== "number" || !value || value.qualifier !== undefined) return [];
  const { stages } = field.within;
  const columns = [
    [whole.period, value.now],
    [whole.prior, value.prior],
  ] as const;
  return columns.flatMap(([period, total]): Remark[] => {
    const year = /(?:19|20)\d{2}/.exec(expandYear(period ?? "", content.year))?.[0];
    if (year === undefined || total === undefined) return [];
    const parts = table.rows.flatMap((row) => (stages.includes(row.key) ? (row.cells.get(year)?.spending ?? []) : []));
    const limit = displayedAs(total).to;
    const least = convertUnit(addSpans(parts.map(({ range }) => range)).from, field.spending.unit, whole.unit);
    if (parts.length === 0 || least === undefined || compareDecimals(least, limit) <= 0) return [];
    return [
      {
        id: idOf(item, field, "within", year),
        code: "stages.sum",
        severity: "error",
        message: `${stages.join("、")}${year}年支出之和超过“${whole.label}”${total}${whole.unit}，部分大于总数，请核对各学段口径`,
      },
    ];
  });
}
