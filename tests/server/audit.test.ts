import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { z } from "zod";
import type { Role } from "#core/access/access.ts";
import { emptyAnswer } from "#core/answer/answer.ts";
import { auditChoices, exportAudit, listAudit, verifyAudit } from "#core/api/audit.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { buildApp } from "#mocks/build-app.ts";
import { callApi } from "#mocks/call-api.ts";
import { actorOf, expectOk, type SeededOrganisation, seedOrganisation, submissionOf } from "#mocks/seed.ts";
import { headOf } from "#mocks/seed-review.ts";
import { createAccount } from "#server/services/accounts.ts";
import { saveAnswer } from "#server/services/answers.ts";
import { assignItems } from "#server/services/assignments.ts";
import { changeAccount } from "#server/services/change-account.ts";
import { createUnit, listUnits } from "#server/services/units.ts";
import { expectError } from "#tests/server/expect-error.ts";

let app: MockApp;
let district: SeededOrganisation;
let other: SeededOrganisation;
let city: SeededOrganisation;

beforeEach(async () => {
  app = await buildApp();
  district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
  other = await seedOrganisation(app, "district", "jb", "重庆市江北区");
  city = await seedOrganisation(app, "city", "cq", "市教育督导室");
  app.become(actorOf(district, "administrator").accountId);
});
afterEach(() => app.close());

async function list(query: Record<string, string> = {}) {
  const { status, body } = await callApi(app, listAudit, { query });
  if (!listAudit.response || status !== 200) throw new Error(JSON.stringify(body));
  return (listAudit.response as z.ZodType<z.output<typeof listAudit.response>>).parse(body);
}

async function save(count: number): Promise<void> {
  for (let base = 0; base < count; base += 1)
    expectOk(
      await saveAnswer(
        app.deps,
        app.deps.store.db,
        actorOf(district, "editor"),
        await headOf(app, district),
        "spending",
        {
          base,
          key: `save-number-${base}`,
          answer: { ...emptyAnswer(), narrative: `第${base}稿` },
        },
      ),
    );
}

describe("the log", () => {
  it("is one sentence each with what was and what is, ids looked up", async () => {
    const admin = actorOf(district, "administrator");
    const { accountId } = actorOf(district, "reader");
    const unit = expectOk(await createUnit(app.deps, admin, "区审计局"));
    expectOk(
      await changeAccount(app.deps, admin, accountId, { roles: ["contributor"], unitId: unit.id, disabled: true }),
    );
    const finance = (await listUnits(app.deps.store.db, district.id)).find(({ name }) => name === "区财政局");
    const place = { unitId: unit.id, due: "2023-01-31" };
    expectOk(
      await assignItems(app.deps, actorOf(district, "editor"), await headOf(app, district), ["spending"], place),
    );
    await save(1);
    const { entries } = await list({ limit: "4" });
    expect(finance).toBeDefined();
    expect(entries.map(({ sentence }) => sentence)).toEqual([
      "保存“1.落实教育投入责任”，第0版改为第1版",
      "调整“1.落实教育投入责任”的分工，责任单位由“区财政局”改为“区审计局”，期限由“未定”改为“2023-01-31”",
      "修改账号 yb-reader，角色由“查阅人”改为“填报人”，所属单位由“无”改为“区审计局”，停用",
      "新增责任单位“区审计局”",
    ]);
    expect(entries[0]).toMatchObject({ group: "填报内容", submission: expect.stringContaining("重庆市渝北区") });
  });

  it("is read page by page without a gap or a repetition, of one's own organisation only", async () => {
    await save(7);
    const all = (await list({ limit: "200" })).entries;
    const paged: number[] = [];
    let before: number | null | undefined;
    do {
      const page = await list({ limit: "3", ...(before === undefined ? {} : { before: String(before) }) });
      paged.push(...page.entries.map(({ number }) => number));
      before = page.next;
    } while (before !== null);
    expect(paged).toEqual(all.map(({ number }) => number));
    expect(all.some(({ sentence }) => sentence.includes("江北"))).toBe(false);
    app.become(actorOf(other, "administrator").accountId);
    const theirs = (await list({ limit: "200" })).entries.map(({ number }) => number);
    expect(theirs.filter((number) => paged.includes(number))).toEqual([]);
  });

  it("is narrowed down by words, person, kind and submission", async () => {
    await save(2);
    const editor = actorOf(district, "editor").accountId;
    const sentences = async (query: Record<string, string>) => (await list(query)).entries.map((each) => each.sentence);
    expect(await sentences({ text: "投入 第2版" })).toEqual(["保存“1.落实教育投入责任”，第1版改为第2版"]);
    expect(await sentences({ text: "没有这样的话" })).toEqual([]);
    expect(await sentences({ group: "answer" })).toHaveLength(2);
    expect(await sentences({ accountId: editor, group: "submission" })).toHaveLength(1);
    expect(await sentences({ submissionId: submissionOf(district) })).toHaveLength(3);
    expect(await sentences({ submissionId: submissionOf(other) })).toEqual([]);
    expect(await sentences({ accountId: actorOf(other, "editor").accountId })).toEqual([]);
    expectError(await callApi(app, listAudit, { query: { group: "x" } }), "request.invalid");
    const { body } = await callApi(app, auditChoices);
    const choices = auditChoices.response?.parse(body) as { people: unknown[]; submissions: { title: string }[] };
    expect(choices.people).toHaveLength(5);
    expect(choices.submissions).toEqual([expect.objectContaining({ title: expect.stringContaining("渝北") })]);
  });

  it("is searched far back in several steps that can be stopped", async () => {
    await save(1);
    const found = await list({ text: "初始化", limit: "1" });
    expect(found.entries).toHaveLength(1);
    expect((await list({ text: "初始化", before: String(found.next) })).next).toBeNull();
  });

  it("is open to administrators, and to the supervisor in the city", async () => {
    const opens = async (organisation: SeededOrganisation, role: Role) => {
      app.become(actorOf(organisation, role).accountId);
      return (await callApi(app, listAudit)).status === 200;
    };
    expect(await opens(city, "supervisor")).toBe(true);
    expect(await opens(city, "administrator")).toBe(true);
    expect(await opens(city, "inspector")).toBe(false);
    expect(await opens(district, "editor")).toBe(false);
  });

  it("remains readable where an entry is from a newer version", async () => {
    const { db } = app.deps.store;
    const head = await db.selectFrom("audit_head").selectAll().executeTakeFirstOrThrow();
    const event = { type: "future.thing" };
    const by = { organisation_id: district.id, account_id: null, at: "2023-01-01T00:00:00.000Z" };
    await db
      .insertInto("audit_event")
      .values({
        ...by,
        id: head.number + 1,
        body: JSON.stringify(event),
        previous_hash: head.hash,
        hash: "x",
        kind: event.type,
        submission_id: null,
      })
      .execute();
    expect((await list({ limit: "1" })).entries[0]?.sentence).toContain("无法读取");
  });
});

describe("the exported log", () => {
  it("is CSV that no spreadsheet computes, of what was asked for, and is itself an event", async () => {
    const admin = actorOf(district, "administrator");
    const account = {
      username: "evil",
      name: "=HYPERLINK(1)",
      password: "four plain words here",
      roles: ["editor" as const],
      unitId: null,
    };
    const evil = expectOk(await createAccount(app.deps, admin, account));
    app.become(evil.id);
    expectOk(
      await saveAnswer(
        app.deps,
        app.deps.store.db,
        { ...actorOf(district, "editor"), accountId: evil.id },
        await headOf(app, district),
        "spending",
        {
          base: 0,
          key: "a-save-of-evil",
          answer: { ...emptyAnswer(), narrative: "稿" },
        },
      ),
    );
    app.become(admin.accountId);
    const { status, headers, body } = await callApi(app, exportAudit, { query: { accountId: evil.id } });
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(headers.get("content-disposition")).toMatch(/^attachment; filename\*=UTF-8''.*\.csv$/);
    const lines = String(body).split("\r\n");
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain(`,"'=HYPERLINK(1)",`);
    expect((await list({ limit: "1" })).entries[0]?.sentence).toMatch(/^导出操作日志，至第\d+条（按条件筛选）$/);
  });
});

describe("the chain as the page asks for it", () => {
  const ask = async (after = 0) => {
    const { body } = await callApi(app, verifyAudit, { query: { after: String(after) } });
    return (verifyAudit.response as z.ZodType<z.output<NonNullable<typeof verifyAudit.response>>>).parse(body);
  };

  it("is sound up to its head, and goes on from any entry", async () => {
    await save(3);
    const whole = await ask();
    expect(whole).toMatchObject({ done: true, broken: null, number: whole.head });
    expect(await ask(5)).toMatchObject({ done: true, broken: null, number: whole.head, hash: whole.hash });
  });

  it("says where it is broken", async () => {
    const { db } = app.deps.store;
    const head = await db.selectFrom("audit_head").selectAll().executeTakeFirstOrThrow();
    const entry = {
      organisation_id: district.id,
      account_id: null,
      at: "2023-01-01T00:00:00.000Z",
      body: "{}",
      kind: "",
      submission_id: null,
    };
    await db
      .insertInto("audit_event")
      .values({ ...entry, id: head.number + 1, previous_hash: head.hash, hash: "f".repeat(64) })
      .execute();
    const { done, broken } = await ask();
    expect(done).toBe(true);
    expect(broken).toContain(`第${head.number + 1}条与其校验值不符`);
  });
});
