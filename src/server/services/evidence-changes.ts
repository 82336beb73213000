import type { Actor } from "#core/access/access.ts";
import type { EvidenceChange } from "#core/api/evidence.ts";
import { type Evidence, isImage } from "#core/evidence/evidence.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import { readEvidence } from "#server/services/evidence-records.ts";
import { itemsOf, lockRecord } from "#server/services/evidence-rows.ts";
import { descriptionColumns } from "#server/services/evidence-store.ts";
import { type Failure, fail, invalid, notFound } from "#server/services/failure.ts";
import { holdOpen } from "#server/services/review/flow-state.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import { inTransaction } from "#server/store/store.ts";

type Changing = Pick<Deps, "store" | "clock">;
type Given<T> = { [K in keyof T]?: T[K] | undefined };

/** What is left out of the change stays as it is. */
export const changeEvidence = (
  { store, clock }: Changing,
  actor: Actor,
  head: SubmissionHead,
  { evidenceId, ...change }: Given<EvidenceChange> & { evidenceId: string },
): Promise<Result<Evidence, Failure>> =>
  inTransaction(store.db, async (tx): Promise<Result<Evidence, Failure>> => {
    await lockRecord(tx, evidenceId);
    const [known] = await readEvidence(tx, head.id, evidenceId);
    if (!known) return notFound();
    const held = await holdOpen(tx, head.id, itemsOf(known));
    if (!held.ok) return held;
    const from = traits(known);
    const to = traits({ ...known, ...present(change) });
    if (JSON.stringify(from) === JSON.stringify(to)) return ok(known);
    if (to.inReport && !isImage(known.mediaType))
      return invalid("inReport", "evidence.no-image", "只有图片可以随报告附图");
    if (to.inReport && to.confidential && !(from.inReport && from.confidential))
      return invalid(
        change.inReport === true ? "inReport" : "confidential",
        "evidence.confidential-printed",
        "涉密材料不能随报告附图，请先取消其中一项",
      );
    if (to.effectiveFrom !== null && to.effectiveUntil !== null && to.effectiveFrom > to.effectiveUntil)
      return invalid("effectiveUntil", "evidence.period", "有效期的截止日早于起始日，请核对");
    await tx
      .updateTable("evidence")
      .set({ title: to.title, in_report: to.inReport ? 1 : 0, ...descriptionColumns(to) })
      .where("id", "=", known.id)
      .execute();
    await record(
      tx,
      { organisationId: head.organisationId, accountId: actor.accountId, at: clock() },
      { type: "evidence.changed", submissionId: head.id, evidenceId: known.id, from, to },
    );
    return ok({ ...known, ...to });
  });

/** What the log says of a record. */
export const traits = (of: Evidence) => ({
  title: of.title,
  inReport: of.inReport,
  issuer: of.issuer,
  docNumber: of.docNumber,
  date: of.date,
  effectiveFrom: of.effectiveFrom,
  effectiveUntil: of.effectiveUntil,
  confidential: of.confidential,
});

const present = (change: Given<EvidenceChange>): EvidenceChange =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));

/** Out of the library, where it stands under no item. Row, revisions and bytes stay: history is never rewritten. */
export const deleteEvidence = (
  { store, clock }: Changing,
  actor: Actor,
  head: SubmissionHead,
  evidenceId: string,
): Promise<Result<void, Failure>> =>
  inTransaction(store.db, async (tx): Promise<Result<void, Failure>> => {
    await lockRecord(tx, evidenceId);
    const [known] = await readEvidence(tx, head.id, evidenceId);
    if (!known) return notFound();
    const held = await holdOpen(tx, head.id, itemsOf(known));
    if (!held.ok) return held;
    if (known.links.length > 0)
      return fail("evidence.in-use", `《${known.title}》还列在${known.links.length}个条目下，请先逐条移出再删除`);
    await tx.updateTable("evidence").set({ deleted_at: clock().toISOString() }).where("id", "=", known.id).execute();
    await record(
      tx,
      { organisationId: head.organisationId, accountId: actor.accountId, at: clock() },
      {
        type: "evidence.deleted",
        submissionId: head.id,
        evidenceId: known.id,
        title: known.title,
        sha256: known.sha256,
      },
    );
    return ok(undefined);
  });
