import type { Actor } from "#core/access/access.ts";
import type { Unit } from "#core/api/system.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import { type Failure, fail } from "#server/services/failure.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

export const listUnits = (db: Db, organisationId: string): Promise<Unit[]> =>
  db
    .selectFrom("unit")
    .select(["id", "name"])
    .where("organisation_id", "=", organisationId)
    .orderBy("position")
    .orderBy("name")
    .execute();

type Using = Pick<Deps, "clock" | "newId">;

/** Undefined where the organisation has a unit of that name already. */
export async function insertUnit(
  { clock, newId }: Using,
  tx: Db,
  actor: Actor,
  name: string,
): Promise<Unit | undefined> {
  const unit = { id: newId(), name };
  const { last } = await tx
    .selectFrom("unit")
    .select((eb) => eb.fn.max("position").as("last"))
    .where("organisation_id", "=", actor.organisation.id)
    .executeTakeFirstOrThrow();
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("unit")
    .values({
      ...unit,
      organisation_id: actor.organisation.id,
      position: (last ?? 0) + 1,
      created_at: clock().toISOString(),
    })
    .onConflict((conflict) => conflict.columns(["organisation_id", "name"]).doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n) return undefined;
  await record(
    tx,
    { organisationId: actor.organisation.id, accountId: actor.accountId, at: clock() },
    { type: "unit.created", unitId: unit.id, name },
  );
  return unit;
}

export const createUnit = (
  using: Using & Pick<Deps, "store">,
  actor: Actor,
  name: string,
): Promise<Result<Unit, Failure>> =>
  inTransaction(using.store.db, async (tx) => {
    const unit = await insertUnit(using, tx, actor, name);
    return unit ? ok(unit) : fail("unit.name-taken", `责任单位“${name}”已存在，请直接使用或换一个名称`);
  });
