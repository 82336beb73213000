import type { Actor } from "#core/access/access.ts";
import type { InitialPassword, RowPlan, SheetOutcome, SheetPlan } from "#core/api/people.ts";
import { districtName } from "#core/people/district-name.ts";
import { type DistrictRowPlan, type DistrictWrite, planDistrictSheet } from "#core/people/district-sheet.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import { type Failure, fail } from "#server/services/failure.ts";
import { insertAdministrator, insertDistrict, lockDistricts, putDistrict } from "#server/services/people/districts.ts";
import { faultless, PLAN_CHANGED, shownPlan } from "#server/services/people/import-accounts.ts";
import { type PreparedPassword, preparePasswords, slip } from "#server/services/people/initial-passwords.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Using = Pick<Deps, "store" | "auth" | "clock" | "newId">;
type Table = readonly (readonly string[])[];
interface Plan {
  rows: DistrictRowPlan[];
  faults: string[];
}

export async function planDistricts(db: Db, table: Table): Promise<Result<SheetPlan, Failure>> {
  const plan = await readPlan(db, table);
  return plan.ok ? ok(await shownPlan(plan.value)) : plan;
}

async function readPlan(db: Db, table: Table): Promise<Result<Plan, Failure>> {
  const all = await db.selectFrom("organisation").select(["id", "kind", "name", "code"]).execute();
  const people = await db
    .selectFrom("account_profile")
    .innerJoin("auth_user", "auth_user.id", "account_profile.account_id")
    .select(["auth_user.username", "account_profile.organisation_id"])
    .execute();
  const plan = planDistrictSheet(table, {
    districts: all.filter(({ kind }) => kind === "district").map(({ id, name, code }) => ({ id, name, code })),
    names: new Set(all.map(({ name }) => districtName(name))),
    usernames: new Map(people.map(({ username, organisation_id }) => [username, organisation_id])),
  });
  return plan.ok ? plan : fail("people.sheet-faulty", plan.error);
}

export async function importDistricts(
  using: Using,
  actor: Actor,
  given: { rows: Table; digest: string; passwords: boolean },
): Promise<Result<SheetOutcome, Failure>> {
  const before = await readPlan(using.store.db, given.rows);
  if (!before.ok) return before;
  const sound = faultless(before.value);
  if (!sound.ok) return sound;
  const names = before.value.rows.flatMap(({ write }) => write?.administrator?.username ?? []);
  const prepared = await preparePasswords(using, names);
  return inTransaction(using.store.db, async (tx): Promise<Result<SheetOutcome, Failure>> => {
    await lockDistricts(tx, actor);
    const plan = await readPlan(tx, given.rows);
    if (!plan.ok) return plan;
    const { rows } = plan.value;
    if ((await shownPlan(plan.value)).digest !== given.digest) return fail("people.plan-changed", PLAN_CHANGED);
    for (const { write } of rows) {
      const done = write ? await apply(using, tx, actor, write, prepared, given.passwords) : ok(undefined);
      if (!done.ok) return done;
    }
    const count = (action: RowPlan["action"]): number => rows.filter((row) => row.action === action).length;
    const passwords = given.passwords ? slips(rows, prepared) : [];
    return ok({ created: count("create"), changed: count("change"), disabled: 0, passwords });
  });
}

const slips = (rows: readonly DistrictRowPlan[], prepared: ReadonlyMap<string, PreparedPassword>): InitialPassword[] =>
  rows.flatMap(({ write }) =>
    write?.administrator ? [slip({ ...write.administrator, unit: write.name }, prepared)] : [],
  );

async function apply(
  using: Using,
  tx: Db,
  actor: Actor,
  write: DistrictWrite,
  prepared: ReadonlyMap<string, PreparedPassword>,
  told: boolean,
): Promise<Result<void, Failure>> {
  if (write.kind === "create") return insertDistrict(using, tx, actor, write, prepared, told);
  const { id, name, code, administrator } = write;
  const changed = await putDistrict(using, tx, actor, id, { name, code });
  if (!changed.ok || !administrator) return changed;
  return insertAdministrator(using, tx, actor, id, administrator, prepared, told);
}
