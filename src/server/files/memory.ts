import { err, ok } from "#core/result.ts";
import type { Bytes, Files } from "#server/files/files.ts";
import { joined, sha256Of, takeIn } from "#server/files/intake.ts";

/** For tests and mocks: the same contract without a disk. */
export function memoryFiles(): Files {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    put: async (stream, options) => {
      const chunks: Uint8Array<ArrayBuffer>[] = [];
      const taken = await takeIn(stream, options, (chunk) => {
        chunks.push(chunk);
      });
      if (!taken.ok) return taken;
      const bytes = joined(chunks);
      const sha256 = await sha256Of(bytes);
      if (options.sha256 !== undefined && options.sha256 !== sha256) return err("interrupted");
      kept.set(sha256, bytes);
      return ok({ sha256, size: bytes.byteLength });
    },
    open: async (sha256, range) => {
      const bytes = kept.get(sha256);
      return bytes && streamOf(range ? bytes.subarray(range.start, range.end + 1) : bytes);
    },
    openVerified: async (sha256) => {
      const bytes = kept.get(sha256);
      return bytes && streamOf(bytes);
    },
    has: async (sha256) => kept.has(sha256),
    usable: async () => true,
  };
}

export const streamOf = (bytes: Uint8Array<ArrayBuffer>): Bytes =>
  new ReadableStream({
    start: (controller) => {
      if (bytes.byteLength > 0) controller.enqueue(bytes);
      controller.close();
    },
  });
