import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { codeOf, stepAt } from "#core/two-factor/totp.ts";
import { assembleApp, type MockApp } from "#mocks/assemble-app.ts";
import { actorOf, expectOk, SEED_PASSWORD, type SeededOrganisation, seedOrganisation } from "#mocks/seed.ts";
import { smallRegistry } from "#mocks/small-registry.ts";
import { unseal } from "#server/auth/seal.ts";
import { type SignedIn, signIn } from "#server/services/sign-in.ts";
import { beginTwoFactor, confirmTwoFactor, type Owner } from "#server/services/two-factor.ts";
import { STORES, type TestDatabase } from "#tests/contract/each-store.ts";

describe.each(STORES)("the second step on $name", ({ create }) => {
  let database: TestDatabase;
  let processes: MockApp[];
  let city: SeededOrganisation;
  let now: Date;
  let secret: Uint8Array;
  let recoveryCodes: string[];

  beforeEach(async () => {
    now = new Date("2026-11-08T00:00:00Z");
    database = await create();
    const store = database.open();
    const open = async (): Promise<MockApp> =>
      assembleApp({ store, templates: await smallRegistry(), cookies: true, clock: () => now });
    const first = await open();
    processes = [first, await open()];
    const { deps } = first;
    city = await seedOrganisation({ deps }, "city", "cq", "市教育督导室");
    const owner: Owner = { actor: actorOf(city, "inspector"), username: "cq-inspector", sessionId: "none" };
    expectOk(await beginTwoFactor(deps, owner, SEED_PASSWORD));
    const row = await deps.store.db.selectFrom("two_factor").select("secret").executeTakeFirstOrThrow();
    secret = await unseal(deps.store.db, owner.actor.accountId, row.secret);
    recoveryCodes = expectOk(await confirmTwoFactor(deps, owner, codeOf(secret, stepAt(now.getTime()))));
    now = new Date(now.getTime() + 30_000);
  });
  afterEach(() => database.dispose());

  const enter = async (at: number, code: string): Promise<SignedIn | string> => {
    const app = processes[at % processes.length];
    if (!app) throw new Error("no process");
    const entered = await signIn(app.deps, { username: "cq-inspector", password: SEED_PASSWORD, code });
    return entered.ok ? entered.value : entered.error.code;
  };

  it("takes a code once, also where two processes get it at the same time", async () => {
    const code = codeOf(secret, stepAt(now.getTime()));
    const outcomes = await Promise.all([0, 1, 2, 3].map((at) => enter(at, code)));
    expect(outcomes.filter((each) => typeof each !== "string")).toHaveLength(1);
  });

  it("takes a recovery code once, also where two processes get it at the same time", async () => {
    const outcomes = await Promise.all([0, 1, 2, 3].map((at) => enter(at, recoveryCodes[0] ?? "")));
    expect(outcomes.filter((each) => typeof each !== "string")).toHaveLength(1);
  });

  it("counts wrong codes of all processes together", async () => {
    const outcomes: (SignedIn | string)[] = [];
    for (let at = 0; at < 5; at += 1) outcomes.push(await enter(at, "000000"));
    expect(outcomes.at(-1)).toBe("session.locked");
    expect(await enter(1, codeOf(secret, stepAt(now.getTime())))).toBe("session.locked");
  });
});
