import type { Actor } from "#core/access/access.ts";
import { emptyAnswer } from "#core/answer/answer.ts";
import { sameAnswer } from "#core/answer/merge.ts";
import type { UpgradeRecord } from "#core/api/upgrade.ts";
import { err, ok, type Result } from "#core/result.ts";
import type { CarryChange } from "#core/reuse/apply-carry.ts";
import { placedTitle } from "#core/template/outline.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import { writeChanges } from "#server/services/carry-answers.ts";
import { type Failure, notFound } from "#server/services/failure.ts";
import { readAnswers, readAssignments, readHead, type SubmissionHead } from "#server/services/submission-rows.ts";
import { leadUnits } from "#server/services/submissions.ts";
import { changeLinks, holdLinks, sameLinks } from "#server/services/upgrade-links.ts";
import { type PlannedUpgrade, planSubmissionUpgrade } from "#server/services/upgrade-plan.ts";
import {
  insertOrphans,
  type OrphanBody,
  readUpgrade,
  told,
  type UpgradeBody,
  upgradeOfKey,
} from "#server/services/upgrade-rows.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Using = Pick<Deps, "templates" | "clock" | "newId">;

export interface UpgradeRequest {
  version: string;
  basis: string;
  key: string;
}

export const CHANGED: Failure = {
  code: "upgrade.changed",
  message: "预览以后有人保存过内容，本次没有写入任何内容；请重新查看预览后再确认",
};

/** The submission as it stands; whoever else wants to save or upgrade waits until this transaction ends. */
export async function holdSubmission(using: Using, tx: Db, submissionId: string): Promise<SubmissionHead | undefined> {
  await tx
    .updateTable("submission")
    .set(({ ref }) => ({ template_version: ref("template_version") }))
    .where("id", "=", submissionId)
    .execute();
  return readHead(tx, using.templates, submissionId);
}

/** Carries the plan out that was shown, all of it in one transaction; a repeated request gets its first outcome. */
export const upgradeSubmission = (
  using: Using,
  db: Db,
  actor: Actor,
  submissionId: string,
  request: UpgradeRequest,
): Promise<Result<UpgradeRecord, Failure>> =>
  inTransaction(db, async (tx): Promise<Result<UpgradeRecord, Failure>> => {
    const head = await holdSubmission(using, tx, submissionId);
    if (!head) return notFound();
    const repeated = await upgradeOfKey(tx, submissionId, request.key);
    if (repeated) return ok(repeated);
    const planned = await planSubmissionUpgrade(using, tx, head, request.version);
    if (!planned.ok) return planned;
    if (planned.value.basis !== request.basis) return err(CHANGED);
    return carryOutUpgrade(using, tx, actor, head, planned.value, request.key);
  });

/** Writes everything of a plan that was made inside this very transaction. */
export async function carryOutUpgrade(
  using: Using,
  tx: Db,
  actor: Actor,
  head: SubmissionHead,
  planned: PlannedUpgrade,
  key: string,
): Promise<Result<UpgradeRecord, Failure>> {
  const { from, to, plan } = planned;
  const [id, at] = [using.newId(), using.clock()];
  const written = await carryOut(using, tx, actor, head, planned, id, at);
  if (!written.ok) return written;
  await tx
    .insertInto("submission_upgrade")
    .values({
      id,
      submission_id: head.id,
      from_version: from.version,
      to_version: to.version,
      request_key: key,
      applied_at: at.toISOString(),
      applied_by: actor.accountId,
      body: JSON.stringify(written.value),
      undone_at: null,
      undone_by: null,
    })
    .execute();
  const orphans = orphansOf(planned);
  await insertOrphans(tx, { submissionId: head.id, upgradeId: id, newId: using.newId }, orphans);
  const { kept, moved } = plan.counts;
  await record(
    tx,
    { organisationId: head.organisationId, accountId: actor.accountId, at },
    {
      type: "submission.upgraded",
      submissionId: head.id,
      upgradeId: id,
      from: from.version,
      to: to.version,
      kept,
      moved,
      orphaned: orphans.length,
    },
  );
  const stored = await readUpgrade(tx, head.id, id);
  if (!stored) throw new Error("upgrade row vanished inside its transaction");
  return ok(told(stored));
}

async function carryOut(
  using: Using,
  tx: Db,
  actor: Actor,
  head: SubmissionHead,
  planned: PlannedUpgrade,
  key: string,
  at: Date,
): Promise<Result<UpgradeBody, Failure>> {
  const writing = { submissionId: head.id, accountId: actor.accountId, at: at.toISOString(), key };
  const items = await writeChanges(tx, writing, answerChanges(planned));
  if (!items.ok) return err(CHANGED);
  const { before, after } = planned.links;
  if (!sameLinks(await holdLinks(tx, head.id), before)) return err(CHANGED);
  await changeLinks(tx, before, after);
  const assigned = await assignNew(using, tx, actor, head.id, planned);
  const threads = await moveThreads(tx, head.id, planned);
  await tx.updateTable("submission").set({ template_version: planned.to.version }).where("id", "=", head.id).execute();
  const stood = Object.fromEntries([...(await readAnswers(tx, head.id))].map(([of, { revision }]) => [of, revision]));
  return ok({ counts: planned.plan.counts, items: items.value, stood, links: { before, after }, assigned, threads });
}

/** An answer whose item is gone becomes empty: its history stays, and what it said is an orphan. */
function answerChanges({ answers, plan }: PlannedUpgrade): CarryChange[] {
  const keys = [...new Set([...answers.keys(), ...plan.answers.keys()])];
  return keys
    .map((itemKey) => ({
      itemKey,
      before: answers.get(itemKey) ?? emptyAnswer(),
      after: plan.answers.get(itemKey) ?? emptyAnswer(),
    }))
    .filter(({ before, after }) => !sameAnswer(before, after));
}

/** A new item goes to the unit that had the one it comes from, otherwise to the one that leads it. */
async function assignNew(
  using: Using,
  tx: Db,
  actor: Actor,
  submissionId: string,
  { to, way }: PlannedUpgrade,
): Promise<string[]> {
  const assignments = await readAssignments(tx, submissionId);
  const leads = await leadUnits(using, tx, actor, to);
  const assigned: string[] = [];
  for (const itemKey of way.after.keys()) {
    if (way.before.has(itemKey) || assignments.has(itemKey)) continue;
    const source = way.itemsFrom(itemKey).flatMap((each) => assignments.get(each) ?? [])[0];
    const unitId = source?.unitId ?? leads.get(itemKey);
    if (unitId === undefined) continue;
    await tx
      .insertInto("assignment")
      .values({ submission_id: submissionId, item_key: itemKey, unit_id: unitId, due: source?.due ?? null })
      .execute();
    assigned.push(itemKey);
  }
  return assigned;
}

/** Comments go where their item goes. */
async function moveThreads(tx: Db, submissionId: string, { way }: PlannedUpgrade): Promise<UpgradeBody["threads"]> {
  const rows = await tx
    .selectFrom("comment_thread")
    .select(["id", "item_key"])
    .where("submission_id", "=", submissionId)
    .orderBy("id")
    .execute();
  const moved: UpgradeBody["threads"] = [];
  for (const { id, item_key: from } of rows) {
    const [to] = way.itemsTo(from);
    if (to === undefined || to === from) continue;
    await moveThread(tx, id, to);
    moved.push({ id, from, to });
  }
  return moved;
}

export const moveThread = (tx: Db, id: string, itemKey: string): Promise<unknown> =>
  tx
    .updateTable("comment_thread")
    .set((eb) => ({ item_key: itemKey, version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .execute();

function orphansOf({ plan, links, way }: PlannedUpgrade): OrphanBody[] {
  const answers = plan.orphans.map(
    ({ path, itemKey, title, label, text, value, note }): OrphanBody => ({
      kind: "answer",
      path,
      itemKey,
      title,
      label,
      text,
      value,
      ...(note === undefined ? {} : { note }),
    }),
  );
  const papers = links.moves
    .filter(({ to }) => to === null)
    .map(({ evidenceId, title, from }): OrphanBody => {
      const placed = way.before.get(from.itemKey);
      return {
        kind: "evidence",
        path: from.slot === null ? "evidence" : `evidence/${from.slot}`,
        itemKey: from.itemKey,
        title: placed ? placedTitle(placed) : from.itemKey,
        label: "佐证材料",
        text: title,
        evidenceId,
        note: "新版本取消了这一条，材料仍在材料库中，请关联到其他条目或删除",
      };
    });
  return [...answers, ...papers];
}
