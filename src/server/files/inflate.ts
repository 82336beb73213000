import type { Inflate } from "#core/evidence/inspection.ts";

/** By the platform's own streams, in Node and in a page alike; what nobody reads on is not decompressed. */
export const inflate: Inflate = async function* (chunks, format) {
  const reader = streamFrom(chunks).pipeThrough(new DecompressionStream(format)).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // left early, or broken: either way there is nothing more to learn from the rest
    reader.cancel().then(undefined, () => undefined);
  }
};

function streamFrom(chunks: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(new Uint8Array(value));
    },
    cancel: async () => {
      await iterator.return?.();
    },
  });
}
