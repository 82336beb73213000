import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { assembleApp, type MockApp } from "#mocks/assemble-app.ts";
import { actorOf, expectOk, type SeededOrganisation, seedOrganisation } from "#mocks/seed.ts";
import { headOf } from "#mocks/seed-review.ts";
import { smallRegistry } from "#mocks/small-registry.ts";
import { streamOf } from "#server/files/memory.ts";
import { addEvidence } from "#server/services/add-evidence.ts";
import { changeEvidence } from "#server/services/evidence-changes.ts";
import { detachEvidence, linkEvidence } from "#server/services/evidence-links.ts";
import { readEvidence } from "#server/services/evidence-records.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import { STORES, type TestDatabase } from "#tests/contract/each-store.ts";

describe.each(STORES)("evidence on $name", ({ create }) => {
  let database: TestDatabase;
  let app: MockApp;
  let district: SeededOrganisation;
  let head: SubmissionHead;

  beforeEach(async () => {
    database = await create();
    app = await assembleApp({ store: database.open(), templates: await smallRegistry() });
    district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
    head = await headOf(app, district);
  });
  afterEach(() => database.dispose());

  const upload = (content: string, itemKey = "spending", slot?: string) =>
    addEvidence(app.deps, app.deps.store.db, actorOf(district, "editor"), head, {
      itemKey,
      slot,
      fileName: "决算 报表.v2.pdf",
      stream: streamOf(new TextEncoder().encode(`%PDF-1.4 ${content}`)),
      expected: undefined,
    });
  const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1);
  const uploadImage = (inReport?: boolean) =>
    addEvidence(app.deps, app.deps.store.db, actorOf(district, "editor"), head, {
      itemKey: "new-schools",
      slot: "photo",
      fileName: "新校.png",
      ...(inReport === undefined ? {} : { inReport }),
      stream: streamOf(PNG),
      expected: undefined,
    });
  const editor = () => actorOf(district, "editor");
  const all = () => readEvidence(app.deps.store.db, head.id);
  const events = async () => {
    const rows = await app.deps.store.db.selectFrom("audit_event").select("body").orderBy("id").execute();
    return rows.map((row) => JSON.parse(row.body)).filter(({ type }) => type.startsWith("evidence."));
  };
  const eventTypes = async () => (await events()).map(({ type }) => type);

  it("is stored once: the same bytes again are answered with the record that has them", async () => {
    const first = expectOk(await upload("a", "spending", "final-account"));
    const again = expectOk(await upload("a", "pay"));
    expect([first.outcome, again.outcome]).toEqual(["stored", "duplicate"]);
    expect(again.evidence).toEqual(first.evidence);
    expect(first.evidence).toMatchObject({
      title: "决算 报表.v2",
      mediaType: "application/pdf",
      links: [{ itemKey: "spending", slot: "final-account", order: 1 }],
    });
    expect(await all()).toHaveLength(1);
    expect(await eventTypes()).toEqual(["evidence.added"]);
  });

  it("is stored once when the same bytes arrive twice at the same time", async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, async () => expectOk(await upload("a")).outcome));
    expect(outcomes.filter((each) => each === "stored")).toHaveLength(1);
    expect(await all()).toHaveLength(1);
  });

  it("comes last in its item", async () => {
    await upload("a");
    await upload("b");
    expect((await all()).flatMap(({ links }) => links.map(({ order }) => order)).sort()).toEqual([1, 2]);
  });

  it("can stand under several items, change its slot, and be detached without being deleted", async () => {
    const { evidence } = expectOk(await upload("a"));
    const place = { evidenceId: evidence.id, itemKey: "new-schools" };
    const link = (slot: string | null) => linkEvidence(app.deps, app.deps.store.db, editor(), head, { ...place, slot });
    expectOk(await link(null));
    expect(expectOk(await link("photo")).links).toEqual([
      { itemKey: "new-schools", slot: "photo", order: 1 },
      { itemKey: "spending", order: 1 },
    ]);
    expectOk(await detachEvidence(app.deps, editor(), head, place));
    expectOk(await detachEvidence(app.deps, editor(), head, { ...place, itemKey: "spending" }));
    expect(await all()).toMatchObject([{ id: evidence.id, links: [] }]);
    expect(await app.deps.files.has(evidence.sha256)).toBe(true);
    expect(await eventTypes()).toEqual([
      "evidence.added",
      "evidence.linked",
      "evidence.linked",
      "evidence.detached",
      "evidence.detached",
    ]);
  });

  it("cannot be linked to an item or slot that the checklist does not have", async () => {
    const { evidence } = expectOk(await upload("a"));
    const link = (itemKey: string, slot: string | null) =>
      linkEvidence(app.deps, app.deps.store.db, editor(), head, { evidenceId: evidence.id, itemKey, slot });
    expect(await link("no-such-item", null)).toMatchObject({ ok: false, error: { code: "resource.not-found" } });
    expect(await link("pay", "photo")).toMatchObject({ ok: false, error: { code: "request.invalid" } });
    expect(await upload("b", "pay", "photo")).toMatchObject({ ok: false, error: { code: "request.invalid" } });
  });

  it("records a new title with the old one, and nothing where nothing changes", async () => {
    const { evidence } = expectOk(await upload("a"));
    const rename = () => changeEvidence(app.deps, editor(), head, { evidenceId: evidence.id, title: "2022年决算" });
    expect(expectOk(await rename())).toEqual({ ...evidence, title: "2022年决算" });
    expectOk(await rename());
    expect(await all()).toMatchObject([{ title: "2022年决算", inReport: false }]);
    expect(await events()).toMatchObject([
      { type: "evidence.added" },
      {
        type: "evidence.changed",
        from: { title: "决算 报表.v2", inReport: false },
        to: { title: "2022年决算", inReport: false },
      },
    ]);
  });

  it("is printed in the report when it is an image and somebody says so, and no longer when they say no", async () => {
    const { evidence } = expectOk(await uploadImage());
    expect(evidence.inReport).toBe(false);
    const print = (inReport: boolean) =>
      changeEvidence(app.deps, editor(), head, { evidenceId: evidence.id, inReport });
    expect(expectOk(await print(true))).toEqual({ ...evidence, inReport: true });
    expect(await all()).toEqual([{ ...evidence, inReport: true }]);
    expectOk(await print(false));
    expect(await all()).toEqual([evidence]);
    expect((await events()).map(({ type, to }) => [type, to?.inReport])).toEqual([
      ["evidence.added", undefined],
      ["evidence.changed", true],
      ["evidence.changed", false],
    ]);
  });

  it("may come as an image of the report from the start", async () => {
    expect(expectOk(await uploadImage(true)).evidence).toMatchObject({ mediaType: "image/png", inReport: true });
  });

  it("cannot be printed when it is no image", async () => {
    const { evidence } = expectOk(await upload("a"));
    expect(
      await changeEvidence(app.deps, editor(), head, { evidenceId: evidence.id, title: "新名", inReport: true }),
    ).toMatchObject({ ok: false, error: { code: "request.invalid", details: [{ path: "inReport" }] } });
    expect(await all()).toEqual([evidence]);
  });

  it("has no row when its event cannot be written", async () => {
    await sql`alter table audit_event rename to audit_event_away`.execute(app.deps.store.db);
    await expect(upload("a")).rejects.toThrow();
    await sql`alter table audit_event_away rename to audit_event`.execute(app.deps.store.db);
    expect(await all()).toEqual([]);
  });
});
