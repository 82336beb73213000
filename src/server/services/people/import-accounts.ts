import type { Actor } from "#core/access/access.ts";
import type { InitialPassword, RowPlan, SheetOutcome, SheetPlan } from "#core/api/people.ts";
import { type AccountPlan, type AccountWrite, planAccountSheet } from "#core/people/account-sheet.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import { insertAccount, listAccounts, readAccount } from "#server/services/accounts.ts";
import { record } from "#server/services/audit.ts";
import { lockAccounts, putAccount } from "#server/services/change-account.ts";
import { type Failure, fail, notFound } from "#server/services/failure.ts";
import { textHash } from "#server/services/packaged-submission.ts";
import { hashFor, type PreparedPassword, preparePasswords, slip } from "#server/services/people/initial-passwords.ts";
import { listUnits } from "#server/services/units.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Using = Pick<Deps, "store" | "auth" | "clock">;
type Table = readonly (readonly string[])[];

export async function planAccounts(db: Db, actor: Actor, table: Table): Promise<Result<SheetPlan, Failure>> {
  const plan = await readPlan(db, actor, table);
  return plan.ok ? ok(await shownPlan(plan.value)) : plan;
}

/** As it is shown: what is to be written stays here. */
export async function shownPlan({
  rows,
  faults,
}: {
  rows: readonly (RowPlan & { write: unknown })[];
  faults: readonly string[];
}): Promise<SheetPlan> {
  const shown = { rows: rows.map(({ write: _, ...row }) => row), faults: [...faults] };
  return { ...shown, digest: await textHash(JSON.stringify(shown)) };
}

async function readPlan(db: Db, actor: Actor, table: Table): Promise<Result<AccountPlan, Failure>> {
  const { id, kind } = actor.organisation;
  const others = await db
    .selectFrom("account_profile")
    .innerJoin("auth_user", "auth_user.id", "account_profile.account_id")
    .select("auth_user.username")
    .where("account_profile.organisation_id", "!=", id)
    .execute();
  const plan = planAccountSheet(table, {
    kind,
    units: await listUnits(db, id),
    accounts: await listAccounts(db, id),
    takenElsewhere: new Set(others.map(({ username }) => username)),
    ownId: actor.accountId,
  });
  return plan.ok ? plan : fail("people.sheet-faulty", plan.error);
}

export const PLAN_CHANGED = "账号或单位刚刚有变化，与刚才显示的不一致，没有写入任何内容；请重新核对后再确认";

/** Nothing is written of a table in which a row is at fault. */
export function faultless({
  rows,
  faults,
}: {
  rows: readonly RowPlan[];
  faults: readonly string[];
}): Result<void, Failure> {
  const faulty = rows.filter(({ action }) => action === "fault");
  if (faulty.length === 0 && faults.length === 0) return ok(undefined);
  const details = faulty.flatMap(({ row, faults: told }) =>
    told.map(({ column, message }) => ({
      path: `rows.${row}.${column}`,
      code: "people.row",
      message: `第${row}行“${column}”：${message}`,
    })),
  );
  return fail(
    "people.sheet-faulty",
    faults[0] ?? `有${faulty.length}行有误，没有写入任何内容；请改正后重新上传`,
    details,
  );
}

export async function importAccounts(
  using: Using,
  actor: Actor,
  given: { rows: Table; digest: string; passwords: boolean },
): Promise<Result<SheetOutcome, Failure>> {
  const before = await readPlan(using.store.db, actor, given.rows);
  if (!before.ok) return before;
  const sound = faultless(before.value);
  if (!sound.ok) return sound;
  const prepared = await preparePasswords(
    using,
    needed(before.value).map(({ username }) => username),
  );
  return inTransaction(using.store.db, async (tx): Promise<Result<SheetOutcome, Failure>> => {
    await lockAccounts(tx, actor.organisation.id);
    const plan = await readPlan(tx, actor, given.rows);
    if (!plan.ok) return plan;
    if ((await shownPlan(plan.value)).digest !== given.digest) return fail("people.plan-changed", PLAN_CHANGED);
    for (const { write } of plan.value.rows) {
      const done = write ? await apply(using, tx, actor, write, { prepared, told: given.passwords }) : ok(undefined);
      if (!done.ok) return done;
    }
    const count = (action: RowPlan["action"]): number => plan.value.rows.filter((row) => row.action === action).length;
    const passwords = given.passwords ? await slips(tx, actor, plan.value, prepared) : [];
    return ok({ created: count("create"), changed: count("change"), disabled: count("disable"), passwords });
  });
}

/** The writes that give a password. */
const needed = ({ rows }: AccountPlan): AccountWrite[] =>
  rows.flatMap(({ write }) => (write && (write.kind === "create" || write.newPassword) ? [write] : []));

async function slips(
  tx: Db,
  actor: Actor,
  plan: AccountPlan,
  prepared: ReadonlyMap<string, PreparedPassword>,
): Promise<InitialPassword[]> {
  const units = new Map((await listUnits(tx, actor.organisation.id)).map(({ id, name }) => [id, name]));
  return needed(plan).map(({ username, to }) =>
    slip({ name: to.name, username, unit: units.get(to.unitId ?? "") ?? "" }, prepared),
  );
}

interface Passwords {
  prepared: ReadonlyMap<string, PreparedPassword>;
  told: boolean;
}

async function apply(
  using: Using,
  tx: Db,
  actor: Actor,
  write: AccountWrite,
  { prepared, told }: Passwords,
): Promise<Result<void, Failure>> {
  if (write.kind === "change") {
    const from = await readAccount(tx, actor.organisation.id, write.accountId);
    if (!from) return notFound();
    const successorId = write.to.disabled ? from.successorId : null;
    const hash = write.newPassword ? hashFor(prepared, write.username) : undefined;
    await putAccount(using, tx, actor, from, { ...from, ...write.to, successorId }, hash);
    return ok(undefined);
  }
  const { username, to } = write;
  const passwordHash = hashFor(prepared, username);
  const inserted = await insertAccount(using.auth, tx, actor.organisation, {
    username,
    name: to.name,
    roles: to.roles,
    unitId: to.unitId,
    passwordHash,
    // what nobody was told nobody can change
    passwordDue: told,
  });
  if (!inserted.ok) return inserted;
  await record(
    tx,
    { organisationId: actor.organisation.id, accountId: actor.accountId, at: using.clock() },
    { type: "account.created", accountId: inserted.value, username, roles: to.roles },
  );
  return ok(undefined);
}
