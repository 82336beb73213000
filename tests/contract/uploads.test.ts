import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Role } from "#core/access/access.ts";
import { errorBody } from "#core/api/error.ts";
import { evidenceThumbnail, finishUpload, knownEvidence } from "#core/api/upload.ts";
import { assembleApp, type MockApp } from "#mocks/assemble-app.ts";
import { callApi } from "#mocks/call-api.ts";
import { actorOf, expectOk, type SeededOrganisation, seedOrganisation, submissionOf } from "#mocks/seed.ts";
import { smallRegistry } from "#mocks/small-registry.ts";
import { beginUpload, finish, ORIGIN, patchUpload, tusHeaders, uploadFile } from "#mocks/upload-file.ts";
import { openDiskFiles } from "#server/files/disk.ts";
import { openDiskArrivals } from "#server/files/disk-arrivals.ts";
import { sha256Of } from "#server/files/intake.ts";
import { readEvidence } from "#server/services/evidence-records.ts";
import { createSubmission } from "#server/services/submissions.ts";
import { STORES, type TestDatabase } from "#tests/contract/each-store.ts";
import { officeFile, statedZip, zipOf } from "#tests/fixtures/evidence-files.ts";

const pdf = (length: number, seed = 1): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(length);
  let state = seed;
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[at] = state >>> 24;
  }
  bytes.set(new TextEncoder().encode("%PDF-1.4\n"));
  return bytes;
};

describe.each(STORES)("uploads on $name", ({ create }) => {
  let database: TestDatabase;
  let folder: string;
  let app: MockApp;
  let district: SeededOrganisation;
  let submissionId: string;

  const become = (role: Role, of = district): void => app.become(actorOf(of, role).accountId);

  async function open(): Promise<MockApp> {
    const files = await openDiskFiles(folder, new Date());
    const arrivals = await openDiskArrivals(folder);
    return assembleApp({ store: database.open(), templates: await smallRegistry(), replace: { files, arrivals } });
  }
  beforeEach(async () => {
    database = await create();
    folder = await mkdtemp(join(tmpdir(), "ziping-uploads-"));
    app = await open();
    district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
    submissionId = submissionOf(district);
    become("editor");
  });
  afterEach(async () => {
    await database.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const file = (bytes: Uint8Array<ArrayBuffer>, fileName = "决算.pdf") => ({
    submissionId,
    item: "spending",
    slot: "final-account",
    fileName,
    bytes,
  });
  const codeOf = async (response: Response): Promise<string> => errorBody.parse(await response.json()).error.code;
  const codeIn = (body: unknown): string => errorBody.parse(body).error.code;
  const head = (location: string) => app.fetch(new Request(ORIGIN + location, { method: "HEAD", headers: tusHeaders }));
  const stored = async (): Promise<string[]> =>
    (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => `${entry.parentPath.split("/").at(-1)}/${entry.name}`);
  const begin = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> => {
    const begun = await beginUpload(app, file(bytes));
    expect(begun.status).toBe(201);
    return begun.headers.get("location") ?? "";
  };
  /** Sends `bytes` and breaks off after them, as a lost connection does. */
  const brokenOff = (bytes: Uint8Array<ArrayBuffer>): ReadableStream => {
    const parts = [bytes];
    return new ReadableStream({
      pull: (controller) => {
        const part = parts.shift();
        if (part && part.length > 0) controller.enqueue(part);
        else controller.error(new Error("connection reset"));
      },
    });
  };
  const offsetOf = async (location: string): Promise<number> =>
    Number((await head(location)).headers.get("upload-offset"));

  it("become a record with the bytes that were sent, under the place that was named", async () => {
    const bytes = pdf(300_000);
    const done = await uploadFile(app, file(bytes));
    expect(done.status).toBe(200);
    const { outcome, evidence } = finishUpload.response?.parse(done.body) ?? {};
    expect([outcome, evidence]).toMatchObject([
      "stored",
      { title: "决算", fileName: "决算.pdf", size: 300_000, links: [{ itemKey: "spending", slot: "final-account" }] },
    ]);
    const back = await new Response(await app.deps.files.open(evidence?.sha256 ?? "")).arrayBuffer();
    expect(await sha256Of(new Uint8Array(back))).toBe(await sha256Of(bytes));
    expect(await stored()).toHaveLength(1);
  });

  it("that are cut at any byte go on from there, and give the same file", async () => {
    const bytes = pdf(500_000, 7);
    const cuts = fc.sample(fc.integer({ min: 0, max: bytes.length - 1 }), { numRuns: 20, seed: 20 });
    for (const [index, cut] of cuts.entries()) {
      const each = bytes.slice();
      each[20] = index;
      const location = await begin(each);
      await patchUpload(app, location, 0, brokenOff(each.subarray(0, cut))).then((response) => response.body?.cancel());
      const arrived = await offsetOf(location);
      expect(arrived).toBeLessThanOrEqual(cut);
      expect((await patchUpload(app, location, arrived, each.subarray(arrived))).status).toBe(204);
      const done = await finish(app, submissionId, location);
      expect([done.status, finishUpload.response?.parse(done.body).evidence.sha256]).toEqual([
        200,
        await sha256Of(each),
      ]);
    }
  });

  it("give the same file however they are cut into requests, and across a restart", async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 1, maxLength: 6 }), async (sizes) => {
        round += 1;
        const bytes = pdf(
          sizes.reduce((sum, size) => sum + size, 20),
          round,
        );
        const location = await begin(bytes);
        let at = 0;
        for (const size of [...sizes, 20]) {
          expect((await patchUpload(app, location, at, bytes.subarray(at, at + size))).status).toBe(204);
          at += size;
          if (round % 3 === 0) app.deps.arrivals.digest = (await openDiskArrivals(folder)).digest;
        }
        const done = await finish(app, submissionId, location);
        expect(finishUpload.response?.parse(done.body).evidence.sha256).toBe(await sha256Of(bytes));
      }),
      { numRuns: 15 },
    );
  });

  it("can be finished again and again, and twice at once, with one outcome", async () => {
    const location = await begin(pdf(1000));
    await patchUpload(app, location, 0, pdf(1000));
    const twice = await Promise.all([finish(app, submissionId, location), finish(app, submissionId, location)]);
    const again = await finish(app, submissionId, location);
    expect(
      [...twice, again].map(({ status, body }) => [status, finishUpload.response?.safeParse(body).data?.outcome]),
    ).toEqual(Array.from({ length: 3 }, () => [200, "stored"]));
    expect(await readEvidence(app.deps.store.db, submissionId)).toHaveLength(1);
  });

  it("are finished after a crash between the durable bytes and the record", async () => {
    const bytes = pdf(1000);
    const location = await begin(bytes);
    await patchUpload(app, location, 0, bytes);
    await sql`alter table audit_event rename to audit_event_away`.execute(app.deps.store.db);
    expect((await finish(app, submissionId, location)).status).toBe(500);
    await sql`alter table audit_event_away rename to audit_event`.execute(app.deps.store.db);
    expect((await finish(app, submissionId, location)).status).toBe(200);
  });

  it("are refused by their first bytes, whatever their name says, and nothing of them is kept", async () => {
    const program = pdf(50_000);
    program.set(new TextEncoder().encode("MZ\u0090\u0000"));
    const refused = await uploadFile(app, file(program));
    expect([refused.status, codeIn(refused.body)]).toEqual([415, "evidence.type-refused"]);
    expect(await stored()).toEqual([]);
  });

  it("that would harm whoever opens them are refused, and nothing of them is kept", async () => {
    const nested = zipOf({ "照片.jpg": zipOf({ "a.txt": "x" }) });
    const bomb = statedZip(new Uint8Array(30 * 1024 * 1024), { uncompressed: 1000 });
    for (const bytes of [nested, bomb]) {
      const refused = await uploadFile(app, file(bytes, "材料.zip"));
      expect([refused.status, codeIn(refused.body)]).toEqual([422, "evidence.content-refused"]);
    }
    expect(await stored()).toEqual([]);
    expect(await app.deps.store.db.selectFrom("upload").select("id").execute()).toEqual([]);
  });

  it("bring what was found in them to the record, and an image's small picture", async () => {
    const macros = await uploadFile(app, file(officeFile("excelMacros"), "台账.xlsx"));
    expect(finishUpload.response?.parse(macros.body).evidence.flags).toEqual(["macros"]);
    const png = new Uint8Array(40);
    png.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    png.set([0, 0, 2, 0x80, 0, 0, 1, 0xe0], 16);
    const begun = await beginUpload(app, file(png, "新校.png"));
    const location = begun.headers.get("location") ?? "";
    await patchUpload(app, location, 0, png);
    const done = await finish(app, submissionId, location, { thumbnail: btoa("a small picture") });
    const image = finishUpload.response?.parse(done.body).evidence;
    expect(image).toMatchObject({ mediaType: "image/png", width: 640, height: 480 });
    const picture = (evidenceId: string) => callApi(app, evidenceThumbnail, { params: { submissionId, evidenceId } });
    expect((await picture(image?.id ?? "")).body).toBe("a small picture");
    const [other] = await readEvidence(app.deps.store.db, submissionId);
    expect((await picture(other?.id ?? "")).status).toBe(204);
  });

  it("that are not what was announced are refused, and nothing of them is kept", async () => {
    const bytes = pdf(2000);
    const wrong = await uploadFile(app, { ...file(bytes), sha256: "0".repeat(64) });
    expect([wrong.status, codeIn(wrong.body)]).toEqual([422, "upload.mismatch"]);
    expect(await stored()).toEqual([]);
    const longer = await uploadFile(app, { ...file(bytes), length: 1500 });
    expect([longer.status, codeIn(longer.body)]).toEqual([413, "request.too-large"]);
    const shorter = await uploadFile(app, { ...file(bytes), length: 2500 });
    expect([shorter.status, codeIn(shorter.body)]).toEqual([409, "upload.incomplete"]);
    expect(await readEvidence(app.deps.store.db, submissionId)).toEqual([]);
  });

  it("cannot make another's file one's own by naming its hash", async () => {
    const bytes = pdf(2000);
    await uploadFile(app, file(bytes));
    const other = await seedOrganisation(app, "district", "jb", "重庆市江北区");
    become("editor", other);
    const theirs = { ...file(bytes), submissionId: submissionOf(other) };
    const begun = await beginUpload(app, theirs);
    const done = await finish(app, theirs.submissionId, begun.headers.get("location") ?? "");
    expect([done.status, codeIn(done.body)]).toEqual([409, "upload.incomplete"]);
    const asked = await callApi(app, knownEvidence, {
      params: { submissionId: theirs.submissionId },
      body: { sha256: await sha256Of(bytes) },
    });
    expect(asked.body).toEqual({ evidence: null, alsoIn: null });
  });

  it("belong to the account that began them: nobody else can ask, go on, give up or finish", async () => {
    const bytes = pdf(2000);
    const location = await begin(bytes);
    for (const role of ["contributor", "approver", "reader", "administrator"] as const) {
      become(role);
      expect([role, (await head(location)).status]).toEqual([role, 404]);
      expect(await codeOf(await patchUpload(app, location, 0, bytes))).toBe("resource.not-found");
      const gone = await app.fetch(new Request(ORIGIN + location, { method: "DELETE", headers: tusHeaders }));
      expect(await codeOf(gone)).toBe("resource.not-found");
      expect((await finish(app, submissionId, location)).status).toBe(404);
    }
    become("editor");
    expect((await head(location)).headers.get("upload-offset")).toBe("0");
  });

  it("are given up with everything that had arrived", async () => {
    const location = await begin(pdf(2000));
    await patchUpload(app, location, 0, pdf(2000).subarray(0, 1000));
    const gone = await app.fetch(new Request(ORIGIN + location, { method: "DELETE", headers: tusHeaders }));
    expect(gone.status).toBe(204);
    expect((await head(location)).status).toBe(404);
    expect(await stored()).toEqual([]);
  });

  it("that nobody goes on with are forgotten after a week", async () => {
    const location = await begin(pdf(2000));
    await patchUpload(app, location, 0, pdf(2000).subarray(0, 1000));
    const now = app.deps.clock();
    app.deps.clock = () => new Date(now.getTime() + 8 * 24 * 3600 * 1000);
    const next = await begin(pdf(3000));
    expect((await head(location)).status).toBe(404);
    expect((await head(next)).status).toBe(200);
    expect((await head(next)).headers.get("upload-expires")).toContain("GMT");
    expect(await stored()).toHaveLength(1);
  });

  it("keep only the name's last part, without what cannot be seen", async () => {
    const named = async (fileName: string, seed: number): Promise<string | undefined> => {
      const done = await uploadFile(app, file(pdf(1000, seed), fileName));
      return finishUpload.response?.parse(done.body).evidence.fileName;
    };
    expect(await named("../../etc/passwd.pdf", 1)).toBe("passwd.pdf");
    expect(await named("C:\\材料\\决算\u202efdp.exe.pdf", 2)).toBe("决算fdp.exe.pdf");
    expect(await named("..", 3)).toBe("未命名文件");
    expect(await named(`${"长".repeat(400)}.pdf`, 4)).toBe(`${"长".repeat(251)}.pdf`);
    expect((await stored()).every((path) => /^[0-9a-f]{2}\/[0-9a-f]{62}$/.test(path))).toBe(true);
  });

  it("say that the disk is full, keep what had arrived, and go on when there is room", async () => {
    const bytes = pdf(200_000);
    const location = await begin(bytes);
    await patchUpload(app, location, 0, bytes.subarray(0, 100_000));
    const room = app.deps.arrivals;
    app.deps.arrivals = await openDiskArrivals(folder, {
      write: async () => {
        throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
      },
    });
    const refused = await patchUpload(app, location, 100_000, bytes.subarray(100_000));
    expect([refused.status, await codeOf(refused)]).toEqual([507, "store.full"]);
    app.deps.arrivals = room;
    expect(await offsetOf(location)).toBe(100_000);
    await patchUpload(app, location, 100_000, bytes.subarray(100_000));
    expect((await finish(app, submissionId, location)).status).toBe(200);
  });

  it("of bytes that are here already need not begin; last year's are named by their year", async () => {
    const bytes = pdf(2000);
    const sha256 = await sha256Of(bytes);
    const ask = () => callApi(app, knownEvidence, { params: { submissionId }, body: { sha256 } });
    expect((await ask()).body).toEqual({ evidence: null, alsoIn: null });
    await uploadFile(app, file(bytes));
    expect((await ask()).body).toMatchObject({ evidence: { title: "决算" }, alsoIn: null });
    const { slot: _, ...elsewhere } = file(bytes);
    const again = await uploadFile(app, { ...elsewhere, item: "pay" });
    expect(finishUpload.response?.parse(again.body).outcome).toBe("duplicate");
    const next = { templateId: "test-small", templateVersion: "2022", year: 2023, deadline: null };
    const later = expectOk(await createSubmission(app.deps, app.deps.store.db, actorOf(district, "editor"), next));
    const asked = await callApi(app, knownEvidence, { params: { submissionId: later }, body: { sha256 } });
    expect(asked.body).toEqual({ evidence: null, alsoIn: 2022 });
  });

  it("can give a record its next file", async () => {
    const first = finishUpload.response?.parse((await uploadFile(app, file(pdf(2000)))).body).evidence;
    const next = { submissionId, fileName: "决算（改）.pdf", bytes: pdf(3000, 9), replaces: first?.id ?? "" };
    const done = finishUpload.response?.parse((await uploadFile(app, next)).body);
    expect(done).toMatchObject({
      outcome: "replaced",
      evidence: { id: first?.id, title: first?.title, fileName: "决算（改）.pdf", revision: 2, size: 3000 },
    });
  });
});
