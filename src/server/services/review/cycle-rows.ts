import type { Selectable } from "kysely";
import { type Scoring, scoring } from "#core/review/scoring.ts";
import type { Template } from "#core/template/schema.ts";
import { knownTemplate } from "#server/services/known-template.ts";
import { parseSections } from "#server/services/review/duty-sections.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import type { CycleTable } from "#server/store/review-schema.ts";
import type { Db } from "#server/store/store.ts";
import type { Registry } from "#server/templates/registry.ts";

export interface CycleRow {
  id: string;
  cityId: string;
  year: number;
  templateId: string;
  templateVersion: string;
  submitBy: string;
  reviewBy: string;
  scoring: Scoring;
  openedAt: string;
  version: number;
}

const toCycle = (row: Selectable<CycleTable>): CycleRow => ({
  id: row.id,
  cityId: row.organisation_id,
  year: row.year,
  templateId: row.template_id,
  templateVersion: row.template_version,
  submitBy: row.submit_by,
  reviewBy: row.review_by,
  scoring: scoring.parse(JSON.parse(row.scoring)),
  openedAt: row.opened_at,
  version: row.version,
});

export async function readCycle(db: Db, cycleId: string): Promise<CycleRow | undefined> {
  const row = await db.selectFrom("cycle").selectAll().where("id", "=", cycleId).executeTakeFirst();
  return row && toCycle(row);
}

/** Newest year first. */
export async function readCycles(db: Db, cityId: string): Promise<CycleRow[]> {
  const rows = await db
    .selectFrom("cycle")
    .selectAll()
    .where("organisation_id", "=", cityId)
    .orderBy("year", "desc")
    .execute();
  return rows.map(toCycle);
}

/** The cycle that a district's submission belongs to: of its year, with the same checklist. */
export async function cycleOf(
  db: Db,
  { organisationId, year, template }: Pick<SubmissionHead, "organisationId" | "year" | "template">,
): Promise<(CycleRow & { city: string }) | undefined> {
  const row = await db
    .selectFrom("cycle_district")
    .innerJoin("cycle", "cycle.id", "cycle_district.cycle_id")
    .innerJoin("organisation", "organisation.id", "cycle.organisation_id")
    .selectAll("cycle")
    .select("organisation.name as city")
    .where("cycle_district.organisation_id", "=", organisationId)
    .where("cycle_district.year", "=", year)
    .where("cycle.template_id", "=", template.id)
    .where("cycle.template_version", "=", template.version)
    .executeTakeFirst();
  return row && { ...toCycle(row), city: row.city };
}

/** Whose each district is, by its id: a district that is in no city's cycle is left out. */
export async function readCities(db: Db): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom("cycle_district")
    .innerJoin("cycle", "cycle.id", "cycle_district.cycle_id")
    .select(["cycle_district.organisation_id as districtId", "cycle.organisation_id as cityId"])
    .distinct()
    .execute();
  return new Map(rows.map(({ districtId, cityId }) => [districtId, cityId]));
}

/** A checklist that a cycle was opened with can always be read. */
export async function templateOf(db: Db, registry: Registry, cycle: CycleRow): Promise<Template> {
  const template = await knownTemplate(db, registry, cycle.templateId, cycle.templateVersion);
  if (!template) throw new Error(`checklist ${cycle.templateId} ${cycle.templateVersion} is not installed`);
  return template;
}

export interface DistrictRow {
  id: string;
  name: string;
}

export const readDistricts = (db: Db, cycleId: string): Promise<DistrictRow[]> =>
  db
    .selectFrom("cycle_district")
    .innerJoin("organisation", "organisation.id", "cycle_district.organisation_id")
    .select(["organisation.id", "organisation.name"])
    .where("cycle_district.cycle_id", "=", cycleId)
    .orderBy("organisation.name")
    .orderBy("organisation.id")
    .execute();

export interface DutyRow {
  accountId: string;
  inspector: string;
  districtId: string;
  sections: string[] | null;
  /** whose it was before that person left */
  takenOverFrom: string | null;
  takenOverId: string | null;
}

export async function readDuties(db: Db, cycleId: string): Promise<DutyRow[]> {
  const rows = await db
    .selectFrom("duty")
    .innerJoin("auth_user", "auth_user.id", "duty.account_id")
    .leftJoin("auth_user as earlier", "earlier.id", "duty.taken_over_from")
    .select([
      "duty.account_id",
      "duty.organisation_id",
      "duty.sections",
      "duty.taken_over_from",
      "auth_user.name",
      "earlier.name as earlier",
    ])
    .where("duty.cycle_id", "=", cycleId)
    .orderBy("duty.organisation_id")
    .orderBy("duty.account_id")
    .execute();
  return rows.map((row) => ({
    accountId: row.account_id,
    inspector: row.name,
    districtId: row.organisation_id,
    sections: parseSections(row.sections),
    takenOverFrom: row.earlier,
    takenOverId: row.taken_over_from,
  }));
}

export interface EnteredRow {
  districtId: string;
  district: string;
  submissionId: string;
  phase: "drafting" | "submitted" | "reviewing" | "returned" | "concluded";
  round: number;
  currentRound: number | null;
  version: number;
}

/** The districts' submissions that belong to a cycle, by name of the district. */
export const readEntered = async (db: Db, cycle: CycleRow): Promise<EnteredRow[]> => {
  const rows = await db
    .selectFrom("cycle_district")
    .innerJoin("organisation", "organisation.id", "cycle_district.organisation_id")
    .innerJoin("submission", "submission.organisation_id", "cycle_district.organisation_id")
    .innerJoin("submission_flow", "submission_flow.submission_id", "submission.id")
    .select([
      "organisation.id as districtId",
      "organisation.name as district",
      "submission.id as submissionId",
      "submission_flow.phase",
      "submission_flow.round",
      "submission_flow.current_round as currentRound",
      "submission_flow.version",
    ])
    .where("cycle_district.cycle_id", "=", cycle.id)
    .where("submission.year", "=", cycle.year)
    .where("submission.template_id", "=", cycle.templateId)
    .where("submission.template_version", "=", cycle.templateVersion)
    .orderBy("organisation.name")
    .orderBy("organisation.id")
    .execute();
  return rows;
};
