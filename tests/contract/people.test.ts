import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor, Role } from "#core/access/access.ts";
import { listAccounts as listContract, signIn as signInContract } from "#core/api/system.ts";
import { assembleApp, type MockApp } from "#mocks/assemble-app.ts";
import { callApi } from "#mocks/call-api.ts";
import { actorOf, expectOk, type SeededOrganisation, seedOrganisation, submissionOf } from "#mocks/seed.ts";
import { addAccount, bringTo, headOf, type SeededCity, seedCity } from "#mocks/seed-review.ts";
import { smallRegistry } from "#mocks/small-registry.ts";
import { readAccount } from "#server/services/accounts.ts";
import { readAudit } from "#server/services/audit.ts";
import { changeAccount } from "#server/services/change-account.ts";
import { startThread } from "#server/services/comments.ts";
import { addAdministrator, addDistrict, changeDistrict, listDistricts } from "#server/services/people/districts.ts";
import { handOver, planHandOver } from "#server/services/people/hand-over.ts";
import { importAccounts, planAccounts } from "#server/services/people/import-accounts.ts";
import { importDistricts, planDistricts } from "#server/services/people/import-districts.ts";
import { readDuties } from "#server/services/review/cycle-rows.ts";
import { readOpened } from "#server/services/review/review-context.ts";
import { readReviewItem } from "#server/services/review/review-item.ts";
import { readFrozenItem } from "#server/services/review/snapshot-rows.ts";
import { giveVerdict } from "#server/services/review/verdicts.ts";
import { readAssignments } from "#server/services/submission-rows.ts";
import { createUnit, listUnits } from "#server/services/units.ts";
import { STORES, type TestDatabase } from "#tests/contract/each-store.ts";

const refused = (code: string) => ({ ok: false, error: { code } });
const HEAD = ["姓名", "用户名", "角色", "责任单位", "状态"];

describe.each(STORES)("people on $name", ({ create }) => {
  let database: TestDatabase;
  let app: MockApp;
  const open = async (): Promise<void> => {
    app = await assembleApp({
      store: database.open(),
      templates: await smallRegistry(),
      cookies: true,
      clock: () => new Date("2023-02-01T02:00:00Z"),
    });
  };
  beforeEach(async () => {
    database = await create();
    await open();
  });
  afterEach(() => database.dispose());

  const rowsOf = async (table: "auth_user" | "audit_event"): Promise<number> =>
    (await app.deps.store.db.selectFrom(table).select("id").execute()).length;
  const enter = (username: string, password: string) => callApi(app, signInContract, { body: { username, password } });

  describe("by spreadsheet", () => {
    let district: SeededOrganisation;
    let admin: Actor;
    const plan = async (rows: string[][]) => expectOk(await planAccounts(app.deps.store.db, admin, [HEAD, ...rows]));
    const write = async (rows: string[][], digest?: string) =>
      importAccounts(app.deps, admin, {
        rows: [HEAD, ...rows],
        digest: digest ?? (await plan(rows)).digest,
        passwords: true,
      });
    beforeEach(async () => {
      district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
      admin = actorOf(district, "administrator");
    });

    it("are made, changed and stopped together, each with its event; passwords are told once and open the door to one room", async () => {
      const done = expectOk(
        await write([
          ["王五", "WangWu", "填报人", "区财政局", ""],
          ["读者", "yb-reader", "查阅人、审定人", "", ""],
          ["审定", "yb-approver", "", "", "停用"],
        ]),
      );
      expect(done).toMatchObject({ created: 1, changed: 1, disabled: 1 });
      const [slip] = done.passwords;
      expect(slip).toMatchObject({ name: "王五", username: "wangwu", unit: "区财政局" });
      const events = (await readAudit(app.deps.store.db, district.id, { limit: 3 })).map(({ event }) => event.type);
      expect(events.sort()).toEqual(["account.changed", "account.changed", "account.created"]);
      const entered = await enter("wangwu", slip?.password ?? "");
      expect(entered).toMatchObject({ status: 200, body: { passwordDue: true } });
      const cookie = entered.headers.getSetCookie()[0]?.split(";")[0] ?? "";
      const asked = await callApi(app, listContract, { headers: { cookie } });
      expect(asked).toMatchObject({ status: 403, body: { error: { code: "account.password-due" } } });
      const stored = JSON.stringify(await app.deps.store.db.selectFrom("audit_event").selectAll().execute());
      expect(stored).not.toContain(slip?.password ?? "none");
    });

    it("are written whole or not at all", async () => {
      const [users, events] = [await rowsOf("auth_user"), await rowsOf("audit_event")];
      const faulty = [
        ["王五", "wangwu", "查阅人", "", ""],
        ["赵六", "zhaoliu", "督学", "", ""],
      ];
      expect(await write(faulty)).toMatchObject({
        ok: false,
        error: { code: "people.sheet-faulty", details: [{ path: "rows.3.角色" }] },
      });
      const good = [["王五", "wangwu", "查阅人", "", ""]];
      expect(await write(good, "0".repeat(64))).toMatchObject(refused("people.plan-changed"));
      const { digest } = await plan(good);
      await write(good);
      expect(await write(good, digest)).toMatchObject(refused("people.plan-changed"));
      expect([await rowsOf("auth_user"), await rowsOf("audit_event")]).toEqual([users + 1, events + 1]);
    });

    it("are not asked to change a password that nobody was told", async () => {
      const rows = [HEAD, ["王五", "wangwu", "查阅人", "", ""]];
      const { digest } = expectOk(await planAccounts(app.deps.store.db, admin, rows));
      expect(expectOk(await importAccounts(app.deps, admin, { rows, digest, passwords: false })).passwords).toEqual([]);
      const profile = app.deps.store.db
        .selectFrom("account_profile")
        .innerJoin("auth_user", "auth_user.id", "account_profile.account_id")
        .select("password_due");
      expect(await profile.where("username", "=", "wangwu").executeTakeFirst()).toEqual({ password_due: 0 });
    });

    it("keep a name that another organisation has for that organisation", async () => {
      await seedOrganisation(app, "district", "jb", "重庆市江北区");
      const { rows } = await plan([["某", "jb-editor", "查阅人", "", ""]]);
      expect(rows[0]).toMatchObject({ action: "fault", faults: [{ column: "用户名" }] });
    });

    it("get a new password by the sheet: the old one and its sessions end", async () => {
      const [slip] = expectOk(await write([["读者", "yb-reader", "", "", "重发密码"]])).passwords;
      expect((await enter("yb-reader", "seeded phrase")).status).toBe(401);
      expect((await enter("yb-reader", slip?.password ?? "")).body).toMatchObject({ passwordDue: true });
    });
  });

  describe("who leave a district", () => {
    let district: SeededOrganisation;
    let admin: Actor;
    let leaver: Actor;
    beforeEach(async () => {
      district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
      admin = actorOf(district, "administrator");
      leaver = actorOf(district, "contributor");
    });
    const leave = async (from: Actor, to: Actor) => {
      const pair = { accountId: from.accountId, to: to.accountId };
      const plan = expectOk(await planHandOver(app.deps.store.db, admin, pair));
      expectOk(await handOver(app.deps, admin, pair, plan.digest));
      return plan;
    };
    const unitsOfItems = async () =>
      [...(await readAssignments(app.deps.store.db, submissionOf(district)))].map(([key, { unitId }]) => [key, unitId]);

    it("hand their unit's items to somebody who comes into the unit, at once and in one step", async () => {
      await app.deps.auth.startSession(app.deps.store.db, leaver.accountId);
      const before = await unitsOfItems();
      const successor = actorOf(district, "reader");
      const plan = await leave(leaver, successor);
      expect(plan).toMatchObject({ roles: ["contributor"] });
      expect(plan.says.join("")).toContain("转到“区财政局”");
      expect(await readAccount(app.deps.store.db, district.id, successor.accountId)).toMatchObject({
        roles: ["reader", "contributor"],
        unitId: leaver.unitId,
      });
      expect(await readAccount(app.deps.store.db, district.id, leaver.accountId)).toMatchObject({
        disabled: true,
        successorId: successor.accountId,
      });
      expect(await unitsOfItems()).toEqual(before);
      const sessions = app.deps.store.db.selectFrom("auth_session").where("userId", "=", leaver.accountId);
      expect(await sessions.select("id").execute()).toEqual([]);
      expect((await enter("yb-contributor", "seeded phrase")).status).toBe(401);
    });

    it("hand open items to the successor's unit where theirs would be empty; each move is told", async () => {
      const audit = expectOk(await createUnit(app.deps, admin, "区审计局"));
      const successor = await addAccount(app, district, "contributor", "赵六");
      expectOk(await changeAccount(app.deps, admin, successor.accountId, { unitId: audit.id }));
      const own = (await unitsOfItems()).filter(([, unitId]) => unitId === leaver.unitId).map(([key]) => key);
      const plan = await leave(leaver, successor);
      expect(plan.says.join("")).toContain(`条目${own.length}条改由“区审计局”负责`);
      const after = new Map(await unitsOfItems().then((pairs) => pairs.map(([key, unit]) => [key, unit])));
      expect(own.map((key) => after.get(key))).toEqual(own.map(() => audit.id));
      const [last] = await readAudit(app.deps.store.db, district.id, { limit: 1 });
      expect(last?.event).toMatchObject({ type: "account.handed-over", items: own.length });
    });

    it("leave the items where the unit has others", async () => {
      const colleague = await addAccount(app, district, "contributor", "同事");
      expectOk(await changeAccount(app.deps, admin, colleague.accountId, { unitId: leaver.unitId ?? null }));
      const before = await unitsOfItems();
      const plan = await leave(leaver, actorOf(district, "editor"));
      expect(plan.roles).toEqual([]);
      expect(await unitsOfItems()).toEqual(before);
    });

    it("keep their name in what they wrote; roles that nobody else holds go over, managing accounts never", async () => {
      const head = await headOf(app, district);
      const remark = { itemKey: "spending", revision: 0, body: "请核对", key: "a-remark-here" };
      const editor = actorOf(district, "editor");
      expectOk(await startThread(app.deps, editor, head, remark));
      const plan = await leave(editor, leaver);
      expect(plan.roles).toEqual(["editor"]);
      expect(plan.says.join("")).toContain("尚未解决的批注1条");
      const events = await readAudit(app.deps.store.db, district.id, { limit: 50 });
      expect(events.find(({ event }) => event.type === "comment.written")?.by).toBe(editor.name);
    });

    it("are not let go where nobody could manage the accounts, nor to nobody, nor after something has changed", async () => {
      const other = await addAccount(app, district, "administrator", "另一位");
      const pair = { accountId: admin.accountId, to: leaver.accountId };
      expect(await planHandOver(app.deps.store.db, admin, pair)).toMatchObject(refused("account.successor"));
      expectOk(await changeAccount(app.deps, admin, other.accountId, { disabled: true }));
      expect(await planHandOver(app.deps.store.db, other, pair)).toMatchObject(refused("account.last-administrator"));
      const stopped = { accountId: leaver.accountId, to: other.accountId };
      expect(await planHandOver(app.deps.store.db, admin, stopped)).toMatchObject(refused("account.successor"));
      const known = { accountId: leaver.accountId, to: actorOf(district, "reader").accountId };
      const plan = expectOk(await planHandOver(app.deps.store.db, admin, known));
      await addUnitColleague();
      expect(await handOver(app.deps, admin, known, plan.digest)).toMatchObject(refused("people.plan-changed"));
      expect(await readAccount(app.deps.store.db, district.id, leaver.accountId)).toMatchObject({ disabled: false });
    });

    const addUnitColleague = async (): Promise<void> => {
      const colleague = await addAccount(app, district, "contributor", "新同事");
      expectOk(await changeAccount(app.deps, admin, colleague.accountId, { unitId: leaver.unitId ?? null }));
    };

    it("come back as themselves: who took over keeps what went over", async () => {
      const successor = actorOf(district, "reader");
      await leave(leaver, successor);
      expectOk(await changeAccount(app.deps, admin, leaver.accountId, { disabled: false }));
      expect(await readAccount(app.deps.store.db, district.id, leaver.accountId)).toMatchObject({
        disabled: false,
        successorId: null,
      });
      expect((await readAccount(app.deps.store.db, district.id, successor.accountId))?.unitId).toBe(leaver.unitId);
    });
  });

  it("who leave a city hand over their open duties, which say so, and keep their words", async () => {
    const seeded: SeededCity = await seedCity(app);
    const { city, inspector, second, idle, cycleId } = seeded;
    await bringTo(app, seeded, seeded.districts[0], "reviewing");
    const { db } = app.deps.store;
    const submissionId = submissionOf(seeded.districts[0]);
    const contextOf = async (actor: Actor) => expectOk(await readOpened(app.deps, db, actor, submissionId));
    const frozen = await readFrozenItem(db, { submissionId, round: 1 }, "pay");
    const word = { verdict: "met" as const, score: "33.33", deductions: [], opinion: "", agenda: false };
    const given = { ...word, base: 0, key: "a-verdict-here", itemHash: frozen?.hash ?? "" };
    expectOk(await giveVerdict(app.deps, db, inspector, { submissionId, itemKey: "pay" }, given));
    const admin = actorOf(city, "administrator");
    const first = { accountId: inspector.accountId, to: idle.accountId };
    const plan = expectOk(await planHandOver(app.deps.store.db, admin, first));
    expect(plan.says).toContain(`未办结的审核任务2项转给督学三，分工表注明“接替${inspector.name}”。`);
    expectOk(await handOver(app.deps, admin, first, plan.digest));
    const duties = await readDuties(app.deps.store.db, cycleId);
    expect(duties.filter(({ accountId }) => accountId === idle.accountId)).toMatchObject([
      { takenOverFrom: inspector.name, sections: null },
      { takenOverFrom: inspector.name, sections: null },
    ]);
    expect(duties.some(({ accountId }) => accountId === inspector.accountId)).toBe(false);
    // what the predecessor has decided is open to the successor, who need not decide it again
    const seen = expectOk(await readReviewItem(app.deps, db, await contextOf(idle), "pay"));
    expect(seen).toMatchObject({ mine: true, own: null, verdicts: [{ accountId: inspector.accountId }] });
    expect(seen.filters).not.toContain("no-verdict");
    const then = { accountId: idle.accountId, to: second.accountId };
    const merged = expectOk(await planHandOver(app.deps.store.db, admin, then));
    expect(merged.says.join("")).toContain("合并后少一位审阅人");
    expectOk(await handOver(app.deps, admin, then, merged.digest));
    expect(await readDuties(app.deps.store.db, cycleId)).toMatchObject([
      { accountId: second.accountId, sections: null },
      { accountId: second.accountId, sections: null },
    ]);
  });

  describe("in districts of a shared installation", () => {
    let city: SeededOrganisation;
    let admin: Actor;
    beforeEach(async () => {
      city = await seedOrganisation(app, "city", "cq", "市教育督导室");
      admin = actorOf(city, "administrator");
    });
    const wanted = (name: string, code: string | null, username: string) => ({
      name,
      code,
      administrator: { name: "王五", username },
    });

    it("are begun with a first administrator, told in both logs", async () => {
      const slip = expectOk(await addDistrict(app.deps, admin, wanted("重庆市渝北区", "500112", "ybadmin")));
      const [district] = await listDistricts(app.deps.store.db);
      expect(district).toMatchObject({ name: "重庆市渝北区", code: "500112", administrators: ["王五"], accounts: 1 });
      const me = await enter("ybadmin", slip.password);
      const roles: Role[] = ["administrator", "editor"];
      expect(me.body).toMatchObject({ roles, passwordDue: true, organisation: { kind: "district" } });
      for (const id of [city.id, district?.id ?? ""])
        expect((await readAudit(app.deps.store.db, id, { limit: 9 })).map(({ event }) => event.type)).toContain(
          "organisation.created",
        );
    });

    it("have names, codes and user names of their own, also in a race", async () => {
      const both = await Promise.all([
        addDistrict(app.deps, admin, wanted("重庆市渝北区", null, "yb1")),
        addDistrict(app.deps, admin, wanted("重庆市渝北区教育委员会", null, "yb2")),
      ]);
      expect(both.filter(({ ok }) => ok)).toHaveLength(1);
      expect(both.find(({ ok }) => !ok)).toMatchObject(refused("organisation.name-taken"));
      expectOk(await addDistrict(app.deps, admin, wanted("重庆市江北区", "500105", "jb1")));
      const [first, second] = await listDistricts(app.deps.store.db);
      const other = [first, second].find((each) => each?.code === null);
      const clash = await changeDistrict(app.deps, admin, other?.id ?? "", { name: "重庆市渝北区", code: "500105" });
      expect(clash).toMatchObject(refused("organisation.code-taken"));
      const taken = await addAdministrator(app.deps, admin, other?.id ?? "", { name: "某", username: "JB1" });
      expect(taken).toMatchObject(refused("account.username-taken"));
    });

    it("come by spreadsheet as well, whole or not at all", async () => {
      const rows = [
        ["区县名称", "代码", "管理员姓名", "管理员用户名"],
        ["重庆市渝北区", "500112", "王五", "ybadmin"],
        ["重庆市江北区", "500105", "赵六", "jbadmin"],
      ];
      const { digest } = expectOk(await planDistricts(app.deps.store.db, rows));
      const done = expectOk(await importDistricts(app.deps, admin, { rows, digest, passwords: true }));
      expect(done).toMatchObject({ created: 2, passwords: [{ unit: "重庆市渝北区" }, { unit: "重庆市江北区" }] });
      expect(await importDistricts(app.deps, admin, { rows, digest, passwords: true })).toMatchObject(
        refused("people.plan-changed"),
      );
      expect(await listUnits(app.deps.store.db, city.id)).toEqual([]);
      expect((await listDistricts(app.deps.store.db)).map(({ code }) => code)).toEqual(["500105", "500112"]);
    });
  });
});
