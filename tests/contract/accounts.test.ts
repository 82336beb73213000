import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#core/access/access.ts";
import { assembleApp, type MockApp } from "#mocks/assemble-app.ts";
import { actorOf, expectOk, type SeededOrganisation, seedOrganisation } from "#mocks/seed.ts";
import { smallRegistry } from "#mocks/small-registry.ts";
import { createAccount, listAccounts, type NewAccount } from "#server/services/accounts.ts";
import { readAudit } from "#server/services/audit.ts";
import { type AccountChange, changeAccount } from "#server/services/change-account.ts";
import { createUnit, listUnits } from "#server/services/units.ts";
import { STORES, type TestDatabase } from "#tests/contract/each-store.ts";

const NEW: NewAccount = {
  username: "LiSi",
  name: "李四",
  password: "four plain words here",
  roles: ["reader"],
  unitId: null,
};

describe.each(STORES)("accounts on $name", ({ create }) => {
  let database: TestDatabase;
  let app: MockApp;
  let district: SeededOrganisation;
  let other: SeededOrganisation;
  let admin: Actor;

  beforeEach(async () => {
    database = await create();
    app = await assembleApp({ store: database.open(), templates: await smallRegistry() });
    district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
    other = await seedOrganisation(app, "district", "jb", "重庆市江北区");
    admin = actorOf(district, "administrator");
  });
  afterEach(() => database.dispose());

  const change = (accountId: string, to: AccountChange) => changeAccount(app.deps, admin, accountId, to);
  const refused = (code: string) => ({ ok: false, error: { code } });

  it("are created with their event, and only once per name, whatever its case and organisation", async () => {
    const created = expectOk(await createAccount(app.deps, admin, NEW));
    expect(created).toMatchObject({ username: "lisi", name: "李四", roles: ["reader"], unitId: null, disabled: false });
    const taken = await createAccount(app.deps, actorOf(other, "administrator"), { ...NEW, username: "LISI" });
    expect(taken).toMatchObject(refused("account.username-taken"));
    const [newest] = await readAudit(app.deps.store.db, district.id, { limit: 1 });
    expect(newest).toMatchObject({
      by: admin.name,
      event: { type: "account.created", username: "lisi", roles: ["reader"] },
    });
  });

  it("take only roles that their organisation can give, and units that it has", async () => {
    expect(await createAccount(app.deps, admin, { ...NEW, roles: ["inspector"] })).toMatchObject(
      refused("request.invalid"),
    );
    const [foreignUnit] = await listUnits(app.deps.store.db, other.id);
    const unitId = foreignUnit?.id ?? null;
    expect(await createAccount(app.deps, admin, { ...NEW, unitId })).toMatchObject(refused("request.invalid"));
    expect(await listAccounts(app.deps.store.db, district.id)).toHaveLength(5);
  });

  it("record what changed, from and to, and of a password only that it did", async () => {
    const { accountId } = actorOf(district, "reader");
    expectOk(
      await change(accountId, { roles: ["reader", "approver"], name: "新名", password: "five plain words for it" }),
    );
    const [newest] = await readAudit(app.deps.store.db, district.id, { limit: 1 });
    expect(newest?.event).toEqual({
      type: "account.changed",
      accountId,
      username: "yb-reader",
      from: { name: "重庆市渝北区reader", roles: ["reader"] },
      to: { name: "新名", roles: ["reader", "approver"], password: "changed" },
    });
  });

  it("keep one enabled administrator", async () => {
    expect(await change(admin.accountId, { disabled: true })).toMatchObject(refused("account.last-administrator"));
    expect(await change(admin.accountId, { roles: ["editor"] })).toMatchObject(refused("account.last-administrator"));
    const second = actorOf(district, "reader").accountId;
    expectOk(await change(second, { roles: ["administrator"] }));
    expectOk(await change(second, { disabled: true }));
    expect(await change(admin.accountId, { roles: ["editor"] })).toMatchObject(refused("account.last-administrator"));
    expectOk(await change(second, { disabled: false }));
    expectOk(await change(admin.accountId, { roles: ["editor"] }));
  });

  it("keep one administrator also when two take the role from each other at once", async () => {
    const second = actorOf(district, "reader").accountId;
    expectOk(await change(second, { roles: ["administrator"] }));
    const outcomes = await Promise.all([
      change(admin.accountId, { roles: ["editor"] }),
      change(second, { roles: ["reader"] }),
    ]);
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });

  it("belong to units with names of their own", async () => {
    expect(expectOk(await createUnit(app.deps, admin, "区审计局"))).toMatchObject({ name: "区审计局" });
    expect(await createUnit(app.deps, admin, "区审计局")).toMatchObject(refused("unit.name-taken"));
    expectOk(await createUnit(app.deps, actorOf(other, "administrator"), "区审计局"));
  });

  it("leave a log that can be read page by page, newest first, one organisation at a time", async () => {
    const first = await readAudit(app.deps.store.db, district.id, { limit: 2 });
    const rest = await readAudit(app.deps.store.db, district.id, { limit: 200, before: first[1]?.id });
    const numbers = [...first, ...rest].map(({ id }) => id);
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
    expect(new Set(numbers).size).toBe(numbers.length);
    const theirs = (await readAudit(app.deps.store.db, other.id, { limit: 200 })).map(({ id }) => id);
    expect(numbers.filter((each) => theirs.includes(each))).toEqual([]);
  });
});
