import type { Actor } from "#core/access/access.ts";
import { ok, type Result } from "#core/result.ts";
import { findItem } from "#core/template/outline.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import { type Failure, invalid, notFound } from "#server/services/failure.ts";
import { holdOpen } from "#server/services/review/flow-state.ts";
import { changeSignOff } from "#server/services/sign-off.ts";
import { readSignOff } from "#server/services/sign-off-rows.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

/** What is left out stays as it is. */
export interface Target {
  unitId?: string | null | undefined;
  due?: string | null | undefined;
}

/** All of the items or none. */
export const assignItems = (
  { store, clock }: Pick<Deps, "store" | "clock">,
  actor: Actor,
  head: SubmissionHead,
  itemKeys: readonly string[],
  to: Target,
): Promise<Result<void, Failure>> =>
  inTransaction(store.db, async (tx): Promise<Result<void, Failure>> => {
    if (typeof to.unitId === "string" && !(await hasUnit(tx, head.organisationId, to.unitId)))
      return invalid("unitId", "assignment.unknown-unit", "所选责任单位不存在，请刷新后重新选择");
    const held = await holdOpen(tx, head.id, itemKeys);
    if (!held.ok) return held;
    for (const itemKey of [...new Set(itemKeys)].sort()) {
      const assigned = await assign({ clock }, tx, actor, head, itemKey, to);
      if (!assigned.ok) return assigned;
    }
    return ok(undefined);
  });

const hasUnit = async (tx: Db, organisationId: string, unitId: string): Promise<boolean> =>
  (await tx
    .selectFrom("unit")
    .select("id")
    .where("id", "=", unitId)
    .where("organisation_id", "=", organisationId)
    .executeTakeFirst()) !== undefined;

async function assign(
  { clock }: Pick<Deps, "clock">,
  tx: Db,
  actor: Actor,
  head: SubmissionHead,
  itemKey: string,
  target: Target,
): Promise<Result<void, Failure>> {
  if (!findItem(head.template, itemKey)) return notFound();
  const before = await tx
    .selectFrom("assignment")
    .select(["unit_id", "due"])
    .where("submission_id", "=", head.id)
    .where("item_key", "=", itemKey)
    .executeTakeFirst();
  const from = { unitId: before?.unit_id ?? null, due: before?.due ?? null };
  const to = {
    unitId: target.unitId === undefined ? from.unitId : target.unitId,
    due: target.due === undefined ? from.due : target.due,
  };
  if (from.unitId === to.unitId && from.due === to.due) return ok(undefined);
  const change = { unit_id: to.unitId, due: to.due };
  await tx
    .insertInto("assignment")
    .values({ submission_id: head.id, item_key: itemKey, ...change })
    .onConflict((conflict) =>
      conflict
        .columns(["submission_id", "item_key"])
        .doUpdateSet((eb) => ({ ...change, version: eb("assignment.version", "+", 1) })),
    )
    .execute();
  await record(
    tx,
    { organisationId: head.organisationId, accountId: actor.accountId, at: clock() },
    { type: "item.assigned", submissionId: head.id, itemKey, from, to },
  );
  if (from.unitId === to.unitId || !(await readSignOff(tx, head.id, itemKey))) return ok(undefined);
  const reopened = await changeSignOff({ clock }, tx, actor, head, { event: "reassign", itemKey, reason: null });
  return reopened.ok ? ok(undefined) : reopened;
}
