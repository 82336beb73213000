import type { Actor } from "#core/access/access.ts";
import { type Evidence, isImage } from "#core/evidence/evidence.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import { checkPlace, putLink, readRecord } from "#server/services/evidence-rows.ts";
import { type Failure, invalid, notFound } from "#server/services/failure.ts";
import { readEvidence, type SubmissionHead } from "#server/services/submission-rows.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Changing = Pick<Deps, "store" | "clock">;

export async function linkEvidence(
  { clock }: Pick<Deps, "clock">,
  db: Db,
  actor: Actor,
  head: SubmissionHead,
  link: { evidenceId: string; itemKey: string; slot: string | null },
): Promise<Result<Evidence, Failure>> {
  const place = checkPlace(head, link.itemKey, link.slot ?? undefined);
  if (!place.ok) return place;
  return inTransaction(db, async (tx): Promise<Result<Evidence, Failure>> => {
    const [known] = await readEvidence(tx, head.id, link.evidenceId);
    if (!known) return notFound();
    const before = known.links.find((each) => each.itemKey === link.itemKey);
    if (before && (before.slot ?? null) === link.slot) return ok(known);
    await putLink(tx, head.id, known.id, link.itemKey, link.slot);
    await record(
      tx,
      { organisationId: head.organisationId, accountId: actor.accountId, at: clock() },
      { type: "evidence.linked", submissionId: head.id, evidenceId: known.id, itemKey: link.itemKey },
    );
    return ok(await readRecord(tx, head.id, known.id));
  });
}

export const detachEvidence = (
  { store, clock }: Changing,
  actor: Actor,
  head: SubmissionHead,
  link: { evidenceId: string; itemKey: string },
): Promise<Result<Evidence, Failure>> =>
  inTransaction(store.db, async (tx): Promise<Result<Evidence, Failure>> => {
    const [known] = await readEvidence(tx, head.id, link.evidenceId);
    if (!known?.links.some((each) => each.itemKey === link.itemKey)) return notFound();
    await tx
      .deleteFrom("evidence_link")
      .where("evidence_id", "=", known.id)
      .where("item_key", "=", link.itemKey)
      .execute();
    await record(
      tx,
      { organisationId: head.organisationId, accountId: actor.accountId, at: clock() },
      { type: "evidence.detached", submissionId: head.id, evidenceId: known.id, itemKey: link.itemKey },
    );
    return ok(await readRecord(tx, head.id, known.id));
  });

/** What is left out of the change stays as it is. */
export const changeEvidence = (
  { store, clock }: Changing,
  actor: Actor,
  head: SubmissionHead,
  { evidenceId, title, inReport }: { evidenceId: string; title?: string | undefined; inReport?: boolean | undefined },
): Promise<Result<Evidence, Failure>> =>
  inTransaction(store.db, async (tx): Promise<Result<Evidence, Failure>> => {
    const [known] = await readEvidence(tx, head.id, evidenceId);
    if (!known) return notFound();
    if (inReport === true && !isImage(known.mediaType))
      return invalid("inReport", "evidence.no-image", "只有图片可以随报告附图");
    const from = { title: known.title, inReport: known.inReport };
    const to = { title: title ?? from.title, inReport: inReport ?? from.inReport };
    if (from.title === to.title && from.inReport === to.inReport) return ok(known);
    await tx
      .updateTable("evidence")
      .set({ title: to.title, in_report: to.inReport ? 1 : 0 })
      .where("id", "=", known.id)
      .execute();
    await record(
      tx,
      { organisationId: head.organisationId, accountId: actor.accountId, at: clock() },
      { type: "evidence.changed", submissionId: head.id, evidenceId: known.id, from, to },
    );
    return ok({ ...known, ...to });
  });
