import type { Actor } from "#core/access/access.ts";
import type { Orphan, UpgradeRecord } from "#core/api/upgrade.ts";
import { err, ok, type Result } from "#core/result.ts";
import type { CarryChange } from "#core/reuse/apply-carry.ts";
import type { Deps } from "#server/deps.ts";
import { readRevisionAnswer } from "#server/services/answers.ts";
import { record } from "#server/services/audit.ts";
import { writeChanges } from "#server/services/carry-answers.ts";
import { type Failure, fail, notFound } from "#server/services/failure.ts";
import { readAnswers, type SubmissionHead } from "#server/services/submission-rows.ts";
import { changeLinks, holdLinks, sameLinks } from "#server/services/upgrade-links.ts";
import { isFrozen } from "#server/services/upgrade-plan.ts";
import { readOrphans, readUpgrade, type StoredUpgrade, told } from "#server/services/upgrade-rows.ts";
import { holdSubmission, moveThread } from "#server/services/upgrade-submission.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Using = Pick<Deps, "templates" | "clock" | "newId">;

const TOUCHED: Failure = {
  code: "upgrade.changed",
  message: "升级以后有人保存、交稿、关联过材料或又升级过，不能整体撤销；没有写入任何内容",
};

/** Takes an upgrade back as a whole, as long as nobody has worked on the submission since. */
export const undoUpgrade = (
  using: Using,
  db: Db,
  actor: Actor,
  submissionId: string,
  upgradeId: string,
): Promise<Result<UpgradeRecord, Failure>> =>
  inTransaction(db, async (tx): Promise<Result<UpgradeRecord, Failure>> => {
    const head = await holdSubmission(using, tx, submissionId);
    if (!head) return notFound();
    const known = await readUpgrade(tx, submissionId, upgradeId);
    if (!known) return fail("upgrade.unknown", "没有这次升级的记录，请刷新页面");
    if (known.undoneAt !== null) return ok(told(known));
    if (await isFrozen(tx, submissionId)) return fail("upgrade.frozen", "自评已经提交，不能撤销升级");
    if (head.template.version !== known.to || !(await untouched(tx, submissionId, known))) return err(TOUCHED);
    const at = using.clock();
    const written = await putBack(using, tx, actor, submissionId, known, at);
    if (!written.ok) return written;
    await tx
      .updateTable("submission_upgrade")
      .set({ undone_at: at.toISOString(), undone_by: actor.accountId })
      .where("id", "=", upgradeId)
      .execute();
    await record(
      tx,
      { organisationId: head.organisationId, accountId: actor.accountId, at },
      { type: "submission.upgrade-undone", submissionId, upgradeId, from: known.to, to: known.from },
    );
    return ok({ ...told(known), undoneAt: at.toISOString() });
  });

async function untouched(tx: Db, submissionId: string, { body, appliedAt }: StoredUpgrade): Promise<boolean> {
  const answers = await readAnswers(tx, submissionId);
  const stood = new Map(Object.entries(body.stood));
  const same = answers.size === stood.size && [...answers].every(([key, { revision }]) => stood.get(key) === revision);
  if (!same || !sameLinks(await holdLinks(tx, submissionId), body.links.after)) return false;
  const signed = await tx
    .selectFrom("sign_off")
    .select("item_key")
    .where("submission_id", "=", submissionId)
    .where("changed_at", ">", appliedAt)
    .executeTakeFirst();
  return signed === undefined;
}

async function putBack(
  using: Using,
  tx: Db,
  actor: Actor,
  submissionId: string,
  { body, from }: StoredUpgrade,
  at: Date,
): Promise<Result<void, Failure>> {
  const changes: CarryChange[] = [];
  for (const { itemKey, from: earlier, to } of body.items) {
    const place = { submissionId, itemKey };
    const [before, after] = [await readRevisionAnswer(tx, place, to), await readRevisionAnswer(tx, place, earlier)];
    changes.push({ itemKey, before, after });
  }
  const writing = { submissionId, accountId: actor.accountId, at: at.toISOString(), key: using.newId() };
  const written = await writeChanges(tx, writing, changes);
  if (!written.ok) return err(TOUCHED);
  await changeLinks(tx, body.links.after, body.links.before);
  for (const itemKey of body.assigned)
    await tx
      .deleteFrom("assignment")
      .where("submission_id", "=", submissionId)
      .where("item_key", "=", itemKey)
      .execute();
  for (const thread of body.threads) await moveThread(tx, thread.id, thread.from);
  await tx.updateTable("submission").set({ template_version: from }).where("id", "=", submissionId).execute();
  return ok(undefined);
}

/** Somebody has dealt with it, or has not after all; what it says stays on record. */
export const settleOrphan = (
  { clock }: Pick<Deps, "clock">,
  db: Db,
  actor: Actor,
  head: SubmissionHead,
  orphanId: string,
  settled: boolean,
): Promise<Result<Orphan, Failure>> =>
  inTransaction(db, async (tx): Promise<Result<Orphan, Failure>> => {
    const [known] = await readOrphans(tx, head.id, orphanId);
    if (!known) return notFound();
    if ((known.settledAt !== null) === settled) return ok(known);
    const at = clock();
    await tx
      .updateTable("submission_orphan")
      .set(
        settled
          ? { settled_at: at.toISOString(), settled_by: actor.accountId }
          : { settled_at: null, settled_by: null },
      )
      .where("id", "=", orphanId)
      .execute();
    await record(
      tx,
      { organisationId: head.organisationId, accountId: actor.accountId, at },
      { type: "submission.orphan-settled", submissionId: head.id, orphanId, label: known.label, settled },
    );
    const [now] = await readOrphans(tx, head.id, orphanId);
    return now ? ok(now) : notFound();
  });
