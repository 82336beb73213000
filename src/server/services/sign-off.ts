import type { z } from "zod";
import type { Actor } from "#core/access/access.ts";
import type { itemSignOff } from "#core/api/collation.ts";
import { evidenceOf } from "#core/evidence/evidence.ts";
import { ok, type Result } from "#core/result.ts";
import { carryObstacles } from "#core/reuse/item-carry.ts";
import { findItem, placedTitle } from "#core/template/outline.ts";
import { type SignOffEvent, signOffAfter } from "#core/workflow/sign-off.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import { readEvidence } from "#server/services/evidence-records.ts";
import { type Failure, fail, notFound } from "#server/services/failure.ts";
import { holdOpen } from "#server/services/review/flow-state.ts";
import { readSignOff } from "#server/services/sign-off-rows.ts";
import { assignedUnit, readAnswer, type SubmissionHead } from "#server/services/submission-rows.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Using = Pick<Deps, "clock">;
type ItemSignOff = z.infer<typeof itemSignOff>;

export interface SignOffChange {
  event: SignOffEvent;
  itemKeys: readonly string[];
  reason: string | null;
}

/** All of the items or none. An item that is already there stays as it is and gains no event. */
export const changeSignOffs = (
  using: Using,
  db: Db,
  actor: Actor,
  head: SubmissionHead,
  { event, itemKeys, reason }: SignOffChange,
): Promise<Result<ItemSignOff[], Failure>> =>
  inTransaction(db, async (tx): Promise<Result<ItemSignOff[], Failure>> => {
    const changed: ItemSignOff[] = [];
    // one order for everybody: two that take several items never wait for each other
    for (const itemKey of [...new Set(itemKeys)].sort()) {
      const done = await changeSignOff(using, tx, actor, head, { event, itemKey, reason });
      if (!done.ok) return done;
      changed.push(done.value);
    }
    return ok(changed);
  });

/** Must be given a transaction. */
export async function changeSignOff(
  { clock }: Using,
  tx: Db,
  actor: Actor,
  head: SubmissionHead,
  { event, itemKey, reason }: { event: SignOffEvent; itemKey: string; reason: string | null },
): Promise<Result<ItemSignOff, Failure>> {
  const placed = findItem(head.template, itemKey);
  if (!placed) return notFound();
  const refused = (why: string) => fail("sign-off.refused", `“${placedTitle(placed)}”：${why}`);
  const held = await holdOpen(tx, head.id, [itemKey]);
  if (!held.ok) return held;
  const revision = await holdAnswer(tx, head.id, itemKey);
  if (event === "hand-in" && (await assignedUnit(tx, head.id, itemKey)) !== actor.unitId)
    return refused("本条刚刚改分给其他单位，请刷新页面");
  if (event === "hand-in" && revision === 0) return refused("还没有填写，不能交稿");
  const open = event === "send-back" || event === "reassign" ? undefined : await openCarry(tx, head, itemKey);
  if (open !== undefined) return refused(open);
  const known = await readSignOff(tx, head.id, itemKey);
  const from = known?.signOff.state ?? "open";
  const to = signOffAfter(from, event);
  if (!to.ok) return refused(to.error);
  if (known && to.value === from && event !== "send-back") return ok({ itemKey, signOff: known.signOff });
  const at = clock().toISOString();
  const row = { state: to.value, revision, reason, changed_at: at, changed_by: actor.accountId };
  if (!(await put(tx, head.id, itemKey, row, known?.version))) return refused("他人刚刚处理过本条，请刷新页面后再操作");
  await record(
    tx,
    { organisationId: head.organisationId, accountId: actor.accountId, at: clock() },
    { type: "item.signed-off", submissionId: head.id, itemKey, event, from, to: to.value, revision, reason },
  );
  return ok({ itemKey, signOff: { state: to.value, by: actor.name, at, revision, reason } });
}

/** What the item has from an earlier year and nobody has settled; nothing is signed off over it. */
async function openCarry(tx: Db, head: SubmissionHead, itemKey: string): Promise<string | undefined> {
  const stored = await readAnswer(tx, { submissionId: head.id, itemKey });
  const { unconfirmed, stale } = carryObstacles(itemKey, stored, evidenceOf(itemKey, await readEvidence(tx, head.id)));
  if (unconfirmed > 0) return `沿用的内容和材料还有${unconfirmed}处待核对，请先逐处确认或不采用`;
  return stale > 0 ? `沿用的文字还有${stale}处是以前年度的说法，请先改写或写明说明` : undefined;
}

/** Makes saves of the item wait until the transaction ends, so that none slips in behind the lock. */
async function holdAnswer(tx: Db, submissionId: string, itemKey: string): Promise<number> {
  const held = await tx
    .updateTable("answer")
    .set((eb) => ({ revision: eb.ref("revision") }))
    .where("submission_id", "=", submissionId)
    .where("item_key", "=", itemKey)
    .returning("revision")
    .executeTakeFirst();
  return held?.revision ?? 0;
}

/** False when somebody else has changed it since it was read. */
async function put(
  tx: Db,
  submissionId: string,
  itemKey: string,
  row: {
    state: ItemSignOff["signOff"]["state"];
    revision: number;
    reason: string | null;
    changed_at: string;
    changed_by: string;
  },
  version: number | undefined,
): Promise<boolean> {
  if (version === undefined) {
    const inserted = await tx
      .insertInto("sign_off")
      .values({ submission_id: submissionId, item_key: itemKey, ...row, version: 1 })
      .onConflict((conflict) => conflict.columns(["submission_id", "item_key"]).doNothing())
      .executeTakeFirstOrThrow();
    return inserted.numInsertedOrUpdatedRows === 1n;
  }
  const updated = await tx
    .updateTable("sign_off")
    .set({ ...row, version: version + 1 })
    .where("submission_id", "=", submissionId)
    .where("item_key", "=", itemKey)
    .where("version", "=", version)
    .executeTakeFirstOrThrow();
  return updated.numUpdatedRows === 1n;
}
