import type { Actor } from "#core/access/access.ts";
import type { Evidence } from "#core/evidence/evidence.ts";
import { ok, type Result } from "#core/result.ts";
import { isOutdated } from "#core/reuse/plan-evidence.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import { readEvidence } from "#server/services/evidence-records.ts";
import { itemsOf, lockRecord, readRecord } from "#server/services/evidence-rows.ts";
import { type Failure, fail, notFound } from "#server/services/failure.ts";
import { holdOpen } from "#server/services/review/flow-state.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

/** From here on the record counts: it fills its slot, has a number and stands in the catalogue. */
export const confirmEvidence = (
  { clock }: Pick<Deps, "clock">,
  db: Db,
  actor: Actor,
  head: SubmissionHead,
  evidenceId: string,
): Promise<Result<Evidence, Failure>> =>
  inTransaction(db, async (tx): Promise<Result<Evidence, Failure>> => {
    await lockRecord(tx, evidenceId);
    const [known] = await readEvidence(tx, head.id, evidenceId);
    if (!known) return notFound();
    if (known.carried === undefined) return ok(known);
    const held = await holdOpen(tx, head.id, itemsOf(known));
    if (!held.ok) return held;
    if (isOutdated(known, head.year))
      return fail(
        "evidence.outdated",
        `《${known.title}》有效期至${known.effectiveUntil}，在${head.year}年度已经失效，请换成现行文件`,
      );
    await tx.updateTable("evidence").set({ carried: null }).where("id", "=", known.id).execute();
    await record(
      tx,
      { organisationId: head.organisationId, accountId: actor.accountId, at: clock() },
      {
        type: "evidence.confirmed",
        submissionId: head.id,
        evidenceId: known.id,
        title: known.title,
        fromYear: known.carried,
      },
    );
    return ok(await readRecord(tx, head.id, known.id));
  });
