import { mkdtemp, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDiskFiles } from "#server/files/disk.ts";
import type { Bytes, Files, PutOptions } from "#server/files/files.ts";
import { sha256Of } from "#server/files/intake.ts";
import { memoryFiles, streamOf } from "#server/files/memory.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ziping-files-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const anything: PutOptions = { limit: 1_000_000, accept: () => true };
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const readAll = async (stream: Bytes | undefined): Promise<string> => new Response(stream).text();

/** Sends `text`, then breaks off as a lost connection does. */
const brokenOff = (text: string): Bytes => {
  const chunks = [bytesOf(text)];
  return new ReadableStream({
    pull: (controller) => {
      const chunk = chunks.shift();
      if (chunk) controller.enqueue(chunk);
      else controller.error(new Error("connection reset"));
    },
  });
};

const implementations: [string, () => Promise<Files>][] = [
  ["on the disk", () => openDiskFiles(folder, new Date())],
  ["in memory", async () => memoryFiles()],
];

describe.each(implementations)("files %s", (_, open) => {
  let files: Files;
  beforeEach(async () => {
    files = await open();
  });

  it("are named by the SHA-256 of their bytes, and come back as they went in", async () => {
    const put = await files.put(streamOf(bytesOf("hello")), anything);
    const sha256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    expect(put).toEqual({ ok: true, value: { sha256, size: 5 } });
    expect(await files.has(sha256)).toBe(true);
    expect(await readAll(await files.open(sha256))).toBe("hello");
    expect(await readAll(await files.open(sha256, { start: 1, end: 3 }))).toBe("ell");
    expect(await files.open("0".repeat(64))).toBeUndefined();
  });

  it("come back whatever the bytes and however they were cut", async () => {
    const chunks = fc.array(fc.uint8Array({ minLength: 1, maxLength: 5000 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(chunks, async (parts) => {
        const queue = parts.map((part) => new Uint8Array(part));
        const stream: Bytes = new ReadableStream({
          pull: (controller) => {
            const part = queue.shift();
            if (part) controller.enqueue(part);
            else controller.close();
          },
        });
        const put = await files.put(stream, anything);
        if (!put.ok) throw new Error(put.error);
        const back = new Uint8Array(await new Response(await files.open(put.value.sha256)).arrayBuffer());
        expect([...back]).toEqual(parts.flatMap((part) => [...part]));
        expect(await sha256Of(back)).toBe(put.value.sha256);
      }),
      { numRuns: 30 },
    );
  });

  it.each<[string, Bytes, PutOptions, string]>([
    ["longer than the limit", streamOf(bytesOf("123456")), { ...anything, limit: 5 }, "too-large"],
    ["announced as longer than the limit", streamOf(bytesOf("1")), { ...anything, limit: 5, expected: 6 }, "too-large"],
    ["shorter than announced", streamOf(bytesOf("1234")), { ...anything, expected: 5 }, "interrupted"],
    ["longer than announced", streamOf(bytesOf("123456")), { ...anything, expected: 5 }, "interrupted"],
    ["broken off", brokenOff("1234"), anything, "interrupted"],
    ["empty", streamOf(new Uint8Array()), anything, "empty"],
    ["not accepted", streamOf(bytesOf("x".repeat(9000))), { ...anything, accept: () => false }, "refused"],
    ["short and not accepted", streamOf(bytesOf("x")), { ...anything, accept: () => false }, "refused"],
  ])("that are %s are refused, and nothing of them remains", async (_name, stream, options, fault) => {
    expect(await files.put(stream, options)).toEqual({ ok: false, error: fault });
    const names = await readdir(folder, { recursive: true, withFileTypes: true });
    expect(names.filter((entry) => entry.isFile())).toEqual([]);
  });

  it("show their first bytes before anything is kept", async () => {
    const seen: number[] = [];
    const accept = (head: Uint8Array): boolean => seen.push(head.byteLength) > 0;
    await files.put(streamOf(new Uint8Array(10_000)), { ...anything, accept });
    await files.put(streamOf(new Uint8Array(10)), { ...anything, accept });
    expect(seen).toEqual([4096, 10]);
  });
});

describe("files on the disk", () => {
  it("lie under the first two digits of their name, readable by their owner only", async () => {
    const files = await openDiskFiles(folder, new Date());
    await files.put(streamOf(bytesOf("hello")), anything);
    const path = join(folder, "2c", "f24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it("forget at the start what a killed process left a day ago, and leave what another may be writing", async () => {
    await openDiskFiles(folder, new Date());
    const [old, fresh] = [join(folder, "tmp", "old"), join(folder, "tmp", "fresh")];
    for (const path of [old, fresh]) await writeFile(path, "half");
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    await utimes(old, yesterday, yesterday);
    await openDiskFiles(folder, new Date());
    expect(await readdir(join(folder, "tmp"))).toEqual(["fresh"]);
  });

  it("are kept once when the same bytes arrive many times at once", async () => {
    const files = await openDiskFiles(folder, new Date());
    const puts = await Promise.all(Array.from({ length: 10 }, () => files.put(streamOf(bytesOf("same")), anything)));
    expect(new Set(puts.map((put) => put.ok && put.value.sha256)).size).toBe(1);
    const names = await readdir(folder, { recursive: true, withFileTypes: true });
    expect(names.filter((entry) => entry.isFile())).toHaveLength(1);
  });
});
