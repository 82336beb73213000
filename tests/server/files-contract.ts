import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { Bytes, Files, PutOptions } from "#server/files/files.ts";
import { sha256Of } from "#server/files/intake.ts";
import { streamOf } from "#server/files/memory.ts";

export const anything: PutOptions = { limit: 1_000_000, accept: () => true };
export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
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

export interface FilesCase {
  open: () => Promise<Files>;
  /** what lies where it keeps them, by any name */
  kept: () => Promise<string[]>;
  runs?: number;
}

/** What holds wherever bytes are kept. */
export const filesContract = (name: string, { open, kept, runs = 30 }: FilesCase): unknown =>
  describe(`files ${name}`, () => {
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
        { numRuns: runs },
      );
    });

    it.each<[string, Bytes, PutOptions, string]>([
      ["longer than the limit", streamOf(bytesOf("123456")), { ...anything, limit: 5 }, "too-large"],
      [
        "announced as longer than the limit",
        streamOf(bytesOf("1")),
        { ...anything, limit: 5, expected: 6 },
        "too-large",
      ],
      ["shorter than announced", streamOf(bytesOf("1234")), { ...anything, expected: 5 }, "interrupted"],
      ["longer than announced", streamOf(bytesOf("123456")), { ...anything, expected: 5 }, "interrupted"],
      ["broken off", brokenOff("1234"), anything, "interrupted"],
      ["empty", streamOf(new Uint8Array()), anything, "empty"],
      ["not accepted", streamOf(bytesOf("x".repeat(9000))), { ...anything, accept: () => false }, "refused"],
      ["short and not accepted", streamOf(bytesOf("x")), { ...anything, accept: () => false }, "refused"],
    ])("that are %s are refused, and nothing of them remains", async (_name, stream, options, fault) => {
      expect(await files.put(stream, options)).toEqual({ ok: false, error: fault });
      expect(await kept()).toEqual([]);
    });

    it("show their first bytes before anything is kept", async () => {
      const seen: number[] = [];
      const accept = (head: Uint8Array): boolean => seen.push(head.byteLength) > 0;
      await files.put(streamOf(new Uint8Array(10_000)), { ...anything, accept });
      await files.put(streamOf(new Uint8Array(10)), { ...anything, accept });
      expect(seen).toEqual([4096, 10]);
    });
  });
