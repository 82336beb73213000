import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#core/access/access.ts";
import { type Answer, emptyAnswer } from "#core/answer/answer.ts";
import type { NewDraft } from "#core/api/builder.ts";
import { applyEdit } from "#core/builder/apply.ts";
import { type Draft, draftFrom } from "#core/builder/draft.ts";
import type { Edit } from "#core/builder/edit.ts";
import { versionHash } from "#core/builder/version-hash.ts";
import { outline } from "#core/template/outline.ts";
import { type Template, template as templateSchema } from "#core/template/schema.ts";
import { assembleApp, type MockApp } from "#mocks/assemble-app.ts";
import { actorOf, expectOk, type SeededOrganisation, seedOrganisation, submissionOf } from "#mocks/seed.ts";
import { smallRegistry } from "#mocks/small-registry.ts";
import { streamOf } from "#server/files/memory.ts";
import { addEvidence } from "#server/services/add-evidence.ts";
import { saveAnswer } from "#server/services/answers.ts";
import { beginDraft } from "#server/services/begin-draft.ts";
import { readPackagedSubmission } from "#server/services/packaged-submission.ts";
import { publishDraft } from "#server/services/publish-draft.ts";
import { saveDraft } from "#server/services/save-draft.ts";
import { listSubmissions } from "#server/services/submission-list.ts";
import { readAnswers, readAssignments, readHead, type SubmissionHead } from "#server/services/submission-rows.ts";
import { settleOrphan, undoUpgrade } from "#server/services/undo-upgrade.ts";
import { readLinks } from "#server/services/upgrade-links.ts";
import { planSubmissionUpgrade } from "#server/services/upgrade-plan.ts";
import { readOrphans, readUpgrades } from "#server/services/upgrade-rows.ts";
import { upgradeSubmission } from "#server/services/upgrade-submission.ts";
import { STORES, type TestDatabase } from "#tests/contract/each-store.ts";
import { answerOf } from "#tests/fixtures/core-content.ts";
import { choice, editOf } from "#tests/fixtures/random-edits.ts";
import { smallTemplate } from "#tests/fixtures/small-template.ts";

const START = {
  from: "version",
  base: { id: "test-small", version: "2022" },
  version: "2023",
  year: 2023,
  title: "测试用小清单（2023年）",
} as const;
type Start = Extract<NewDraft, { from: "version" }>;

/** Takes 学校建设 away, gives 教师待遇 another key, and a part of 教育投入 with it. */
const NEXT: Edit[] = [
  { kind: "remove", at: { kind: "section", key: "schools" } },
  { kind: "rename", at: { kind: "item", key: "pay" }, key: "teacher-pay" },
  { kind: "remove", at: { kind: "slot", item: "spending", key: "notice" } },
  { kind: "remove", at: { kind: "field", key: "足额拨付" } },
];

const FILLED: Record<string, Answer> = {
  spending: answerOf({
    values: { 教育支出: { now: "281500.00", prior: "270000.00" }, 足额拨付: true },
    narrative: "全区教育支出{{教育支出}}。",
    done: true,
  }),
  pay: answerOf({ values: { 教师平均工资: { now: "120000" } }, done: true }),
  "new-schools": answerOf({ values: { 新建学校数: { now: "3" } }, narrative: "新建三所。" }),
};

describe.each(STORES)("the upgrade of a running submission on $name", ({ create, processes }) => {
  let database: TestDatabase;
  let app: MockApp;
  let district: SeededOrganisation;
  let editor: Actor;
  let supervisor: Actor;
  let papers: number;

  beforeEach(async () => {
    database = await create();
    app = await assembleApp({ store: database.open(), templates: await smallRegistry() });
    district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
    editor = actorOf(district, "editor");
    supervisor = actorOf(await seedOrganisation(app, "city", "cq", "市教育督导室"), "supervisor");
    papers = 0;
  });
  afterEach(() => database.dispose());

  const others = (): Promise<MockApp[]> =>
    Promise.all(
      Array.from({ length: processes - 1 }, async () =>
        assembleApp({ store: database.open(), templates: await smallRegistry() }),
      ),
    );
  const headOf = async (id: string): Promise<SubmissionHead> => {
    const head = await readHead(app.deps.store.db, app.deps.templates, id);
    if (!head) throw new Error("no submission");
    return head;
  };
  const head = () => headOf(submissionOf(district));
  const save = (on: SubmissionHead, itemKey: string, answer: Answer, base = 0, via = app) =>
    saveAnswer(via.deps, via.deps.store.db, editor, on, itemKey, {
      base,
      key: `save-${itemKey}-${base}-${papers}`,
      answer,
    });
  const attach = async (itemKey: string, slot: string | undefined) => {
    papers += 1;
    const stream = streamOf(new TextEncoder().encode(`%PDF-1.4 ${papers}`));
    const file = { itemKey, slot, fileName: `材料${papers}.pdf`, stream, expected: undefined };
    return expectOk(await addEvidence(app.deps, app.deps.store.db, editor, await head(), file)).evidence.id;
  };
  const filled = async (): Promise<void> => {
    for (const [itemKey, answer] of Object.entries(FILLED)) expectOk(await save(await head(), itemKey, answer));
    await attach("spending", "final-account");
    await attach("spending", "notice");
    await attach("new-schools", "photo");
    await attach("pay", undefined);
  };
  const publish = async (edits: Edit[], start: Start = START) => {
    const { db } = app.deps.store;
    const { id } = expectOk(await beginDraft(app.deps, db, supervisor, start, `begin-${start.version}`));
    if (edits.length > 0)
      expectOk(await saveDraft(app.deps, db, supervisor, id, { base: 0, key: "save-draft", edits }));
    const revision = edits.length > 0 ? 1 : 0;
    expectOk(await publishDraft(app.deps, db, supervisor, id, { revision, reasons: {} }));
  };
  const planned = async (version = "2023") =>
    expectOk(await planSubmissionUpgrade(app.deps, app.deps.store.db, await head(), version));
  const upgrade = (basis: string, key = "upgrade-one", via = app, version = "2023") =>
    upgradeSubmission(via.deps, via.deps.store.db, editor, submissionOf(district), { version, basis, key });
  const undo = (id: string, via = app) => undoUpgrade(via.deps, via.deps.store.db, editor, submissionOf(district), id);
  const orphans = () => readOrphans(app.deps.store.db, submissionOf(district));
  /** what the first screen counts */
  const leftover = async () => (await listSubmissions(app.deps, editor)).map((each) => each.leftover);
  const answers = async (): Promise<Record<string, Answer>> =>
    Object.fromEntries(
      [...(await readAnswers(app.deps.store.db, submissionOf(district)))]
        .map(([key, { answer }]) => [key, answer] as const)
        .filter(([, answer]) => JSON.stringify(answer) !== JSON.stringify(emptyAnswer()))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  /** Everything that a report could be made from. */
  const said = async () => ({
    version: (await head()).template.version,
    answers: await answers(),
    links: await readLinks(app.deps.store.db, submissionOf(district)),
    assignments: [...(await readAssignments(app.deps.store.db, submissionOf(district)))].sort(),
  });

  it("is shown first and writes nothing, then moves answers and papers and keeps what has no home", async () => {
    await filled();
    await publish(NEXT);
    const before = await said();
    const { basis, plan, links } = await planned();
    expect(await said()).toEqual(before);
    expect(plan.counts).toEqual({ kept: 2, moved: 1, orphaned: 3 });
    expect(links.moves.map(({ from, to }) => [from.itemKey, from.slot, to?.itemKey, to?.slot])).toEqual(
      expect.arrayContaining([
        ["spending", "notice", "spending", null],
        ["pay", null, "teacher-pay", null],
        ["new-schools", "photo", undefined, undefined],
      ]),
    );
    expect(expectOk(await upgrade(basis))).toMatchObject({ from: "2022", to: "2023", counts: plan.counts });
    expect(await answers()).toEqual({
      spending: answerOf({
        values: { 教育支出: { now: "281500.00", prior: "270000.00" } },
        narrative: "全区教育支出{{教育支出}}。",
      }),
      "teacher-pay": FILLED["pay"],
    });
    const left = (await orphans()).map(({ kind, itemKey, path }) => [kind, itemKey, path].join(" "));
    expect(left.slice(0, 3).sort()).toEqual([
      "answer new-schools narrative",
      "answer new-schools values.新建学校数",
      "answer spending values.足额拨付",
    ]);
    expect(left.slice(3)).toEqual(["evidence new-schools evidence/photo"]);
    expect((await head()).template.version).toBe("2023");
    expect((await readAssignments(app.deps.store.db, submissionOf(district))).get("teacher-pay")?.unitId).toBe(
      actorOf(district, "contributor").unitId,
    );
  });

  it("is done once by however many processes, and the same request gets the first outcome", async () => {
    await filled();
    await publish(NEXT);
    const { basis } = await planned();
    const apps = [app, ...(await others())];
    const all = await Promise.all([...apps, ...apps].map((via) => upgrade(basis, "upgrade-one", via)));
    const again = expectOk(await upgrade(basis));
    expect(all.map(expectOk)).toEqual(all.map(() => again));
    expect(await readUpgrades(app.deps.store.db, submissionOf(district))).toHaveLength(1);
    const other = await upgrade(basis, "upgrade-two");
    expect(other).toMatchObject({ ok: false, error: { code: "upgrade.target" } });
  });

  it("writes nothing where somebody has saved, or brought a paper, since it was shown", async () => {
    await filled();
    await publish(NEXT);
    const { basis } = await planned();
    expectOk(await save(await head(), "opening", answerOf({ narrative: "引言" })));
    const before = await said();
    expect(await upgrade(basis)).toMatchObject({ ok: false, error: { code: "upgrade.changed" } });
    expect(await said()).toEqual(before);
    const next = await planned();
    await attach("spending", undefined);
    expect(await upgrade(next.basis)).toMatchObject({ ok: false, error: { code: "upgrade.changed" } });
  });

  it("lets no save slip under an item that went while it was being typed", async () => {
    await publish(NEXT);
    const old = await head();
    const { basis } = await planned();
    const [via = app] = await others();
    const [upgraded, saved] = await Promise.all([
      upgrade(basis),
      save(old, "new-schools", answerOf({ narrative: "新建三所。" }), 0, via),
    ]);
    // whichever came first, the text is refused, or was seen by the upgrade, which then had to be looked at again
    expect([upgraded.ok, saved.ok].filter(Boolean)).toHaveLength(1);
    if (!saved.ok) expect(saved.error.code).toBe("answer.stale");
    if (!upgraded.ok) expect(upgraded.error.code).toBe("upgrade.changed");
    const late = await save(old, "cover", answerOf({ values: { 报送单位: "区教委" } }));
    expect(late.ok).toBe(!upgraded.ok);
  });

  it("taken back, leaves everything as it was, once, and the orphans with it", async () => {
    await filled();
    await publish(NEXT);
    const before = await said();
    const { id } = expectOk(await upgrade((await planned()).basis));
    const apps = [app, ...(await others())];
    const undone = (await Promise.all(apps.map((via) => undo(id, via)))).map(expectOk);
    expect(new Set(undone.map(({ undoneAt }) => undoneAt)).size).toBe(1);
    expect(await said()).toEqual(before);
    expect(await orphans()).toEqual([]);
    expect(await leftover()).toEqual([0]);
    expectOk(await upgrade((await planned()).basis, "upgrade-two"));
    expect(await orphans()).toHaveLength(4);
    expect(await undo(id)).toMatchObject({ ok: true, value: { id } });
    expect((await head()).template.version).toBe("2023");
  });

  it("sends out only what the newer version asks for", async () => {
    await filled();
    await publish(NEXT);
    expectOk(await upgrade((await planned()).basis));
    const now = await head();
    const asked = new Set(outline(now.template).map(({ item }) => item.key));
    const { answers: sent, assignments } = await readPackagedSubmission(app.deps.store.db, now);
    expect(Object.keys(sent)).toEqual(["spending", "teacher-pay"]);
    expect(assignments.filter(({ itemKey }) => !asked.has(itemKey))).toEqual([]);
  });

  it("is not taken back once somebody has worked on it", async () => {
    await filled();
    await publish(NEXT);
    const { id } = expectOk(await upgrade((await planned()).basis));
    expectOk(await save(await head(), "opening", answerOf({ narrative: "引言" })));
    const before = await said();
    expect(await undo(id)).toMatchObject({ ok: false, error: { code: "upgrade.changed" } });
    expect(await said()).toEqual(before);
    expect(await undo("unknown")).toMatchObject({ ok: false, error: { code: "upgrade.unknown" } });
  });

  it("keeps an orphan on record when somebody says that it was dealt with", async () => {
    await filled();
    await publish(NEXT);
    expectOk(await upgrade((await planned()).basis));
    const [first] = await orphans();
    if (!first) throw new Error("no orphan");
    const settle = async (settled: boolean) =>
      expectOk(await settleOrphan(app.deps, app.deps.store.db, editor, await head(), first.id, settled));
    expect(await leftover()).toEqual([4]);
    expect(await settle(true)).toMatchObject({ settledBy: editor.name });
    expect(await settle(true)).toMatchObject({ text: first.text });
    expect(await leftover()).toEqual([3]);
    expect(await settle(false)).toMatchObject({ settledAt: null });
    expect(await leftover()).toEqual([4]);
    expect(await orphans()).toHaveLength(4);
  });

  it("goes on to the version after next along what each says of the one before", async () => {
    await filled();
    await publish(NEXT);
    await publish([{ kind: "rename", at: { kind: "item", key: "teacher-pay" }, key: "salaries" }], {
      ...START,
      base: { id: "test-small", version: "2023" },
      version: "2024",
    });
    const { basis } = await planned("2024");
    expectOk(await upgrade(basis, "upgrade-far", app, "2024"));
    expect((await answers())["salaries"]).toEqual(FILLED["pay"]);
    expect(await orphans()).toHaveLength(4);
  });

  it("loses no answer over random edits: what was said stands in the new answers or among the orphans", async () => {
    const arbitrary = fc.array(choice, { minLength: 1, maxLength: 15 }).map(changedBy);
    let round = 0;
    await filled();
    await fc.assert(
      fc.asyncProperty(arbitrary, async (edited) => {
        const to = publishable(edited, round);
        fc.pre(to !== undefined);
        if (!to) return;
        round += 1;
        await putPublished(app, supervisor, to, round);
        const before = await said();
        const was = before.answers;
        const { basis, plan } = await planned(to.version);
        const { id } = expectOk(await upgrade(basis, `upgrade-no-${round}`, app, to.version));
        const kept = await orphans();
        const values = Object.values(was).flatMap(({ values: own }) => Object.keys(own));
        const narratives = Object.values(was).filter(({ narrative }) => narrative !== undefined);
        const placed = plan.parts.filter(({ state }) => state !== "orphaned");
        expect(plan.parts.filter(({ path }) => path.startsWith("values.") && !path.endsWith(".prior"))).toHaveLength(
          values.length,
        );
        expect(plan.parts.filter(({ path }) => path === "narrative")).toHaveLength(narratives.length);
        expect(kept.filter(({ kind }) => kind === "answer").map(({ value }) => value)).toEqual(
          plan.orphans.map(({ value }) => value),
        );
        const now = await answers();
        for (const { to: place } of placed) expect(now[place?.itemKey ?? ""]).toBeDefined();
        const records = new Set(before.links.map(({ evidenceId }) => evidenceId));
        const standing = new Set((await said()).links.map(({ evidenceId }) => evidenceId));
        for (const { evidenceId } of kept) if (evidenceId !== undefined) standing.add(evidenceId);
        expect(standing).toEqual(records);
        expectOk(await undo(id));
        expect(await said()).toEqual(before);
      }),
      { numRuns: 15, seed: Number(process.env.FC_SEED ?? 20221108) },
    );
    expect(round).toBeGreaterThan(5);
  });
});

function changedBy(choices: Parameters<typeof editOf>[1][]): Draft {
  let draft = draftFrom(smallTemplate, { version: "2023", year: 2023, title: "测试用小清单" }, []);
  for (const each of choices) {
    const applied = applyEdit(draft, editOf(draft, each));
    if (applied.ok) draft = applied.value.draft;
  }
  return draft;
}

/** A version of its own, where the edits left one that could be read again. */
function publishable({ template }: Draft, round: number): Template | undefined {
  const parsed = templateSchema.safeParse({ ...template, version: `2023.${round + 1}` });
  return parsed.success && outline(parsed.data).length > 2 ? parsed.data : undefined;
}

/** As if it had been published: what counts here is not whether its rules are sound. */
async function putPublished({ deps }: MockApp, by: Actor, of: Template, round: number): Promise<void> {
  const { db } = deps.store;
  const start = { from: "version", base: START.base, version: `2099.${round}`, year: 2023, title: "占位" } as const;
  const { id } = expectOk(await beginDraft(deps, db, by, start, `begin-round-${round}`));
  await db.updateTable("template_draft").set({ state: "discarded" }).where("id", "=", id).execute();
  await db
    .insertInto("published_template")
    .values({
      id: of.id,
      version: of.version,
      hash: versionHash(of),
      body: JSON.stringify(of),
      draft_id: id,
      published_at: deps.clock().toISOString(),
      published_by: by.accountId,
    })
    .execute();
}
