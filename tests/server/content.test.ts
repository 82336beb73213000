import { zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { evidenceContent } from "#core/api/evidence.ts";
import { finishUpload } from "#core/api/upload.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { buildApp } from "#mocks/build-app.ts";
import { callApi } from "#mocks/call-api.ts";
import { actorOf, seedOrganisation, submissionOf } from "#mocks/seed.ts";
import { uploadFile } from "#mocks/upload-file.ts";
import { parseRange } from "#server/routes/range.ts";
import { expectError } from "#tests/server/expect-error.ts";

const PDF = "%PDF-1.4 0123456789";
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
const ZIP = new Uint8Array(zipSync({ "说明.txt": new TextEncoder().encode("说明") }));

let app: MockApp;
let submissionId: string;

beforeAll(async () => {
  app = await buildApp();
  const district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
  submissionId = submissionOf(district);
  app.become(actorOf(district, "editor").accountId);
});
afterAll(() => app.close());

const bytesOf = (body: string | Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
  typeof body === "string" ? new TextEncoder().encode(body) : body;
const upload = (body: string | Uint8Array<ArrayBuffer>, fileName: string, length?: number) =>
  uploadFile(app, {
    submissionId,
    item: "pay",
    fileName,
    bytes: bytesOf(body),
    ...(length === undefined ? {} : { length }),
  });

async function idOf(body: string | Uint8Array<ArrayBuffer>, fileName: string): Promise<string> {
  const answer = await upload(body, fileName);
  const stored = finishUpload.response?.parse(answer.body);
  if (!stored) throw new Error("no contract");
  return stored.evidence.id;
}
const open = (evidenceId: string, headers: Record<string, string> = {}) =>
  callApi(app, evidenceContent, { params: { submissionId, evidenceId }, headers });

describe("an upload", () => {
  it("is judged by its content, not by its name", async () => {
    expect((await upload(ZIP, "图片.png")).body).toMatchObject({ evidence: { mediaType: "application/zip" } });
    expectError(await upload("MZ this is a program", "决算.pdf"), "evidence.type-refused");
    expectError(await upload("<html><script>alert(1)</script>", "a.html"), "evidence.type-refused");
    expectError(await upload("<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg"), "evidence.type-refused");
  });

  it("is refused when it is empty or too large, before a byte of it is sent", async () => {
    expectError(await upload(new Uint8Array(), "a.pdf"), "evidence.empty");
    expectError(await upload(PDF, "a.pdf", 2 * 1024 ** 3 + 1), "request.too-large");
  });

  it("says that the disk is full, and has no record then", async () => {
    const { arrivals } = app.deps;
    app.deps.arrivals = { ...arrivals, keep: async () => ({ ok: false, error: "full" }) };
    expectError(await upload("%PDF-1.4 no room", "a.pdf"), "store.full");
    app.deps.arrivals = arrivals;
    const rows = await app.deps.store.db.selectFrom("evidence").select("file_name").execute();
    expect(rows.map(({ file_name }) => file_name)).toEqual(["图片.png"]);
  });
});

describe("the content of a record", () => {
  it("is shown in the browser when it is a PDF, without scripts and without a sandbox", async () => {
    const { status, headers, body } = await open(await idOf(PDF, "2022年 决算(终).pdf"));
    expect([status, body]).toEqual([200, PDF]);
    expect(headers.get("content-type")).toBe("application/pdf");
    expect(headers.get("content-disposition")).toBe(
      "inline; filename*=UTF-8''2022%E5%B9%B4%20%E5%86%B3%E7%AE%97%28%E7%BB%88%29.pdf",
    );
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("is shown in a sandbox when it is an image, and downloaded when it is anything else", async () => {
    const image = await open(await idOf(PNG, "a.png"));
    expect(image.headers.get("content-disposition")).toMatch(/^inline/);
    expect(image.headers.get("content-security-policy")).toMatch(/^sandbox; default-src 'none'/);
    const archive = await open(await idOf(new Uint8Array(zipSync({ "a.txt": new Uint8Array(9) })), "a.zip"));
    expect(archive.headers.get("content-disposition")).toMatch(/^attachment/);
  });

  it("is sent in part when a part is asked for, and not at all when it is known", async () => {
    const id = await idOf(PDF, "a.pdf");
    const part = await open(id, { range: "bytes=0-3" });
    expect([part.status, part.body, part.headers.get("content-range")]).toEqual([
      206,
      "%PDF",
      `bytes 0-3/${PDF.length}`,
    ]);
    expect((await open(id, { range: "bytes=-4" })).body).toBe(6789);
    expect((await open(id, { range: "bytes=999-" })).status).toBe(416);
    const etag = part.headers.get("etag") ?? "";
    expect((await open(id, { "if-none-match": etag })).status).toBe(304);
    expect((await open(id, { range: "bytes=0-3", "if-range": '"other"' })).status).toBe(200);
  });
});

describe("a byte range", () => {
  it.each([
    ["bytes=0-0", { start: 0, end: 0 }],
    ["bytes=2-", { start: 2, end: 9 }],
    ["bytes=2-99", { start: 2, end: 9 }],
    ["bytes=-3", { start: 7, end: 9 }],
    ["bytes=-99", { start: 0, end: 9 }],
    ["bytes=-0", "unsatisfiable"],
    ["bytes=10-", "unsatisfiable"],
    ["bytes=5-2", undefined],
    ["bytes=0-1,4-5", undefined],
    ["bytes=-", undefined],
    ["items=0-1", undefined],
    [null, undefined],
  ])("%s of ten bytes", (header, expected) => {
    expect(parseRange(header, 10)).toEqual(expected);
  });
});
