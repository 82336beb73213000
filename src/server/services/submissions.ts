import type { z } from "zod";
import type { Actor } from "#core/access/access.ts";
import type { createSubmission as createContract, SubmissionDetail } from "#core/api/submission.ts";
import { expandYear } from "#core/field/definition.ts";
import { districtName } from "#core/people/district-name.ts";
import { ok, type Result } from "#core/result.ts";
import { outline } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import { readEvidence } from "#server/services/evidence-records.ts";
import { type Failure, fail, notFound } from "#server/services/failure.ts";
import { readItemStates } from "#server/services/item-states.ts";
import { knownTemplate } from "#server/services/known-template.ts";
import { readLastYear } from "#server/services/last-year.ts";
import { readHead, type SubmissionHead } from "#server/services/submission-rows.ts";
import { insertUnit, listUnits } from "#server/services/units.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Using = Pick<Deps, "templates" | "clock" | "newId">;
export type NewSubmission = z.infer<NonNullable<Exclude<typeof createContract.body, "bytes">>>;

export const submissionTitle = (head: Pick<SubmissionHead, "template" | "district" | "year">): string =>
  expandYear(head.template.reportTitle, head.year).replaceAll("{district}", districtName(head.district));

/** Starts a district's year: the checklist's units are added where missing, and each item goes to its lead unit. */
export const createSubmission = (
  using: Using,
  db: Db,
  actor: Actor,
  wanted: NewSubmission,
): Promise<Result<string, Failure>> =>
  inTransaction(db, async (tx) => {
    const template = await knownTemplate(tx, using.templates, wanted.templateId, wanted.templateVersion);
    if (!template) return fail("template.unknown", "所选清单不存在，请重新选择");
    const id = using.newId();
    const inserted = await tx
      .insertInto("submission")
      .values({
        id,
        organisation_id: actor.organisation.id,
        template_id: template.id,
        template_version: template.version,
        year: wanted.year,
        deadline: wanted.deadline,
        created_at: using.clock().toISOString(),
      })
      .onConflict((conflict) => conflict.columns(["organisation_id", "year"]).doNothing())
      .executeTakeFirstOrThrow();
    if (inserted.numInsertedOrUpdatedRows === 0n)
      return fail("submission.exists", `${wanted.year}年的自评已经建立，请直接打开`);
    await tx
      .insertInto("submission_flow")
      .values({ submission_id: id, phase: "drafting", round: 0, current_round: null, version: 0 })
      .execute();
    await assignLeads(using, tx, actor, id, template);
    await record(
      tx,
      { organisationId: actor.organisation.id, accountId: actor.accountId, at: using.clock() },
      {
        type: "submission.created",
        submissionId: id,
        template: `${template.id} ${template.version}`,
        year: wanted.year,
      },
    );
    return ok(id);
  });

/** The unit that leads each item, by its key; units that the organisation does not have yet are added. */
export async function leadUnits(
  using: Pick<Using, "clock" | "newId">,
  tx: Db,
  actor: Actor,
  template: Template,
): Promise<Map<string, string>> {
  const byName = new Map((await listUnits(tx, actor.organisation.id)).map((unit) => [unit.name, unit.id]));
  for (const { name } of template.units) {
    if (byName.has(name)) continue;
    const unit = await insertUnit(using, tx, actor, name);
    if (unit) byName.set(name, unit.id);
  }
  const nameOf = new Map(template.units.map((unit) => [unit.key, unit.name]));
  return new Map(
    outline(template).flatMap(({ item }) => {
      const unitId = byName.get(nameOf.get(item.lead ?? "") ?? "");
      return unitId === undefined ? [] : [[item.key, unitId]];
    }),
  );
}

async function assignLeads(
  using: Using,
  tx: Db,
  actor: Actor,
  submissionId: string,
  template: Template,
): Promise<void> {
  const leads = await leadUnits(using, tx, actor, template);
  const assignments = [...leads].map(([itemKey, unitId]) => ({
    submission_id: submissionId,
    item_key: itemKey,
    unit_id: unitId,
    due: null,
  }));
  if (assignments.length > 0) await tx.insertInto("assignment").values(assignments).execute();
}

export async function readSubmission(
  { store, templates }: Pick<Deps, "store" | "templates">,
  actor: Actor,
  submissionId: string,
): Promise<Result<SubmissionDetail, Failure>> {
  const head = await readHead(store.db, templates, submissionId);
  if (!head) return notFound();
  const { id, district, year, deadline, template } = head;
  return ok({
    id,
    title: submissionTitle(head),
    district: districtName(district),
    year,
    template: { id: template.id, version: template.version },
    deadline,
    items: await readItemStates(store.db, actor, head),
    evidence: await readEvidence(store.db, submissionId),
    lastYear: (await readLastYear(templates, store.db, head)) ?? null,
  });
}
