import type { Actor, Duty, Subject } from "#core/access/access.ts";
import type { Phase } from "#core/review/flow.ts";
import { findItem } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";
import { parseSections } from "#server/services/review/duty-sections.ts";
import type { Db } from "#server/store/store.ts";

/** Where a submission stands, in whose cycle it is, and what of it the actor was assigned. */
export interface Position {
  submissionId: string;
  organisationId: string;
  templateId: string;
  templateVersion: string;
  phase: Phase;
  cycleId: string | undefined;
  cityId: string | undefined;
  /** undefined = no duty; null = all sections */
  sections: readonly string[] | null | undefined;
}

/**
 * One question to the database, whether the submission exists or not. What is neither the actor's own nor of the
 * actor's city is undefined, as if it were not there: nothing more is asked about it.
 */
export async function readPosition(db: Db, actor: Actor, submissionId: string): Promise<Position | undefined> {
  const row = await db
    .selectFrom("submission")
    .innerJoin("submission_flow", "submission_flow.submission_id", "submission.id")
    .leftJoin("cycle_district", (join) =>
      join
        .onRef("cycle_district.organisation_id", "=", "submission.organisation_id")
        .onRef("cycle_district.year", "=", "submission.year"),
    )
    .leftJoin("cycle", (join) =>
      join
        .onRef("cycle.id", "=", "cycle_district.cycle_id")
        .onRef("cycle.template_id", "=", "submission.template_id")
        .onRef("cycle.template_version", "=", "submission.template_version"),
    )
    .leftJoin("duty", (join) =>
      join
        .onRef("duty.cycle_id", "=", "cycle.id")
        .onRef("duty.organisation_id", "=", "submission.organisation_id")
        .on("duty.account_id", "=", actor.accountId),
    )
    .select([
      "submission.organisation_id",
      "submission.template_id",
      "submission.template_version",
      "submission_flow.phase",
      "cycle.id as cycle_id",
      "cycle.organisation_id as city_id",
      "duty.account_id",
      "duty.sections",
    ])
    .where("submission.id", "=", submissionId)
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.organisation_id !== actor.organisation.id && row.city_id !== actor.organisation.id) return undefined;
  return {
    submissionId,
    organisationId: row.organisation_id,
    templateId: row.template_id,
    templateVersion: row.template_version,
    phase: row.phase,
    cycleId: row.cycle_id ?? undefined,
    cityId: row.city_id ?? undefined,
    sections: row.account_id === null ? undefined : parseSections(row.sections),
  };
}

/** The submission as a whole: whoever was assigned some of it has a duty there. */
export const wholeSubject = ({ organisationId, phase, cityId, sections }: Position): Subject => ({
  organisationId,
  phase,
  cityId,
  duty: sections === undefined ? "none" : sections === null ? "district" : "item",
});

/** One item: a duty for its section, or for the whole district. */
export const itemDuty = (sections: readonly string[] | null | undefined, template: Template, itemKey: string): Duty => {
  if (sections === undefined) return "none";
  if (sections === null) return "district";
  const place = findItem(template, itemKey)?.place;
  return place?.kind === "section" && sections.includes(place.section.key) ? "item" : "none";
};
