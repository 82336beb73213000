import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#core/access/access.ts";
import { type Answer, emptyAnswer } from "#core/answer/answer.ts";
import { itemProgress } from "#core/submission/progress.ts";
import { outline } from "#core/template/outline.ts";
import { assembleApp, type MockApp } from "#mocks/assemble-app.ts";
import { actorOf, expectOk, seedOrganisation, submissionOf } from "#mocks/seed.ts";
import { headOf } from "#mocks/seed-review.ts";
import { smallRegistry } from "#mocks/small-registry.ts";
import { streamOf } from "#server/files/memory.ts";
import { addEvidence } from "#server/services/add-evidence.ts";
import { saveAnswer } from "#server/services/answers.ts";
import { assignItems } from "#server/services/assignments.ts";
import { confirmEvidence } from "#server/services/confirm-evidence.ts";
import { deleteEvidence } from "#server/services/evidence-changes.ts";
import { detachEvidence, linkEvidence } from "#server/services/evidence-links.ts";
import { changeSignOffs } from "#server/services/sign-off.ts";
import { readContent } from "#server/services/submission-content.ts";
import { listSubmissions } from "#server/services/submission-list.ts";
import { submissionProgress } from "#server/services/submission-progress.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import type { Store } from "#server/store/store.ts";
import { STORES, type TestDatabase } from "#tests/contract/each-store.ts";

describe.each(STORES)("progress on $name", ({ create, processes }) => {
  let database: TestDatabase;
  let app: MockApp;
  /** what the other processes of the same database say; the first is the one that writes */
  let readers: MockApp[];
  let editor: Actor;
  let contributor: Actor;
  let head: SubmissionHead;
  let now: Date;

  beforeEach(async () => {
    database = await create();
    now = new Date("2022-11-08T00:00:00Z");
    const templates = await smallRegistry();
    const open = async () => assembleApp({ store: database.open(), templates, clock: () => now });
    app = await open();
    readers = [app, ...(processes > 1 ? [await open()] : [])];
    const district = await seedOrganisation(app, "district", "yb", "重庆市渝北区教育委员会");
    [editor, contributor] = [actorOf(district, "editor"), actorOf(district, "contributor")];
    head = await headOf(app, district);
  });
  afterEach(() => database.dispose());

  const save = async (itemKey: string, base: number, parts: Partial<Answer>) =>
    expectOk(
      await saveAnswer(app.deps, app.deps.store.db, editor, head, itemKey, {
        base,
        answer: { ...emptyAnswer(), ...parts },
        key: `${itemKey}-${base}-key`,
      }),
    );
  const add = async (text: string) => {
    const stream = streamOf(new TextEncoder().encode(`%PDF-1.4 ${text}`));
    const upload = { itemKey: "spending", slot: "final-account", fileName: `${text}.pdf`, stream, expected: undefined };
    return expectOk(await addEvidence(app.deps, app.deps.store.db, editor, head, upload)).evidence.id;
  };

  /** The same from everything that is stored, with nothing remembered. */
  const derived = async () => {
    const { answers, evidence } = await readContent(app.deps.templates, app.deps.store.db, head);
    return new Map(
      outline(head.template).map(({ item }) => [item.key, itemProgress(item, answers.get(item.key), evidence)]),
    );
  };

  it("shows every change at once, in every process", async () => {
    let evidenceId = "";
    const FILLED = { values: { 教育支出: { now: "1.0", prior: "0.9" } }, narrative: "教育支出{{教育支出}}。" };
    const place = () => ({ evidenceId, itemKey: "spending" });
    const { db } = app.deps.store;
    const changes: Record<string, () => Promise<unknown>> = {
      "a save": () => save("spending", 0, FILLED),
      "a file": async () => {
        evidenceId = await add("决算");
      },
      "the mark": () => save("spending", 1, { ...FILLED, done: true }),
      "another slot": async () =>
        expectOk(await linkEvidence(app.deps, db, editor, head, { ...place(), slot: "notice" })),
      "the slot again": async () =>
        expectOk(await linkEvidence(app.deps, db, editor, head, { ...place(), slot: "final-account" })),
      "an earlier year": () => db.updateTable("evidence").set({ carried: 2021 }).where("id", "=", evidenceId).execute(),
      "a confirmation": async () => expectOk(await confirmEvidence(app.deps, db, editor, head, evidenceId)),
      "a detachment": async () =>
        expectOk(await detachEvidence(app.deps, editor, head, { evidenceId, itemKey: "spending" })),
      "an emptied answer": () => save("spending", 2, {}),
    };
    let before = await derived();
    for (const [name, change] of Object.entries(changes)) {
      await change();
      const now = await derived();
      expect(now, name).not.toEqual(before);
      for (const { deps } of readers)
        expect((await submissionProgress(deps, [head.id])).get(head.id)?.items, name).toEqual(now);
      before = now;
    }
  });

  it("tells when something was last saved or added, until the file is deleted", async () => {
    const changedAt = async () => (await submissionProgress(app.deps, [head.id])).get(head.id)?.changedAt;
    expect(await changedAt()).toBeUndefined();
    await save("pay", 0, { narrative: "正文" });
    expect(await changedAt()).toBe("2022-11-08T00:00:00.000Z");
    now = new Date("2022-11-09T00:00:00Z");
    const evidenceId = await add("决算");
    now = new Date("2022-11-10T00:00:00Z");
    expectOk(await detachEvidence(app.deps, editor, head, { evidenceId, itemKey: "spending" }));
    expect(await changedAt()).toBe("2022-11-09T00:00:00.000Z");
    expectOk(await deleteEvidence(app.deps, editor, head, evidenceId));
    expect(await changedAt()).toBe("2022-11-08T00:00:00.000Z");
  });

  it("shows assignments and what was handed in in the list at once", async () => {
    const list = async () => (await listSubmissions(app.deps, contributor))[0];
    expect(await list()).toMatchObject({ mine: { items: 2, handedIn: 0 }, waiting: 0 });
    const unitId = contributor.unitId ?? null;
    expectOk(await assignItems(app.deps, editor, head, ["new-schools"], { unitId, due: null }));
    expect(await list()).toMatchObject({ mine: { items: 3 } });
    await save("pay", 0, { values: { 教师平均工资: { now: "1" } }, narrative: "正文", done: true });
    expect(await list()).toMatchObject({ mine: { done: 1, ready: 1 } });
    expectOk(
      await changeSignOffs(app.deps, app.deps.store.db, contributor, head, {
        event: "hand-in",
        itemKeys: ["pay"],
        reason: null,
      }),
    );
    expect(await list()).toMatchObject({ mine: { ready: 0, handedIn: 1 }, waiting: 1 });
  });

  it("reads an answer once, however many are asked for", async () => {
    const city = await Promise.all(
      ["jb", "sp", "ba"].map((prefix) => seedOrganisation(app, "district", prefix, `重庆市${prefix}区`)),
    );
    const ids = [head.id, ...city.map(submissionOf)];
    const { store, bodies } = watched(app.deps.store);
    const ask = async () => (await submissionProgress({ ...app.deps, store }, ids)).size;
    await save("pay", 0, { narrative: "正文" });
    expect([await ask(), bodies()]).toEqual([4, 4]);
    expect([await ask(), bodies()]).toEqual([4, 4]);
    await save("pay", 1, { narrative: "改后的正文" });
    expect([await ask(), bodies()]).toEqual([4, 5]);
    expect(await submissionProgress({ ...app.deps, store }, [])).toEqual(new Map());
    expect(await submissionProgress({ ...app.deps, store }, ["none"])).toEqual(new Map());
  });
});

/** The same store, counting the queries that ask for answers' text. */
function watched(store: Store): { store: Store; bodies: () => number } {
  let count = 0;
  const db = store.db.withPlugin({
    transformQuery: ({ node }) => {
      if (JSON.stringify(node).includes('"name":"body"')) count += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  return { store: { ...store, db }, bodies: () => count };
}
