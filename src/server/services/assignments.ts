import type { Actor } from "#core/access/access.ts";
import { ok, type Result } from "#core/result.ts";
import { findItem } from "#core/template/outline.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import { type Failure, invalid, notFound } from "#server/services/failure.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import { inTransaction } from "#server/store/store.ts";

type Target = { unitId: string | null; due: string | null };

export async function assignItem(
  { store, clock }: Pick<Deps, "store" | "clock">,
  actor: Actor,
  head: SubmissionHead,
  itemKey: string,
  to: Target,
): Promise<Result<void, Failure>> {
  if (!findItem(head.template, itemKey)) return notFound();
  return inTransaction(store.db, async (tx): Promise<Result<void, Failure>> => {
    if (to.unitId !== null) {
      const unit = await tx
        .selectFrom("unit")
        .select("id")
        .where("id", "=", to.unitId)
        .where("organisation_id", "=", head.organisationId)
        .executeTakeFirst();
      if (!unit) return invalid("unitId", "assignment.unknown-unit", "所选责任单位不存在，请刷新后重新选择");
    }
    const before = await tx
      .selectFrom("assignment")
      .select(["unit_id", "due"])
      .where("submission_id", "=", head.id)
      .where("item_key", "=", itemKey)
      .executeTakeFirst();
    const from: Target = { unitId: before?.unit_id ?? null, due: before?.due ?? null };
    if (from.unitId === to.unitId && from.due === to.due) return ok(undefined);
    const change = { unit_id: to.unitId, due: to.due };
    await tx
      .insertInto("assignment")
      .values({ submission_id: head.id, item_key: itemKey, ...change })
      .onConflict((conflict) => conflict.columns(["submission_id", "item_key"]).doUpdateSet(change))
      .execute();
    await record(
      tx,
      { organisationId: head.organisationId, accountId: actor.accountId, at: clock() },
      { type: "item.assigned", submissionId: head.id, itemKey, from, to },
    );
    return ok(undefined);
  });
}
