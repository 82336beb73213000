import type { Actor } from "#core/access/access.ts";
import type { CycleDetail, CycleSummary, DistrictProgress, PhaseCounts } from "#core/api/cycle.ts";
import { districtName } from "#core/people/district-name.ts";
import { totalProgress } from "#core/submission/progress.ts";
import type { Template } from "#core/template/schema.ts";
import type { Deps } from "#server/deps.ts";
import { localDay } from "#server/services/local-time.ts";
import { readLedgers } from "#server/services/review/cycle-figures.ts";
import {
  type CycleRow,
  type EnteredRow,
  readCycles,
  readDistricts,
  readDuties,
  readEntered,
  templateOf,
} from "#server/services/review/cycle-rows.ts";
import { isScoringOpen } from "#server/services/review/cycles.ts";
import { progressOf } from "#server/services/submission-progress.ts";
import type { Db, Store } from "#server/store/store.ts";

type Using = Pick<Deps, "clock" | "templates">;

export const noPhases = (): PhaseCounts => ({
  none: 0,
  drafting: 0,
  submitted: 0,
  reviewing: 0,
  returned: 0,
  concluded: 0,
});

export async function listCycles(using: Using, db: Db, actor: Actor): Promise<CycleSummary[]> {
  const summaries: CycleSummary[] = [];
  for (const cycle of await readCycles(db, actor.organisation.id)) {
    const districts = await readDistricts(db, cycle.id);
    const entered = await readEntered(db, cycle);
    const phases = { ...noPhases(), none: districts.length - entered.length };
    for (const { phase } of entered) phases[phase] += 1;
    const base = summaryOf(cycle, await templateOf(db, using.templates, cycle));
    summaries.push({ ...base, districts: districts.length, phases });
  }
  return summaries;
}

const summaryOf = (cycle: CycleRow, template: Template) => ({
  id: cycle.id,
  year: cycle.year,
  template: { id: template.id, version: template.version, title: template.title },
  submitBy: cycle.submitBy,
  reviewBy: cycle.reviewBy,
  openedAt: cycle.openedAt,
});

export async function readCycleDetail({ templates }: Using, db: Db, cycle: CycleRow): Promise<CycleDetail> {
  const city = await db
    .selectFrom("organisation")
    .select("name")
    .where("id", "=", cycle.cityId)
    .executeTakeFirstOrThrow();
  return {
    ...summaryOf(cycle, await templateOf(db, templates, cycle)),
    city: city.name,
    version: cycle.version,
    districts: (await readDistricts(db, cycle.id)).map(({ id, name }) => ({ id, name: districtName(name) })),
    duties: (await readDuties(db, cycle.id)).map(({ takenOverId: _, ...each }) => each),
    scoring: cycle.scoring,
    scoringOpen: await isScoringOpen(db, cycle.id),
  };
}

/** All districts on one screen; of drafts only how far they are. */
export async function readCycleProgress(
  using: Using & Pick<Deps, "store">,
  cycle: CycleRow,
): Promise<DistrictProgress[]> {
  const { db } = using.store;
  const template = await templateOf(db, using.templates, cycle);
  const entered = new Map((await readEntered(db, cycle)).map((row) => [row.districtId, row]));
  const frozen = [...entered.values()].filter(({ currentRound }) => currentRound !== null);
  const ledgers = await readLedgers(
    db,
    cycle,
    template,
    frozen.map(({ submissionId }) => submissionId),
  );
  const facts = await readFacts(db, cycle);
  const drafts = await draftProgress(using.store, template, [...entered.values()]);
  const today = localDay(using.clock());
  const progress: DistrictProgress[] = [];
  for (const { id, name } of await readDistricts(db, cycle.id)) {
    const row = entered.get(id);
    const ledger = row && ledgers.get(row.submissionId);
    const open = row ? (facts.returns.get(row.submissionId) ?? []) : [];
    const returnDue = open.map(({ due }) => due).sort()[0] ?? null;
    progress.push({
      districtId: id,
      district: districtName(name),
      submissionId: row?.submissionId ?? null,
      phase: row?.phase ?? null,
      round: row?.round ?? 0,
      progress: (row && drafts.get(row.submissionId)) ?? null,
      submittedAt: row ? (facts.submitted.get(row.submissionId) ?? null) : null,
      concludedAt: row?.phase === "concluded" ? (facts.concluded.get(row.submissionId) ?? null) : null,
      overdue: isLate(cycle, row, returnDue, today),
      returned: open.length,
      returnDue,
      reviewed: ledger?.rows.filter(({ verdict }) => verdict !== null).length ?? 0,
      toReview: ledger?.rows.length ?? 0,
      inspectors: facts.inspectors.get(id) ?? [],
      totals: ledger?.totals ?? null,
      grade: ledger?.grade ?? null,
    });
  }
  return progress;
}

const isLate = (cycle: CycleRow, row: EnteredRow | undefined, returnDue: string | null, today: string): boolean =>
  row === undefined || row.phase === "drafting"
    ? cycle.submitBy < today
    : row.phase === "returned" && returnDue !== null && returnDue < today;

const isDraft = ({ phase }: EnteredRow): boolean => phase === "drafting" || phase === "returned";

/** Of those that are still written, by submission. */
async function draftProgress(store: Store, template: Template, entered: readonly EnteredRow[]) {
  const heads = entered.filter(isDraft).map(({ submissionId }) => ({ id: submissionId, template }));
  const known = await progressOf(store, heads);
  return new Map([...known].map(([id, { items }]) => [id, totalProgress([...items.values()])]));
}

async function readFacts(db: Db, cycle: CycleRow) {
  const ids = (await readEntered(db, cycle)).map(({ submissionId }) => submissionId);
  const steps =
    ids.length === 0
      ? []
      : await db
          .selectFrom("flow_step")
          .select(["submission_id", "event", "at"])
          .where("submission_id", "in", ids)
          .where("event", "in", ["submit", "conclude"])
          .orderBy("version")
          .execute();
  const open =
    ids.length === 0
      ? []
      : await db
          .selectFrom("item_return")
          .select(["submission_id", "due"])
          .where("submission_id", "in", ids)
          .where("answered_round", "is", null)
          .execute();
  const returns = new Map<string, { due: string }[]>();
  for (const { submission_id, due } of open)
    returns.set(submission_id, [...(returns.get(submission_id) ?? []), { due }]);
  const inspectors = new Map<string, string[]>();
  for (const { districtId, inspector } of await readDuties(db, cycle.id))
    inspectors.set(districtId, [...(inspectors.get(districtId) ?? []), inspector]);
  const lastOf = (event: "submit" | "conclude") =>
    new Map(steps.filter((step) => step.event === event).map((step) => [step.submission_id, step.at]));
  return { submitted: lastOf("submit"), concluded: lastOf("conclude"), returns, inspectors };
}
