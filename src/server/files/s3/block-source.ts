import type { ByteSource } from "#core/evidence/byte-source.ts";

type Read = (start: number, length: number) => Promise<AsyncIterable<Uint8Array<ArrayBuffer>>>;

/** One request for each of these; who looks into an archive reads many small pieces close together. */
const BLOCK_BYTES = 1024 * 1024;
const KEPT_BLOCKS = 4;

/** Bytes that lie far away, fetched by blocks of which the last few are kept. */
export function blockSource(size: number, read: Read): ByteSource {
  const kept = new Map<number, Promise<Uint8Array>>();
  const block = (index: number): Promise<Uint8Array> => {
    const known = kept.get(index);
    if (known) return known;
    const start = index * BLOCK_BYTES;
    const loading = collect(read, start, Math.min(BLOCK_BYTES, size - start));
    kept.set(index, loading);
    loading.catch(() => kept.delete(index));
    const [oldest] = kept.keys();
    if (kept.size > KEPT_BLOCKS && oldest !== undefined) kept.delete(oldest);
    return loading;
  };
  return {
    size,
    read: async (start, length) => {
      const end = Math.min(start + length, size);
      const bytes = new Uint8Array(Math.max(0, end - start));
      for (let at = start; at < end; ) {
        const index = Math.floor(at / BLOCK_BYTES);
        const inside = at - index * BLOCK_BYTES;
        const part = (await block(index)).subarray(inside, inside + end - at);
        bytes.set(part, at - start);
        at += part.length;
      }
      return bytes;
    },
  };
}

async function collect(read: Read, start: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let at = 0;
  for await (const chunk of await read(start, length)) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  if (at !== length) throw new Error("fewer bytes came than were asked for");
  return bytes;
}
