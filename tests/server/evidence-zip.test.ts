import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { unzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { MockApp } from "#mocks/assemble-app.ts";
import { buildApp } from "#mocks/build-app.ts";
import { actorOf, expectOk, seedOrganisation, submissionOf } from "#mocks/seed.ts";
import { openDiskFiles, storedPath } from "#server/files/disk.ts";
import type { Bytes, Files } from "#server/files/files.ts";
import { addEvidenceRecord } from "#server/services/evidence-store.ts";
import { readHead } from "#server/services/submission-rows.ts";

/** Larger than everything that waits between a disk and a client that has stopped reading. */
const SIZE = 24 * 1024 * 1024;

let folder: string;
let app: MockApp;
let origin: string;
let sha256: string;
let submissionId: string;
/** streams of stored files that were opened, and how many of them have come to an end */
let [opened, ended] = [0, 0];
let stop: () => Promise<unknown>;

beforeEach(async () => {
  [opened, ended] = [0, 0];
  folder = await mkdtemp(join(tmpdir(), "ziping-zip-"));
  app = await buildApp({ replace: { files: watched(await openDiskFiles(folder, new Date())) } });
  const district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
  submissionId = submissionOf(district);
  const editor = actorOf(district, "editor");
  app.become(editor.accountId);
  const { db } = app.deps.store;
  const head = await readHead(db, app.deps.templates, submissionId);
  const stream = new Response(new Uint8Array(SIZE)).body as Bytes;
  const put = await app.deps.files.put(stream, { limit: SIZE, accept: () => true });
  if (!head || !put.ok) throw new Error("nothing to pack");
  sha256 = put.value.sha256;
  const file = { ...put.value, fileName: "录像.zip", mediaType: "application/zip" as const, flags: [] };
  const wanted = { itemKey: "spending", slot: undefined, title: "录像", file };
  expectOk(await addEvidenceRecord(app.deps, db, editor, head, wanted));
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false })).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  stop = () => {
    server.closeAllConnections();
    return once(server.close(), "close");
  };
});
afterEach(async () => {
  await stop();
  await app.close();
  await rm(folder, { recursive: true });
});

function watched(files: Files): Files {
  return {
    ...files,
    openVerified: async (wanted) => {
      const source = await files.openVerified(wanted);
      if (!source) return undefined;
      opened += 1;
      const reader = source.getReader();
      let closed = false;
      const close = (): void => {
        if (!closed) ended += 1;
        closed = true;
      };
      return new ReadableStream({
        pull: async (controller) => {
          const { done, value } = await reader.read();
          if (!done) return controller.enqueue(value);
          close();
          controller.close();
        },
        cancel: async (reason) => {
          await reader.cancel(reason);
          close();
        },
      });
    },
  };
}

const url = () => `${origin}/api/submissions/${submissionId}/evidence.zip?for=own`;

describe("the evidence ZIP over HTTP", () => {
  it("arrives whole, under a name that every system can show", async () => {
    const response = await fetch(url());
    expect(response.headers.get("content-type")).toBe("application/zip");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(decodeURIComponent(response.headers.get("content-disposition") ?? "")).toBe(
      "attachment; filename*=UTF-8''重庆市渝北区2022年自评佐证材料.zip",
    );
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(bytes.byteLength).toBe(Number(response.headers.get("content-length")));
    expect(unzipSync(bytes)["1 教育投入/1-1 落实教育投入责任/1-1-01 录像.zip"]?.byteLength).toBe(SIZE);
    expect([opened, ended]).toEqual([1, 1]);
  });

  it("is a failed download, not a short file, where stored bytes have changed; the log says which", async () => {
    await writeFile(storedPath(folder, sha256), Buffer.alloc(SIZE, 1));
    const response = await fetch(url());
    // the HTTP library writes down every stream that fails, besides our own log
    const written = vi.spyOn(console, "error").mockImplementation(() => undefined);
    await expect(response.arrayBuffer()).rejects.toThrow();
    expect(written).toHaveBeenCalledOnce();
    written.mockRestore();
    expect(app.logged).toMatchObject([{ level: "error", event: "evidence.damaged", facts: { sha256 } }]);
  });

  it("closes the stored file when the client goes away, and stops reading it", async () => {
    const sent = request(url());
    sent.on("error", () => undefined);
    sent.end();
    const [response] = await once(sent, "response");
    await once(response, "readable");
    // the catalogue goes first; the stored file is opened a little later
    await vi.waitFor(() => expect([opened, ended]).toEqual([1, 0]), { timeout: 5000 });
    sent.destroy();
    await vi.waitFor(() => expect([opened, ended]).toEqual([1, 1]), { timeout: 5000 });
    expect(app.logged).toEqual([]);
  });
});
