import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { emptyAnswer } from "#core/answer/answer.ts";
import { getSubmission, saveAnswer } from "#core/api/submission.ts";
import { signIn } from "#core/api/system.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { buildApp } from "#mocks/build-app.ts";
import { callApi } from "#mocks/call-api.ts";
import { actorOf, SEED_PASSWORD, type SeededOrganisation, seedOrganisation, submissionOf } from "#mocks/seed.ts";
import { beginUpload, finish, patchUpload } from "#mocks/upload-file.ts";
import { openDiskFiles, writeAll } from "#server/files/disk.ts";
import { openDiskArrivals } from "#server/files/disk-arrivals.ts";
import { openDiskParcels } from "#server/files/disk-parcels.ts";
import { openSqlite } from "#server/store/node-sqlite.ts";
import { codeOf, confirm, empty, exported, filled, send } from "#tests/fixtures/package-places.ts";
import { expectError } from "#tests/server/expect-error.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ziping-full-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** A disk with so many bytes of room; what does not fit is written as far as it does, as on a real one. */
function disk(room: number) {
  const state = { room };
  const write: typeof writeAll = async (handle, bytes, position) => {
    const fits = bytes.subarray(0, Math.max(0, state.room));
    state.room -= bytes.byteLength;
    if (fits.byteLength > 0) await writeAll(handle, fits, position);
    if (fits.byteLength < bytes.byteLength)
      throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  };
  const free = (bytes: number): void => {
    state.room = bytes;
  };
  return { write, free };
}

const PLENTY = 100_000_000;
const filesIn = async (...parts: string[]): Promise<string[]> =>
  (await readdir(join(folder, ...parts), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

describe("a full disk under the files", () => {
  it("keeps what was acknowledged of an upload, and the upload goes on when there is room", async () => {
    const { write, free } = disk(PLENTY);
    const now = new Date();
    const files = await openDiskFiles(folder, now, { write });
    const app = await buildApp({ replace: { files, arrivals: await openDiskArrivals(folder, { write }) } });
    const district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
    app.become(actorOf(district, "editor").accountId);
    const submissionId = submissionOf(district);
    const bytes = new Uint8Array(300_000).fill(7);
    bytes.set(new TextEncoder().encode("%PDF-1.4\n"));
    const location =
      (await beginUpload(app, { submissionId, item: "pay", fileName: "a.pdf", bytes })).headers.get("location") ?? "";
    expect((await patchUpload(app, location, 0, bytes.slice(0, 100_000))).status).toBe(204);
    free(50_000);
    expect((await patchUpload(app, location, 100_000, bytes.slice(100_000))).status).toBe(507);
    expect((await finish(app, submissionId, location)).status).not.toBe(200);
    free(PLENTY);
    const offset = Number(
      (
        await app.fetch(
          new Request(`http://ziping.test${location}`, { method: "HEAD", headers: { "tus-resumable": "1.0.0" } }),
        )
      ).headers.get("upload-offset"),
    );
    // all that lies there is the file's beginning; it may be more than was acknowledged, and never less
    expect(offset).toBeGreaterThanOrEqual(100_000);
    expect((await patchUpload(app, location, offset, bytes.slice(offset))).status).toBe(204);
    expect((await finish(app, submissionId, location)).status).toBe(200);
    await app.close();
  });

  it("refuses a package whole, leaves nothing of it, and takes it when there is room", async () => {
    const { write, free } = disk(PLENTY);
    const now = new Date();
    const replace = {
      files: await openDiskFiles(folder, now, { write }),
      parcels: await openDiskParcels(folder, now, { write }),
    };
    const to = await empty("district", { replace });
    const bytes = await exported(await filled());
    free(1000);
    const refused = await send(to, bytes);
    expect([refused.status, codeOf(refused)]).toEqual([507, "store.full"]);
    expect(await filesIn()).toEqual([]);
    // room for the package, not for the evidence in it
    free(bytes.length);
    const received = await send(to, bytes);
    expect(received.status).toBe(200);
    expect(codeOf(await confirm(to, received.body))).toBe("store.full");
    expect(await filesIn("tmp")).toEqual([]);
    expect(await to.app.deps.store.db.selectFrom("submission").selectAll().execute()).toEqual([]);
    free(PLENTY);
    expect((await confirm(to, received.body)).status).toBe(200);
  });
});

describe("a full disk under the database", () => {
  let app: MockApp;
  let district: SeededOrganisation;
  beforeEach(async () => {
    app = await buildApp({ store: openSqlite(join(folder, "ziping.sqlite")) });
    district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
  });
  afterEach(() => app.close());

  const limitPages = async (more: number): Promise<void> => {
    const { db } = app.deps.store;
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
    await sql.raw(`pragma max_page_count = ${(rows[0]?.page_count ?? 0) + more}`).execute(db);
  };

  it("refuses saves, loses nothing that was acknowledged, is read as before, and recovers by itself", async () => {
    app.become(actorOf(district, "editor").accountId);
    const submissionId = submissionOf(district);
    const known = new Map<string, { revision: number; text: string }>();
    const codes = new Set<string>();
    let request = 0;
    const save = async (itemKey: string): Promise<number> => {
      request += 1;
      const before = known.get(itemKey);
      const text = `第${request}次${"长".repeat(3000)}`;
      const body = {
        base: before?.revision ?? 0,
        key: `request-${request}`,
        answer: { ...emptyAnswer(), narrative: text },
      };
      const answer = await callApi(app, saveAnswer, { params: { submissionId, itemKey }, body });
      if (answer.status === 200) known.set(itemKey, { revision: (before?.revision ?? 0) + 1, text });
      else codes.add(expectError(answer, "store.full").code);
      return answer.status;
    };
    const items = ["opening", "spending", "pay"];
    await limitPages(40);
    let refused = 0;
    for (let round = 0; refused < 5; round += 1)
      if ((await save(items[round % items.length] ?? "")) === 507) refused += 1;
    expect(known.size).toBe(items.length);
    expect([...codes]).toEqual(["store.full"]);
    const signedIn = await callApi(app, signIn, { body: { username: "yb-editor", password: SEED_PASSWORD } });
    expect([200, 507]).toContain(signedIn.status);
    app.become(actorOf(district, "editor").accountId);

    const read = async () => {
      const { body } = await callApi(app, getSubmission, { params: { submissionId } });
      return getSubmission.response
        ?.parse(body)
        .items.flatMap(({ itemKey, revision, answer }) =>
          revision > 0 ? [[itemKey, { revision, text: answer.narrative }]] : [],
        );
    };
    expect(new Map((await read()) as [string, { revision: number; text: string }][])).toEqual(known);
    await limitPages(10_000);
    for (const item of items) expect(await save(item)).toBe(200);
    expect(new Map((await read()) as [string, { revision: number; text: string }][])).toEqual(known);
    const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(app.deps.store.db);
    expect(rows).toEqual([{ integrity_check: "ok" }]);
  });
});
