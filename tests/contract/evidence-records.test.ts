import { unzipSync } from "fflate";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  changeEvidence as changeContract,
  evidenceZip,
  linkEvidence as linkContract,
  listRevisions,
  revisionContent,
} from "#core/api/evidence.ts";
import { catalogue, type FileContent } from "#core/evidence/evidence.ts";
import { assembleApp, type MockApp } from "#mocks/assemble-app.ts";
import { callApi } from "#mocks/call-api.ts";
import { actorOf, expectOk, type SeededOrganisation, seedOrganisation, submissionOf } from "#mocks/seed.ts";
import { smallRegistry } from "#mocks/small-registry.ts";
import { sha256Of } from "#server/files/intake.ts";
import { streamOf } from "#server/files/memory.ts";
import { changeEvidence, deleteEvidence } from "#server/services/evidence-changes.ts";
import { detachEvidence, linkEvidence, orderEvidence } from "#server/services/evidence-links.ts";
import { readEvidence, readRevisions } from "#server/services/evidence-records.ts";
import { restoreRevision, reviseEvidence } from "#server/services/evidence-revisions.ts";
import { addEvidenceRecord } from "#server/services/evidence-store.ts";
import { readHead, type SubmissionHead } from "#server/services/submission-rows.ts";
import { createSubmission } from "#server/services/submissions.ts";
import { STORES, type TestDatabase } from "#tests/contract/each-store.ts";

const encoder = new TextEncoder();

/** Everything that can be read in the files, those inside Word and Excel files as well. */
const textOf = (files: Record<string, Uint8Array>): string =>
  Object.entries(files)
    .map(
      ([name, bytes]) =>
        name + (/\.(docx|xlsx)$/.test(name) ? textOf(unzipSync(bytes)) : new TextDecoder().decode(bytes)),
    )
    .join("\n");

describe.each(STORES)("evidence records on $name", ({ create }) => {
  let database: TestDatabase;
  let app: MockApp;
  let district: SeededOrganisation;
  let head: SubmissionHead;
  let now: Date;

  beforeEach(async () => {
    now = new Date("2022-11-08T08:00:00Z");
    database = await create();
    app = await assembleApp({ store: database.open(), templates: await smallRegistry(), clock: () => now });
    district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
    head = await headOf(submissionOf(district));
    app.become(editor().accountId);
  });
  afterEach(() => database.dispose());

  const db = () => app.deps.store.db;
  const editor = () => actorOf(district, "editor");
  const headOf = async (submissionId: string): Promise<SubmissionHead> => {
    const found = await readHead(db(), app.deps.templates, submissionId);
    if (!found) throw new Error("no submission");
    return found;
  };
  const fileOf = async (text: string, more: Partial<FileContent> = {}): Promise<FileContent> => {
    const bytes = encoder.encode(text);
    expectStored(await app.deps.files.put(streamOf(bytes), { limit: 1000, accept: () => true }));
    return {
      fileName: `${text}.pdf`,
      mediaType: "application/pdf",
      size: bytes.byteLength,
      sha256: await sha256Of(bytes),
      flags: [],
      ...more,
    };
  };
  const expectStored = (put: { ok: boolean }) => expect(put.ok).toBe(true);
  const add = async (text: string, itemKey = "spending", where = head) =>
    expectOk(
      await addEvidenceRecord(app.deps, db(), editor(), where, {
        itemKey,
        slot: undefined,
        title: text,
        file: await fileOf(text),
      }),
    );
  const all = (where = head) => readEvidence(db(), where.id);
  const events = async () => {
    const rows = await db().selectFrom("audit_event").select("body").orderBy("id").execute();
    return rows.map((row) => JSON.parse(row.body)).filter(({ type }) => type.startsWith("evidence."));
  };
  const change = (evidenceId: string, body: object) =>
    callApi(app, changeContract, { params: { submissionId: head.id, evidenceId }, body });

  describe("what a record says of its document", () => {
    it("is kept with 〔〕 in its number, told with both states, and taken back by an empty text", async () => {
      const { evidence } = await add("决算");
      const said = {
        issuer: "重庆市教育委员会",
        docNumber: "渝教发(2022)5号",
        date: "2022-03-01",
        effectiveFrom: "2022-03-01",
        effectiveUntil: "2025-12-31",
        confidential: true,
      };
      const answered = await change(evidence.id, said);
      expect(answered.status).toBe(200);
      expect(answered.body).toEqual({ ...evidence, ...said, docNumber: "渝教发〔2022〕5号" });
      expect(await all()).toEqual([answered.body]);
      expect((await events()).at(-1)).toMatchObject({
        type: "evidence.changed",
        from: { docNumber: "", confidential: false },
        to: { docNumber: "渝教发〔2022〕5号", confidential: true },
      });
      await change(evidence.id, { docNumber: "", date: null });
      expect(await all()).toMatchObject([{ docNumber: "", date: null, issuer: "重庆市教育委员会" }]);
    });

    it("is refused where it contradicts itself, and nothing of it is kept", async () => {
      const { evidence } = await add("决算");
      await change(evidence.id, { effectiveFrom: "2022-06-01" });
      const before = await all();
      for (const [body, path] of [
        [{ effectiveUntil: "2022-05-31", issuer: "某局" }, "effectiveUntil"],
        [{ date: "2022-13-01" }, "body.date"],
        [{ title: " " }, "body.title"],
        [{ inReport: true }, "inReport"],
        [{ sha256: "0" }, "body"],
      ] as const)
        expect(await change(evidence.id, body)).toMatchObject({
          status: 400,
          body: { error: { code: "request.invalid", details: [{ path }] } },
        });
      expect(await all()).toEqual(before);
    });

    it("cannot make a picture both confidential and printed", async () => {
      const file = await fileOf("照片", { fileName: "照片.png", mediaType: "image/png" });
      const wanted = { itemKey: "new-schools", slot: undefined, title: "照片", file };
      const { evidence } = expectOk(await addEvidenceRecord(app.deps, db(), editor(), head, wanted));
      expect((await change(evidence.id, { inReport: true })).status).toBe(200);
      expect(await change(evidence.id, { confidential: true })).toMatchObject({
        body: { error: { details: [{ path: "confidential", code: "evidence.confidential-printed" }] } },
      });
      expect((await change(evidence.id, { confidential: true, inReport: false })).status).toBe(200);
    });

    it("loses nothing when two people change different parts at once", async () => {
      const { evidence } = await add("决算");
      const parts = [{ issuer: "某局" }, { docNumber: "某发〔2022〕1号" }, { date: "2022-01-01" }, { title: "新名" }];
      for (const each of await Promise.all(
        parts.map((part) => changeEvidence(app.deps, editor(), head, { evidenceId: evidence.id, ...part })),
      ))
        expectOk(each);
      expect(await all()).toMatchObject([Object.assign({}, ...parts)]);
    });
  });

  describe("a file that is replaced", () => {
    it("becomes a new revision; the older one can still be read, by whom and when", async () => {
      const { evidence } = await add("初稿");
      now = new Date("2022-11-09T08:00:00Z");
      const file = await fileOf("定稿", { pages: 3, flags: ["macros"] });
      const revised = expectOk(await reviseEvidence(app.deps, db(), editor(), head, { evidenceId: evidence.id, file }));
      expect(revised).toMatchObject({ id: evidence.id, title: "初稿", revision: 2, ...file, links: evidence.links });
      const params = { submissionId: head.id, evidenceId: evidence.id };
      const listed = await callApi(app, listRevisions, { params });
      expect(listed.body).toMatchObject([
        { revision: 2, sha256: file.sha256, pages: 3, addedAt: "2022-11-09T08:00:00.000Z", addedBy: editor().name },
        { revision: 1, sha256: evidence.sha256, addedAt: "2022-11-08T08:00:00.000Z" },
      ]);
      const read = async (revision: string) =>
        (await callApi(app, revisionContent, { params: { ...params, revision } })).body;
      expect([await read("1"), await read("2")]).toEqual(["初稿", "定稿"]);
      expect((await callApi(app, revisionContent, { params: { ...params, revision: "3" } })).status).toBe(404);
      expect((await events()).at(-1)).toMatchObject({
        type: "evidence.replaced",
        from: { revision: 1, sha256: evidence.sha256 },
        to: { revision: 2, sha256: file.sha256 },
      });
    });

    it("can be taken back: the older file becomes the newest revision, and the history grows", async () => {
      const { evidence } = await add("初稿");
      const file = await fileOf("定稿");
      expectOk(await reviseEvidence(app.deps, db(), editor(), head, { evidenceId: evidence.id, file }));
      const back = expectOk(
        await restoreRevision(app.deps, db(), editor(), head, { evidenceId: evidence.id, revision: 1 }),
      );
      expect(back).toMatchObject({ revision: 3, sha256: evidence.sha256, fileName: "初稿.pdf" });
      expect((await readRevisions(db(), head.id, evidence.id)).map(({ revision }) => revision)).toEqual([3, 2, 1]);
    });

    it("stays one when the same bytes come again, and is refused when they are another record's", async () => {
      const { evidence } = await add("甲");
      const other = await add("乙");
      const revise = async (text: string) =>
        reviseEvidence(app.deps, db(), editor(), head, { evidenceId: evidence.id, file: await fileOf(text) });
      expect(expectOk(await revise("甲")).revision).toBe(1);
      expect(await revise("乙")).toMatchObject({ ok: false, error: { code: "evidence.duplicate" } });
      expect(await all()).toEqual([evidence, other.evidence].sort((a, b) => (a.id < b.id ? -1 : 1)));
    });

    it("counts on when several replace it at once", async () => {
      const { evidence } = await add("零");
      const files = await Promise.all(["一", "二", "三", "四"].map((text) => fileOf(text)));
      for (const each of await Promise.all(
        files.map((file) => reviseEvidence(app.deps, db(), editor(), head, { evidenceId: evidence.id, file })),
      ))
        expectOk(each);
      const revisions = await readRevisions(db(), head.id, evidence.id);
      expect(revisions.map(({ revision }) => revision)).toEqual([5, 4, 3, 2, 1]);
      expect(await all()).toMatchObject([{ revision: 5, sha256: revisions[0]?.sha256 }]);
    });
  });

  describe("an item's records", () => {
    it("can be put into another order, which renumbers them; what is not named comes after", async () => {
      const records = [await add("甲"), await add("乙"), await add("丙")].map(({ evidence }) => evidence.id);
      const [a = "", b = "", c = ""] = records;
      const order = { itemKey: "spending", order: [c, "gone", a, c] };
      const moved = expectOk(await orderEvidence(app.deps, editor(), head, order));
      expect(moved.map(({ id }) => id)).toEqual([c, a, b]);
      const numbers = catalogue(head.template, await all()).map(({ number, evidence }) => `${number} ${evidence.id}`);
      expect(numbers).toEqual([`1-1-01 ${c}`, `1-1-02 ${a}`, `1-1-03 ${b}`]);
      expect((await events()).at(-1)).toMatchObject({ type: "evidence.ordered", from: [a, b, c], to: [c, a, b] });
      expectOk(await orderEvidence(app.deps, editor(), head, order));
      expect((await events()).filter(({ type }) => type === "evidence.ordered")).toHaveLength(1);
      expect(expectOk(await orderEvidence(app.deps, editor(), head, { itemKey: "pay", order: [a] }))).toEqual([]);
    });

    it("name the pages cited, apart for each item, and keep slot and pages that a change leaves out", async () => {
      const { evidence } = await add("决算");
      const link = (itemKey: string, body: object) =>
        callApi(app, linkContract, { params: { submissionId: head.id, evidenceId: evidence.id, itemKey }, body });
      await link("spending", { pagesCited: "3-5, 8" });
      await link("spending", { slot: "final-account" });
      await link("pay", { pagesCited: "附件2" });
      expect(await all()).toMatchObject([
        {
          links: [
            { itemKey: "pay", pagesCited: "附件2" },
            { itemKey: "spending", slot: "final-account", pagesCited: "3—5、8" },
          ],
        },
      ]);
      expect((await events()).filter(({ type }) => type === "evidence.cited")).toMatchObject([
        { itemKey: "spending", from: "", to: "3—5、8" },
        { itemKey: "pay", from: "", to: "附件2" },
      ]);
    });
  });

  describe("a record that is deleted", () => {
    it("must stand nowhere, leaves the library, and comes back as it was with the same bytes", async () => {
      const { evidence } = await add("决算");
      await change(evidence.id, { issuer: "某局" });
      const remove = () => deleteEvidence(app.deps, editor(), head, evidence.id);
      expect(await remove()).toMatchObject({ ok: false, error: { code: "evidence.in-use" } });
      const place = { evidenceId: evidence.id, itemKey: "spending" };
      expectOk(await detachEvidence(app.deps, editor(), head, place));
      expectOk(await remove());
      expect(await all()).toEqual([]);
      expect(await readRevisions(db(), head.id, evidence.id)).toEqual([]);
      expect(await remove()).toMatchObject({ ok: false, error: { code: "resource.not-found" } });
      expect(
        await linkEvidence(app.deps, db(), editor(), head, { evidenceId: evidence.id, itemKey: "pay", slot: null }),
      ).toMatchObject({ ok: false, error: { code: "resource.not-found" } });
      const again = await add("决算", "pay");
      expect(again).toMatchObject({ outcome: "stored", evidence: { id: evidence.id, issuer: "某局", revision: 1 } });
      expect((await events()).map(({ type }) => type).slice(-3)).toEqual([
        "evidence.detached",
        "evidence.deleted",
        "evidence.recovered",
      ]);
    });

    it("keeps its bytes from becoming another record's file unnoticed", async () => {
      const gone = await add("旧");
      expectOk(await detachEvidence(app.deps, editor(), head, { evidenceId: gone.evidence.id, itemKey: "spending" }));
      expectOk(await deleteEvidence(app.deps, editor(), head, gone.evidence.id));
      const { evidence } = await add("新");
      const file = await fileOf("旧");
      expect(await reviseEvidence(app.deps, db(), editor(), head, { evidenceId: evidence.id, file })).toMatchObject({
        ok: false,
        error: { code: "evidence.duplicate" },
      });
    });
  });

  it("is marked with the newest earlier year in which the same district used the same bytes", async () => {
    const start = async (year: number) =>
      headOf(
        expectOk(
          await createSubmission(app.deps, db(), editor(), {
            templateId: "test-small",
            templateVersion: "2022",
            year,
            deadline: null,
          }),
        ),
      );
    const [past, next] = [await start(2021), await start(2023)];
    for (const where of [past, head, next]) await add("每年一份", "spending", where);
    const replaced = await add("去年初稿", "pay", head);
    const file = await fileOf("去年定稿");
    expectOk(await reviseEvidence(app.deps, db(), editor(), head, { evidenceId: replaced.evidence.id, file }));
    await add("去年初稿", "pay", next);
    await add("今年新作", "pay", next);
    const marks = async (where: SubmissionHead) =>
      Object.fromEntries((await all(where)).map(({ title, alsoIn }) => [title, alsoIn]));
    expect(await marks(past)).toEqual({ 每年一份: undefined });
    expect(await marks(head)).toEqual({ 每年一份: 2021, 去年初稿: undefined });
    expect(await marks(next)).toEqual({ 每年一份: 2022, 去年初稿: 2022, 今年新作: undefined });
    const stranger = await seedOrganisation(app, "district", "jb", "重庆市江北区");
    const theirs = await headOf(submissionOf(stranger));
    await add("每年一份", "spending", theirs);
    expect(await marks(theirs)).toEqual({ 每年一份: undefined });
  });

  describe("the ZIP", () => {
    const download = async (reader: string) => {
      const path = evidenceZip.path.replace(":submissionId", head.id);
      return app.fetch(new Request(`http://ziping.test${path}?for=${reader}`));
    };
    const read = async (reader: string) => {
      const response = await download(reader);
      const bytes = new Uint8Array(await response.arrayBuffer());
      expect(response.headers.get("content-length")).toBe(String(bytes.byteLength));
      return unzipSync(bytes);
    };

    it("holds every linked file in checklist order; for others without confidential ones, numbers unmoved", async () => {
      await add("决算");
      const secret = await add("密件");
      await add("明细");
      expectOk(
        await linkEvidence(app.deps, db(), editor(), head, {
          evidenceId: secret.evidence.id,
          itemKey: "pay",
          slot: null,
        }),
      );
      await change(secret.evidence.id, { confidential: true });
      const names = (files: Record<string, unknown>) => Object.keys(files).slice(3);
      expect(names(await read("own"))).toEqual([
        "1 教育投入/1-1 落实教育投入责任/1-1-01 决算.pdf",
        "1 教育投入/1-1 落实教育投入责任/1-1-02 密件.pdf",
        "1 教育投入/1-1 落实教育投入责任/1-1-03 明细.pdf",
        "1 教育投入/1-2 保障教师待遇/1-2-01 密件.pdf",
      ]);
      const others = await read("others");
      expect(names(others)).toEqual([
        "1 教育投入/1-1 落实教育投入责任/1-1-01 决算.pdf",
        "1 教育投入/1-1 落实教育投入责任/1-1-03 明细.pdf",
      ]);
      expect(textOf(others)).toContain("明细");
      expect(textOf(others)).not.toMatch(/密件|涉密/);
      expect((await events()).slice(-2)).toMatchObject([
        { type: "evidence.exported", for: "own", files: 4, withheld: 0 },
        { type: "evidence.exported", for: "others", files: 2, withheld: 2 },
      ]);
    });

    it("is refused with the reason where there is nothing to pack or a file is gone", async () => {
      expect(await (await download("own")).json()).toMatchObject({ error: { code: "evidence.none" } });
      const { evidence } = await add("决算");
      await sql`update evidence set sha256 = ${"0".repeat(64)} where id = ${evidence.id}`.execute(db());
      const response = await download("own");
      expect(response.status).toBe(500);
      const { error } = (await response.json()) as { error: { code: string; message: string } };
      expect(error.code).toBe("evidence.damaged");
      expect(error.message).toContain("1-1-01《决算》");
      expect((await download("everybody")).status).toBe(400);
    });
  });
});
