import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#core/access/access.ts";
import type { DraftState } from "#core/api/builder.ts";
import type { Edit } from "#core/builder/edit.ts";
import { rebase } from "#core/builder/rebase.ts";
import { versionHash } from "#core/builder/version-hash.ts";
import { findItem } from "#core/template/outline.ts";
import { assembleApp, type MockApp } from "#mocks/assemble-app.ts";
import { actorOf, expectOk, seedOrganisation, submissionOf } from "#mocks/seed.ts";
import { smallRegistry } from "#mocks/small-registry.ts";
import { beginDraft, importTemplateFile } from "#server/services/begin-draft.ts";
import { readDraft, readDrafts, readSaves } from "#server/services/draft-rows.ts";
import { knownTemplate } from "#server/services/known-template.ts";
import { publishDraft } from "#server/services/publish-draft.ts";
import { previewPublish } from "#server/services/publish-preview.ts";
import { knownVersions } from "#server/services/published-templates.ts";
import { discardDraft, readRevision, readSince, saveDraft } from "#server/services/save-draft.ts";
import { createSubmission } from "#server/services/submissions.ts";
import { STORES, type TestDatabase } from "#tests/contract/each-store.ts";

const START = {
  from: "version",
  base: { id: "test-small", version: "2022" },
  version: "2023",
  year: 2023,
  title: "测试用小清单（2023年）",
} as const;
const heading = (key: string, text: string): Edit => ({
  kind: "set",
  at: { kind: "item", key },
  patch: { heading: text },
});

describe.each(STORES)("drafts of checklists on $name", ({ create, processes }) => {
  let database: TestDatabase;
  let app: MockApp;
  let supervisor: Actor;

  beforeEach(async () => {
    database = await create();
    app = await assembleApp({ store: database.open(), templates: await smallRegistry() });
    supervisor = actorOf(await seedOrganisation(app, "city", "cq", "市教育督导室"), "supervisor");
  });
  afterEach(() => database.dispose());

  const others = (): Promise<MockApp[]> =>
    Promise.all(
      Array.from({ length: processes - 1 }, async () =>
        assembleApp({ store: database.open(), templates: await smallRegistry() }),
      ),
    );
  const begin = (via = app, key = "begin-one", start: Parameters<typeof beginDraft>[3] = START) =>
    beginDraft(via.deps, via.deps.store.db, supervisor, start, key);
  const begun = async (): Promise<DraftState> => expectOk(await begin());
  const save = (id: string, base: number, key: string, edits: Edit[], via = app) =>
    saveDraft(via.deps, via.deps.store.db, supervisor, id, { base, key, edits });
  const publish = (id: string, revision: number, via = app) =>
    publishDraft(via.deps, via.deps.store.db, supervisor, id, { revision, reasons: {} });
  const now = async (id: string): Promise<DraftState> => {
    const found = await readDraft(app.deps.store.db, id);
    if (!found) throw new Error("no draft");
    return found;
  };
  const events = async (kind: string) =>
    (await app.deps.store.db.selectFrom("audit_event").select("id").where("kind", "=", kind).execute()).length;

  it("is begun once by however many processes, and a checklist has one that is open", async () => {
    const apps = [app, ...(await others())];
    const same = (await Promise.all([...apps, ...apps].map((via) => begin(via)))).map(expectOk);
    expect(new Set(same.map(({ id }) => id)).size).toBe(1);
    expect(await begin(app, "begin-two")).toMatchObject({ ok: false, error: { code: "draft.exists" } });
    expect(await readDrafts(app.deps.store.db, supervisor.organisation.id)).toMatchObject([
      { templateId: "test-small", version: "2023", base: START.base, revision: 0, state: "open" },
    ]);
    expect(await events("template.draft-created")).toBe(1);
  });

  it("cannot take a version that there is", async () => {
    const taken = await begin(app, "begin-one", { ...START, version: "2022" });
    expect(taken).toMatchObject({ ok: false, error: { code: "template.version-taken" } });
    const unknown = await begin(app, "begin-one", { ...START, base: { id: "test-small", version: "1999" } });
    expect(unknown).toMatchObject({ ok: false, error: { code: "template.unknown" } });
  });

  it("lets one of two who save on the same revision win, and the other rebase onto it: nobody's work is lost", async () => {
    const { id, draft } = await begun();
    const [mine, theirs] = [[heading("pay", "教师待遇")], [heading("spending", "教育投入责任")]];
    const [via = app] = await others();
    const outcomes = await Promise.all([save(id, 0, "save-mine", mine), save(id, 0, "save-theirs", theirs, via)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    const loser = outcomes[0].ok ? theirs : mine;
    const failed = outcomes.find(({ ok }) => !ok);
    expect(failed).toMatchObject({ error: { code: "draft.stale" } });
    const newer = await readSince(app.deps.store.db, id, 0);
    expect(newer?.saves).toHaveLength(1);
    if (!newer?.draft) throw new Error("nothing newer");
    const rebased = rebase(draft, loser, newer.draft);
    expect(rebased.conflicts).toEqual([]);
    expectOk(await save(id, newer.revision, "save-again", rebased.edits));
    const { template } = (await now(id)).draft;
    expect([findItem(template, "pay"), findItem(template, "spending")].map((each) => each?.item.heading)).toEqual([
      "教师待遇",
      "教育投入责任",
    ]);
    expect(await readSince(app.deps.store.db, id, 2)).toMatchObject({ revision: 2, draft: null, saves: [] });
  });

  it("answers a repeated save with its first outcome, whoever asks and whatever was saved since", async () => {
    const { id } = await begun();
    const edits = [heading("pay", "教师待遇")];
    const apps = [app, ...(await others())];
    const all = await Promise.all([...apps, ...apps].map((via) => save(id, 0, "save-once", edits, via)));
    expectOk(await save(id, 1, "save-next", [heading("pay", "待遇")]));
    const again = expectOk(await save(id, 0, "save-once", edits));
    expect(all.map(expectOk)).toEqual(all.map(() => again));
    expect(await readSaves(app.deps.store.db, id, { limit: 9 })).toMatchObject([
      { revision: 2, edits: 1 },
      { revision: 1, edits: 1 },
    ]);
    expect(await events("template.draft-saved")).toBe(2);
  });

  it("stores nothing of a batch of which one edit does not fit", async () => {
    const { id } = await begun();
    const refused = await save(id, 0, "save-half", [heading("pay", "教师待遇"), heading("none", "无")]);
    expect(refused).toMatchObject({
      ok: false,
      error: { code: "draft.invalid", details: [{ code: "builder.gone", path: "none" }] },
    });
    expect(await now(id)).toMatchObject({ revision: 0 });
    expect(findItem((await now(id)).draft.template, "pay")?.item.heading).toBe("保障教师待遇");
  });

  it("can be read as it was after every save, and its saves cannot be rewritten", async () => {
    const { id, draft } = await begun();
    const states = [draft];
    for (const [index, text] of ["一", "二", "三"].entries()) {
      expectOk(await save(id, index, `save-no-${index}`, [heading("pay", text)]));
      states.push((await now(id)).draft);
    }
    for (const [revision, state] of states.entries())
      expect(await readRevision(app.deps.store.db, id, revision)).toEqual(state);
    expect(await readRevision(app.deps.store.db, id, 4)).toBeUndefined();
    for (const statement of [sql`update template_draft_edit set edits = '[]'`, sql`delete from template_draft_edit`])
      await expect(statement.execute(app.deps.store.db)).rejects.toThrow(/append-only/);
  });

  it("is published once, served to every process, and never changes", async () => {
    const { id } = await begun();
    expectOk(
      await save(id, 0, "save-one", [
        heading("pay", "教师待遇"),
        { kind: "remove", at: { kind: "item", key: "new-schools" } },
      ]),
    );
    const { db } = app.deps.store;
    expect(await publish(id, 0)).toMatchObject({ ok: false, error: { code: "draft.stale" } });
    expectOk(await save(id, 1, "save-two", [{ kind: "remove", at: { kind: "section", key: "schools" } }]));
    const preview = await previewPublish(app.deps, db, await now(id));
    expect(preview).toMatchObject({ revision: 2, publishable: true, dropped: [{ item: "new-schools" }] });
    const apps = [app, ...(await others())];
    const published = (await Promise.all([...apps, ...apps].map((via) => publish(id, 2, via)))).map(expectOk);
    expect(new Set(published.map(({ hash }) => hash)).size).toBe(1);
    expect(await events("template.published")).toBe(1);
    for (const via of apps) {
      const known = await knownTemplate(via.deps.store.db, via.deps.templates, "test-small", "2023");
      expect(known?.lineage).toEqual([
        { version: "2022", items: [], fields: [], dropped: [{ item: "new-schools", reason: "2023版取消" }] },
      ]);
      expect(known && versionHash(known)).toBe(published[0]?.hash);
      expect(
        (await knownVersions(via.deps.store.db, via.deps.templates)).map(({ template }) => template.version),
      ).toEqual(["2023", "2022"]);
    }
    for (const statement of [sql`update published_template set body = '{}'`, sql`delete from published_template`])
      await expect(statement.execute(db)).rejects.toThrow(/append-only/);
    expect(await save(id, 2, "save-late", [heading("pay", "晚了")])).toMatchObject({ error: { code: "draft.closed" } });
    expect(await discardDraft(app.deps, db, supervisor, id)).toMatchObject({ error: { code: "draft.closed" } });
    expect(await publish(id, 1)).toMatchObject({ error: { code: "draft.closed" } });
  });

  it("with an error is not published, and says where", async () => {
    const { id } = await begun();
    expectOk(await save(id, 0, "save-bad", [heading("pay", "")]));
    expect(await publish(id, 1)).toMatchObject({
      ok: false,
      error: { code: "template.faulty", details: [{ code: "builder.empty", path: "pay/heading" }] },
    });
    const { db } = app.deps.store;
    expect(await db.selectFrom("published_template").selectAll().execute()).toEqual([]);
    expect((await previewPublish(app.deps, db, await now(id))).publishable).toBe(false);
  });

  it("does not take a version that another draft has published meanwhile", async () => {
    const { id } = await begun();
    expectOk(await publish(id, 0));
    const next = expectOk(await begin(app, "begin-two", { ...START, version: "2024" }));
    expectOk(
      await save(next.id, 0, "save-back", [{ kind: "set", at: { kind: "template" }, patch: { version: "2023" } }]),
    );
    expect(await publish(next.id, 1)).toMatchObject({ ok: false, error: { code: "template.version-taken" } });
    const preview = await previewPublish(app.deps, app.deps.store.db, await now(next.id));
    expect(preview.faults[0]).toMatchObject({ code: "template.version-taken", path: "version" });
  });

  it("given up makes room for another, and stays on record", async () => {
    const { id } = await begun();
    expectOk(await discardDraft(app.deps, app.deps.store.db, supervisor, id));
    expectOk(await discardDraft(app.deps, app.deps.store.db, supervisor, id));
    const next = expectOk(await begin(app, "begin-two"));
    expect(next.id).not.toBe(id);
    expect(await now(id)).toMatchObject({ state: "discarded" });
    expect(await save(id, 0, "save-dead", [heading("pay", "x")])).toMatchObject({ error: { code: "draft.closed" } });
    expect(await publish(id, 0)).toMatchObject({ error: { code: "draft.closed" } });
  });

  it("counts the running submissions of all districts, and starts new ones on what was published", async () => {
    const yubei = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
    await seedOrganisation(app, "district", "jb", "重庆市江北区");
    const { id } = await begun();
    const { db } = app.deps.store;
    const preview = await previewPublish(app.deps, db, await now(id));
    expect(preview.difference).toMatchObject({ running: 2, class: "safe", touched: { drafts: 0, answers: 0 } });
    expectOk(await publish(id, 0));
    const wanted = { templateId: "test-small", templateVersion: "2023", year: 2023, deadline: null };
    const started = await createSubmission(app.deps, db, actorOf(yubei, "editor"), wanted);
    expect(expectOk(started)).not.toBe(submissionOf(yubei));
  });

  it("goes out as a file and comes back the same, following the versions that are known", async () => {
    const { id } = await begun();
    const { db } = app.deps.store;
    expectOk(await publish(id, 0));
    const out = await knownTemplate(db, app.deps.templates, "test-small", "2023");
    if (!out) throw new Error("not published");
    const text = JSON.stringify({ ...out, version: "2024", lineage: [] });
    const came = expectOk(await importTemplateFile(app.deps, db, supervisor, text, "import-one"));
    expect(came).toMatchObject({ version: "2024", base: { id: "test-small", version: "2023" } });
    expect(came.draft.template.lineage).toEqual([{ version: "2023", items: [], fields: [], dropped: [] }]);
    const again = await importTemplateFile(app.deps, db, supervisor, JSON.stringify(out), "import-two");
    expect(again).toMatchObject({ ok: false, error: { code: "template.version-taken" } });
  });
});
