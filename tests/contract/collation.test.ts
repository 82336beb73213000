import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#core/access/access.ts";
import { type Answer, emptyAnswer } from "#core/answer/answer.ts";
import { assembleApp, type MockApp } from "#mocks/assemble-app.ts";
import { actorOf, expectOk, type SeededOrganisation, seedOrganisation } from "#mocks/seed.ts";
import { headOf } from "#mocks/seed-review.ts";
import { smallRegistry } from "#mocks/small-registry.ts";
import { saveAnswer } from "#server/services/answers.ts";
import { assignItems } from "#server/services/assignments.ts";
import { readThreads } from "#server/services/comment-rows.ts";
import { replyToThread, resolveThread, startThread } from "#server/services/comments.ts";
import { readGate } from "#server/services/gate.ts";
import { readHistory, readRevision, restoreAnswer } from "#server/services/history.ts";
import { readItemStates } from "#server/services/item-states.ts";
import { beat } from "#server/services/presence.ts";
import { changeSignOffs, type SignOffChange } from "#server/services/sign-off.ts";
import { readStaff } from "#server/services/staff.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import { STORES, type TestDatabase } from "#tests/contract/each-store.ts";

const ITEM = "spending";
const prose = (narrative: string): Answer => ({ ...emptyAnswer(), narrative });

describe.each(STORES)("collation on $name", ({ create, processes }) => {
  let database: TestDatabase;
  let app: MockApp;
  let district: SeededOrganisation;
  let head: SubmissionHead;
  let editor: Actor;
  let contributor: Actor;
  let now: string;

  beforeEach(async () => {
    now = "2022-11-08T06:00:00.000Z";
    database = await create();
    app = await assembleApp({
      store: database.open(),
      templates: await smallRegistry(),
      clock: () => new Date(now),
    });
    district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
    head = await headOf(app, district);
    editor = actorOf(district, "editor");
    contributor = actorOf(district, "contributor");
  });
  afterEach(() => database.dispose());

  const db = () => app.deps.store.db;
  const place = () => ({ submissionId: head.id, itemKey: ITEM });
  const later = (minutes: number): void => {
    now = new Date(Date.parse(now) + minutes * 60_000).toISOString();
  };
  const save = (base: number, answer: Answer, actor = contributor, key = `request-${base}`, via = app) =>
    saveAnswer(via.deps, via.deps.store.db, actor, head, ITEM, { base, answer, key });
  const signOff = (event: SignOffChange["event"], actor: Actor, itemKeys = [ITEM], reason: string | null = null) =>
    changeSignOffs(app.deps, db(), actor, head, { event, itemKeys, reason });
  const events = async (type: string) => {
    const rows = await db().selectFrom("audit_event").select("body").orderBy("id").execute();
    return rows.map((row) => JSON.parse(row.body)).filter((event) => event.type === type);
  };
  const stateOf = async (actor: Actor, itemKey = ITEM) =>
    (await readItemStates(db(), actor, head)).find((each) => each.itemKey === itemKey);

  describe("sign-off", () => {
    it("locks what a unit hands in for the unit, not for the editor, until it is sent back", async () => {
      expectOk(await save(0, prose("一")));
      expect(expectOk(await signOff("hand-in", contributor))).toMatchObject([
        { itemKey: ITEM, signOff: { state: "handed-in", by: contributor.name, at: now, revision: 1, reason: null } },
      ]);
      expect(await stateOf(contributor)).toMatchObject({ writable: false, signOff: { state: "handed-in" } });
      const refused = await save(1, prose("二"));
      expect(refused).toMatchObject({ ok: false, error: { code: "item.locked" } });
      if (!refused.ok) expect(refused.error.message).toContain("于11月8日14:00交稿");
      expect(expectOk(await save(1, prose("统稿"), editor, "by-the-editor")).revision).toBe(2);
      expectOk(await signOff("take-over", editor));
      expect(await save(2, prose("三"))).toMatchObject({ ok: false, error: { code: "item.locked" } });
      expectOk(await signOff("send-back", editor, [ITEM], "缺少依据"));
      expect(await stateOf(contributor)).toMatchObject({
        writable: true,
        signOff: { state: "returned", reason: "缺少依据" },
      });
      expect(expectOk(await save(2, prose("三"))).revision).toBe(3);
      expect(await events("item.signed-off")).toMatchObject([
        { event: "hand-in", from: "open", to: "handed-in", revision: 1, reason: null },
        { event: "take-over", from: "handed-in", to: "taken-over", revision: 2 },
        { event: "send-back", from: "taken-over", to: "returned", reason: "缺少依据" },
      ]);
    });

    it("gives a save that had been carried out before the lock its outcome again", async () => {
      const first = expectOk(await save(0, prose("一")));
      expectOk(await signOff("hand-in", contributor));
      expect(expectOk(await save(0, prose("一")))).toEqual(first);
    });

    it("takes all of the items or none, and says which one stood in the way", async () => {
      expectOk(await save(0, prose("一")));
      expectOk(await signOff("take-over", editor, ["pay"]));
      const refused = await signOff("hand-in", contributor, [ITEM, "pay"]);
      expect(refused).toMatchObject({ ok: false, error: { code: "sign-off.refused" } });
      if (!refused.ok) expect(refused.error.message).toContain("2.保障教师待遇");
      expect((await stateOf(contributor))?.signOff).toBeUndefined();
    });

    it("hands in nothing that was never written", async () => {
      const refused = await signOff("hand-in", contributor);
      expect(refused).toMatchObject({ ok: false, error: { code: "sign-off.refused" } });
      if (!refused.ok) expect(refused.error.message).toContain("还没有填写");
    });

    it("does nothing twice", async () => {
      expectOk(await save(0, prose("一")));
      expectOk(await signOff("hand-in", contributor));
      expectOk(await signOff("hand-in", contributor));
      expect(await events("item.signed-off")).toHaveLength(1);
    });

    it("is asked for anew when the item goes to another unit, and stays when only the day changes", async () => {
      expectOk(await save(0, prose("一")));
      expectOk(await signOff("hand-in", contributor));
      expectOk(await assignItems(app.deps, editor, head, [ITEM], { due: "2023-02-01" }));
      expect(await stateOf(editor)).toMatchObject({ signOff: { state: "handed-in" }, due: "2023-02-01" });
      expectOk(await assignItems(app.deps, editor, head, [ITEM], { unitId: null }));
      expect(await stateOf(editor)).toMatchObject({ signOff: { state: "open" }, due: "2023-02-01", unitId: null });
      expect(await signOff("hand-in", contributor)).toMatchObject({ ok: false, error: { code: "sign-off.refused" } });
    });

    it("lets no save slip in behind it", async () => {
      const others = Array.from({ length: processes - 1 }, () =>
        assembleApp({ store: database.open(), templates: app.deps.templates }),
      );
      const apps = [app, ...(await Promise.all(others))];
      expectOk(await save(0, prose("0")));
      for (let round = 1; round <= 10; round += 1) {
        const base = (await stateOf(contributor))?.revision ?? 0;
        const [saved, handed] = await Promise.all([
          save(base, prose(String(round)), contributor, `racing-${round}`, apps[round % apps.length]),
          signOff("hand-in", contributor),
        ]);
        const { revision } = expectOk(handed)[0]?.signOff ?? { revision: -1 };
        expect([revision, saved.ok]).toEqual([saved.ok ? base + 1 : base, saved.ok]);
        expect((await stateOf(contributor))?.revision).toBe(revision);
        expectOk(await signOff("send-back", editor, [ITEM], "再改"));
      }
    });
  });

  describe("history", () => {
    it("coalesces by person and hour, and says what each span changed", async () => {
      expectOk(await save(0, prose("一")));
      later(5);
      expectOk(await save(1, { ...prose("一"), values: { 教育支出: { now: "1" } } }));
      later(5);
      expectOk(await save(2, prose("一"), editor));
      later(60);
      expectOk(await save(3, prose("四"), editor));
      expect(await readHistory(db(), place())).toMatchObject([
        { base: 3, revision: 4, savedBy: editor.name, saves: 1, changed: ["narrative"] },
        { base: 2, revision: 3, savedBy: editor.name, changed: ["values.教育支出"] },
        { base: 0, revision: 2, savedBy: contributor.name, saves: 2, changed: ["values.教育支出", "narrative"] },
      ]);
    });

    it("has every version to read, and brings one back as a new one", async () => {
      expectOk(await save(0, prose("一")));
      expectOk(await save(1, prose("二")));
      expect(expectOk(await readRevision(db(), { ...place(), revision: 1 })).answer).toEqual(prose("一"));
      expect(await readRevision(db(), { ...place(), revision: 9 })).toMatchObject({ ok: false });
      const restore = { revision: 1, base: 2, key: "bring-back" };
      expectOk(await restoreAnswer(app.deps, db(), contributor, head, ITEM, restore));
      expectOk(await restoreAnswer(app.deps, db(), contributor, head, ITEM, restore));
      expect(await stateOf(editor)).toMatchObject({ revision: 3, answer: prose("一") });
      expect((await readHistory(db(), place()))[0]).toMatchObject({ revision: 3, base: 2, restoredFrom: 1 });
      expect((await events("answer.saved")).at(-1)).toMatchObject({ from: 2, to: 3, restored: 1 });
    });

    it("restores nothing over a newer version, and nothing into a locked item", async () => {
      expectOk(await save(0, prose("一")));
      expectOk(await save(1, prose("二")));
      const stale = await restoreAnswer(app.deps, db(), contributor, head, ITEM, {
        revision: 1,
        base: 1,
        key: "too-late-now",
      });
      // equal to revision 1 is what is asked for, but revision 2 stands
      expect(stale).toMatchObject({ ok: false, error: { code: "answer.stale" } });
      expectOk(await signOff("hand-in", contributor));
      const locked = await restoreAnswer(app.deps, db(), contributor, head, ITEM, {
        revision: 1,
        base: 2,
        key: "while-locked",
      });
      expect(locked).toMatchObject({ ok: false, error: { code: "item.locked" } });
    });
  });

  describe("comments", () => {
    const start = (revision: number, body = "请核对数字", key = "a-first-remark") =>
      startThread(app.deps, editor, head, { itemKey: ITEM, revision, body, key });

    it("keep threads with replies, and remember what they spoke of", async () => {
      expectOk(await save(0, prose("一")));
      const { id } = expectOk(await start(1));
      later(1);
      expectOk(await replyToThread(app.deps, contributor, head, { threadId: id, body: "已核对", key: "an-answer" }));
      expect(await readThreads(db(), place())).toMatchObject([
        {
          id,
          revision: 1,
          outdated: false,
          resolved: null,
          comments: [
            { body: "请核对数字", writtenBy: editor.name },
            { body: "已核对", writtenBy: contributor.name },
          ],
        },
      ]);
      expectOk(await save(1, { ...prose("一"), done: true }));
      expect((await readThreads(db(), place()))[0]?.outdated).toBe(false);
      expectOk(await save(2, prose("二")));
      expect((await readThreads(db(), place()))[0]?.outdated).toBe(true);
    });

    it("are resolved and opened again, each once", async () => {
      const { id } = expectOk(await start(0));
      const resolve = (resolved: boolean) => resolveThread(app.deps, contributor, head, { threadId: id, resolved });
      expect(expectOk(await resolve(true)).resolved).toEqual({ by: contributor.name, at: now });
      expectOk(await resolve(true));
      expect(expectOk(await resolve(false)).resolved).toBeNull();
      expect(await events("comment.resolved")).toMatchObject([
        { from: false, to: true },
        { from: true, to: false },
      ]);
    });

    it("are written once however often the request comes", async () => {
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => start(0)));
      expect(new Set(outcomes.map((each) => expectOk(each).id)).size).toBe(1);
      const [thread] = await readThreads(db(), place());
      const reply = { threadId: thread?.id ?? "", body: "已核对", key: "an-answer" };
      await Promise.all(Array.from({ length: 10 }, () => replyToThread(app.deps, contributor, head, reply)));
      expect((await readThreads(db(), place()))[0]?.comments).toHaveLength(2);
      expect(await events("comment.written")).toMatchObject([{ reply: false }, { reply: true }]);
    });

    it("cannot speak of a version that does not exist, nor of another submission's thread", async () => {
      expect(await start(1)).toMatchObject({ ok: false, error: { code: "request.invalid" } });
      const { id } = expectOk(await start(0));
      const elsewhere = { ...head, id: "another" };
      const reply = { threadId: id, body: "x", key: "a-request" };
      expect(await replyToThread(app.deps, editor, elsewhere, reply)).toMatchObject({ ok: false });
      expect(await resolveThread(app.deps, editor, elsewhere, { threadId: id, resolved: true })).toMatchObject({
        ok: false,
      });
    });
  });

  describe("presence", () => {
    const at = (actor: Actor, writing = false, stamp?: string, itemKey: string | undefined = ITEM) =>
      beat(app.deps, actor, head, { itemKey, writing, ...(stamp === undefined ? {} : { stamp }) });

    it("shows who else has the item open, since when, and forgets them when they fall silent", async () => {
      const since = now;
      await at(contributor, true);
      later(0.25);
      expect((await at(editor)).others).toEqual([
        { accountId: contributor.accountId, name: contributor.name, since, writing: true },
      ]);
      expect((await at(contributor)).others).toMatchObject([{ name: editor.name, writing: false }]);
      expect((await at(editor, false, undefined, "pay")).others).toEqual([]);
      expect((await at(editor)).others).toMatchObject([{ since, writing: false }]);
      later(2);
      expect((await at(editor)).others).toEqual([]);
      const back = now;
      await at(contributor);
      expect((await at(editor)).others).toMatchObject([{ since: back }]);
    });

    it("tells what has changed only when something has", async () => {
      const first = await at(editor);
      expect(first.items?.find(({ itemKey }) => itemKey === ITEM)).toMatchObject({ revision: 0, openComments: 0 });
      let { stamp } = first;
      const changes: (() => Promise<unknown>)[] = [
        () => save(0, prose("一")),
        () => signOff("hand-in", contributor),
        () => startThread(app.deps, editor, head, { itemKey: ITEM, revision: 0, body: "请核对", key: "a-remark-1" }),
        () => assignItems(app.deps, editor, head, ["pay"], { due: "2023-02-01" }),
        async () => {
          const [thread] = await readThreads(db(), place());
          return resolveThread(app.deps, editor, head, { threadId: thread?.id ?? "", resolved: true });
        },
        () => signOff("send-back", editor, [ITEM], "再改"),
      ];
      for (const change of changes) {
        expect((await at(editor, false, stamp)).items).toBeUndefined();
        await change();
        const told = await at(editor, false, stamp);
        expect(told.items).toBeDefined();
        stamp = told.stamp;
      }
      expect((await at(contributor)).items?.find(({ itemKey }) => itemKey === ITEM)).toMatchObject({
        revision: 1,
        openComments: 0,
        writable: true,
        signOff: { state: "returned", reason: "再改" },
      });
    });
  });

  it("knows who fills for a unit, and when the unit was last at work", async () => {
    const finance = async () => (await readStaff(db(), head)).find(({ id }) => id === contributor.unitId);
    expect(await finance()).toMatchObject({ name: "区财政局", people: [contributor.name], savedAt: null });
    expectOk(await save(0, prose("一")));
    expect(await finance()).toMatchObject({ savedAt: now });
  });

  it("keeps the gate shut for what a unit with people here has not handed in", async () => {
    const kinds = async () =>
      (await readGate(app.deps, db(), head)).filter(({ itemKey }) => itemKey === ITEM).map(({ kind }) => kind);
    expect(await kinds()).toContain("not-handed-in");
    expectOk(await save(0, { ...emptyAnswer(), explanations: { x: "因为" } }));
    expectOk(await signOff("hand-in", contributor));
    expect(await kinds()).toContain("not-taken-over");
    expectOk(await signOff("take-over", editor));
    expect(await kinds()).toEqual(["missing-field", "missing-narrative", "missing-evidence"]);
  });
});
