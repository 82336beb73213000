import type { z } from "zod";
import type { OrganisationKind, Role } from "#core/access/access.ts";
import type { setUp as setUpContract } from "#core/api/system.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import { insertAccount } from "#server/services/accounts.ts";
import { record } from "#server/services/audit.ts";
import { type Failure, fail, invalid } from "#server/services/failure.ts";
import { countAttempt, forgive, lockWhenExhausted } from "#server/services/lock-out.ts";
import { insertOrganisation } from "#server/services/organisation.ts";
import { checkPassword } from "#server/services/password-policy.ts";
import { loadSample, SAMPLE_USERNAMES } from "#server/services/sample.ts";
import { isSetupCode, setupNeeded, spendSetupCode } from "#server/services/setup-code.ts";
import { locked } from "#server/services/sign-in.ts";
import { inTransaction } from "#server/store/store.ts";

export type SetUp = z.infer<NonNullable<Exclude<typeof setUpContract.body, "bytes">>>;
type Outcome = z.infer<NonNullable<typeof setUpContract.response>>;

const alreadyDone = () => fail("setup.already-done", "系统已完成初始化，请直接登录");

export async function setUp(deps: Deps, given: SetUp): Promise<Result<Outcome, Failure>> {
  const { store, auth, clock } = deps;
  if (!(await setupNeeded(store.db))) return alreadyDone();
  const code = await checkCode(deps, given.code);
  if (!code.ok) return code;
  const usernames = given.mode === "sample" ? SAMPLE_USERNAMES : [given.username];
  for (const username of usernames) {
    const policy = checkPassword(given.password, username);
    if (!policy.ok) return policy;
  }
  if (given.mode === "sample" && !deps.templates.sample)
    return invalid("mode", "setup.no-sample", "本安装未附带样例，请选择新建单位");
  const passwordHash = await auth.hashPassword(given.password);
  return inTransaction(store.db, async (tx): Promise<Result<Outcome, Failure>> => {
    if (!(await spendSetupCode(tx))) return alreadyDone();
    await forgive(tx, "setup:");
    if (given.mode === "sample") return loadSample(deps, tx, passwordHash);
    const organisation = await insertOrganisation(deps, tx, given.kind, given.organisation, false);
    const account = await insertAccount(auth, tx, organisation, {
      username: given.username,
      name: given.name,
      passwordHash,
      roles: FIRST_ROLES[given.kind],
      unitId: null,
    });
    if (!account.ok) return account;
    await record(
      tx,
      { organisationId: organisation.id, accountId: null, at: clock() },
      { type: "account.created", accountId: account.value, username: given.username, roles: FIRST_ROLES[given.kind] },
    );
    return ok({ organisation: given.organisation, usernames: [given.username] });
  });
}

const FIRST_ROLES: Record<OrganisationKind, Role[]> = {
  district: ["administrator", "editor"],
  city: ["administrator", "supervisor"],
};

/** A wrong code counts like a wrong password. */
async function checkCode({ store, clock }: Deps, code: string): Promise<Result<void, Failure>> {
  const attempt = await store.db.transaction().execute((tx) => countAttempt(tx, "setup:", clock()));
  if (attempt.state === "locked") return locked(attempt.until);
  if (await isSetupCode(store.db, code)) return ok(undefined);
  const until = await lockWhenExhausted(store.db, "setup:", attempt, clock());
  return until ? locked(until) : fail("setup.wrong-code", "初始化码不正确，请核对启动窗口中显示的初始化码");
}
