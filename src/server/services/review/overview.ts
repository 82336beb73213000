import { z } from "zod";
import type { Distribution, Overview, overviewCell, targetCounts } from "#core/api/cycle.ts";
import { itemTarget } from "#core/api/review.ts";
import { thresholdsInYear } from "#core/indicator/indicator.ts";
import { districtName } from "#core/people/district-name.ts";
import { compareDecimals } from "#core/quantity/decimal.ts";
import type { Ledger } from "#core/review/ledger.ts";
import { median } from "#core/review/settle.ts";
import { fieldTable } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";
import type { Deps } from "#server/deps.ts";
import { localDay } from "#server/services/local-time.ts";
import { readLedgers } from "#server/services/review/cycle-figures.ts";
import { type CycleRow, readDistricts, readEntered, templateOf } from "#server/services/review/cycle-rows.ts";
import { noPhases } from "#server/services/review/cycle-views.ts";
import type { Db } from "#server/store/store.ts";

type Using = Pick<Deps, "templates">;
type TargetCounts = z.infer<typeof targetCounts>;

export async function readOverview({ templates }: Using, db: Db, cycle: CycleRow): Promise<Overview> {
  const template = await templateOf(db, templates, cycle);
  const districts = await readDistricts(db, cycle.id);
  const entered = await readEntered(db, cycle);
  const frozen = entered.filter(({ currentRound }) => currentRound !== null).map(({ submissionId }) => submissionId);
  const ledgers = await readLedgers(db, cycle, template, frozen);
  const targets = await countTargets(db, frozen);
  const byDistrict = new Map(entered.map((row) => [row.districtId, row]));
  return {
    sections: template.sections.map(({ key, heading }) => ({ key, heading })),
    districts: districts.map(({ id, name }) => {
      const row = byDistrict.get(id);
      const ledger = row && ledgers.get(row.submissionId);
      return {
        districtId: id,
        district: districtName(name),
        submissionId: row?.submissionId ?? null,
        phase: row?.phase ?? null,
        cells: ledger ? cellsOf(ledger) : [],
        totals: ledger?.totals ?? null,
        grade: ledger?.grade ?? null,
        targets: row && ledger ? (targets.get(row.submissionId) ?? noTargets()) : null,
      };
    }),
    progress: await readDays(
      db,
      districts.length,
      entered.map(({ submissionId }) => submissionId),
    ),
    indicators: await readFigures(db, template, frozen),
  };
}

const noTargets = (): TargetCounts => ({ reached: 0, "on-course": 0, behind: 0, open: 0, none: 0 });

const cellsOf = ({ rows, sections }: Ledger): z.infer<typeof overviewCell>[] =>
  sections.map(({ sectionKey, points, self, verified, open }) => {
    const verdicts = { met: 0, "mostly-met": 0, "needs-material": 0, "not-met": 0, none: 0 };
    const own = rows.filter((row) => row.sectionKey === sectionKey);
    for (const { verdict } of own) verdicts[verdict ?? "none"] += 1;
    const scored = own.filter((row) => row.points !== null && !row.bonus).length;
    return { sectionKey, points, self, verified: scored === 0 || open === scored ? null : verified, verdicts };
  });

async function countTargets(db: Db, submissionIds: readonly string[]): Promise<ReadonlyMap<string, TargetCounts>> {
  if (submissionIds.length === 0) return new Map();
  const rows = await standingTargets(db, submissionIds)
    .select((eb) => ["snapshot_target.submission_id", "snapshot_target.state", eb.fn.countAll().as("count")])
    .groupBy(["snapshot_target.submission_id", "snapshot_target.state"])
    .execute();
  const counts = new Map<string, TargetCounts>();
  for (const { submission_id, state, count } of rows) {
    const own = counts.get(submission_id) ?? noTargets();
    counts.set(submission_id, { ...own, [state]: Number(count) });
  }
  return counts;
}

const standingTargets = (db: Db, submissionIds: readonly string[]) =>
  db
    .selectFrom("snapshot_target")
    .innerJoin("submission_flow", (join) =>
      join
        .onRef("submission_flow.submission_id", "=", "snapshot_target.submission_id")
        .onRef("submission_flow.current_round", "=", "snapshot_target.round"),
    )
    .where("snapshot_target.submission_id", "in", submissionIds);

/** How many districts stood in which phase at the end of each day on which one of them moved. */
async function readDays(db: Db, all: number, submissionIds: readonly string[]): Promise<Overview["progress"]> {
  if (submissionIds.length === 0) return [];
  const steps = await db
    .selectFrom("flow_step")
    .select(["submission_id", "to_phase", "at"])
    .where("submission_id", "in", submissionIds)
    .orderBy("at")
    .orderBy("version")
    .execute();
  const phases = new Map<string, (typeof steps)[number]["to_phase"]>();
  const days = new Map<string, Overview["progress"][number]>();
  for (const { submission_id, to_phase, at } of steps) {
    phases.set(submission_id, to_phase);
    const day = localDay(new Date(at));
    // who has not moved yet drafts, or has not begun
    const counts = { ...noPhases(), none: all - submissionIds.length, drafting: submissionIds.length - phases.size };
    for (const phase of phases.values()) counts[phase] += 1;
    days.set(day, { day, phases: counts });
  }
  return [...days.values()];
}

const standingFigures = (db: Db, submissionIds: readonly string[]) =>
  db
    .selectFrom("snapshot_figure")
    .innerJoin("submission_flow", (join) =>
      join
        .onRef("submission_flow.submission_id", "=", "snapshot_figure.submission_id")
        .onRef("submission_flow.current_round", "=", "snapshot_figure.round"),
    )
    .where("snapshot_figure.submission_id", "in", submissionIds);

async function readFigures(
  db: Db,
  template: Template,
  submissionIds: readonly string[],
): Promise<Overview["indicators"]> {
  if (submissionIds.length === 0) return [];
  const rows = await standingFigures(db, submissionIds)
    .select((eb) => ["snapshot_figure.field_key", eb.fn.countAll().as("districts")])
    .groupBy("snapshot_figure.field_key")
    .execute();
  const counts = new Map(rows.map((row) => [row.field_key, Number(row.districts)]));
  return [...fieldTable(template).values()].flatMap(({ field }) => {
    const districts = counts.get(field.key);
    return field.type !== "number" || districts === undefined
      ? []
      : [{ fieldKey: field.key, label: field.label, unit: field.unit, districts }];
  });
}

/** Undefined where the checklist has no such figure. */
export async function readDistribution(
  { templates }: Using,
  db: Db,
  cycle: CycleRow,
  fieldKey: string,
): Promise<Distribution | undefined> {
  const template = await templateOf(db, templates, cycle);
  const field = fieldTable(template).get(fieldKey)?.field;
  if (field?.type !== "number") return undefined;
  const entered = (await readEntered(db, cycle)).filter(({ currentRound }) => currentRound !== null);
  const ids = entered.map(({ submissionId }) => submissionId);
  const rows =
    ids.length === 0
      ? []
      : await standingFigures(db, ids)
          .select(["snapshot_figure.submission_id", "snapshot_figure.value"])
          .where("snapshot_figure.field_key", "=", fieldKey)
          .execute();
  const names = new Map(entered.map((row) => [row.submissionId, row]));
  const values = rows
    .flatMap(({ submission_id, value }) => {
      const row = names.get(submission_id);
      return row ? [{ districtId: row.districtId, district: districtName(row.district), value }] : [];
    })
    .sort((a, b) => compareDecimals(a.value, b.value));
  const indicator = field.indicator === undefined ? undefined : templates.indicators.get(field.indicator);
  const sameUnit = indicator?.unit === field.unit;
  return {
    fieldKey,
    label: field.label,
    unit: field.unit,
    thresholds:
      indicator && sameUnit
        ? thresholdsInYear(indicator, cycle.year).map(({ operator, value, source }) => ({ operator, value, source }))
        : [],
    values,
    median: values.length === 0 ? null : median(values.map(({ value }) => value)),
  };
}

const storedTarget = z.string().transform((body) => itemTarget.parse(JSON.parse(body)));

/** Every plan target of every district, by name of the district. */
export async function readTargetRows(db: Db, cycle: CycleRow) {
  const entered = (await readEntered(db, cycle)).filter(({ currentRound }) => currentRound !== null);
  if (entered.length === 0) return [];
  const rows = await standingTargets(
    db,
    entered.map(({ submissionId }) => submissionId),
  )
    .select(["snapshot_target.submission_id", "snapshot_target.item_key", "snapshot_target.body"])
    .orderBy("snapshot_target.position")
    .execute();
  return entered.flatMap(({ submissionId, districtId, district }) =>
    rows
      .filter((row) => row.submission_id === submissionId)
      .map(({ item_key, body }) => ({
        districtId,
        district: districtName(district),
        itemKey: item_key,
        ...storedTarget.parse(body),
      })),
  );
}
