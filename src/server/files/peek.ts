import type { Bytes } from "#server/files/files.ts";
import { joined } from "#server/files/intake.ts";

/**
 * The first `length` bytes of a stream, and the whole stream again. Fewer come back where it ends or breaks off;
 * what broke it off breaks the second one off as well.
 */
export async function peek(bytes: Bytes, length: number): Promise<{ head: Uint8Array<ArrayBuffer>; stream: Bytes }> {
  const reader = bytes.getReader();
  const seen: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  let ended = false;
  let broken: { reason: unknown } | undefined;
  try {
    while (size < length && !ended) {
      const { done, value } = await reader.read();
      if (done) ended = true;
      else {
        seen.push(value);
        size += value.length;
      }
    }
  } catch (reason) {
    broken = { reason };
  }
  const head = joined(seen);
  const waiting = head.length > 0 ? [head] : [];
  const stream: Bytes = new ReadableStream({
    pull: async (controller) => {
      const first = waiting.shift();
      if (first) return controller.enqueue(first);
      if (broken) return controller.error(broken.reason);
      const { done, value } = ended ? { done: true, value: undefined } : await reader.read();
      if (done || value === undefined) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return { head: head.subarray(0, length), stream };
}
