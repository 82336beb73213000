import { SEAL_LENGTH, sealText, ZIP_END_LENGTH } from "#core/package/seal.ts";
import type { ByteStream, StreamedZip } from "#report/zip/stream-zip.ts";

/** A SHA-256 that is made while bytes go by. */
export interface RunningHash {
  update: (bytes: Uint8Array<ArrayBuffer>) => void;
  hex: () => Promise<string>;
}

/** The ZIP with a seal as its comment: the hash of every byte before the seal, the length of the comment included. */
export function sealZip(zip: StreamedZip, hash: RunningHash): StreamedZip {
  const reader = zip.stream.getReader();
  let waiting: Uint8Array<ArrayBuffer> = new Uint8Array();

  async function* sealed(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      const all = joinTwo(waiting, value);
      const ready = Math.max(0, all.length - ZIP_END_LENGTH);
      // a copy: the end is written into, and the chunk is somebody else's
      waiting = all.slice(ready);
      const passed = all.subarray(0, ready);
      hash.update(passed);
      if (passed.length > 0) yield passed;
    }
    new DataView(waiting.buffer).setUint16(ZIP_END_LENGTH - 2, SEAL_LENGTH, true);
    hash.update(waiting);
    yield joinTwo(waiting, new TextEncoder().encode(sealText(await hash.hex())));
  }
  const chunks = sealed();
  const stream: ByteStream = new ReadableStream(
    {
      pull: async (controller) => {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return { stream, size: zip.size + SEAL_LENGTH };
}

function joinTwo(first: Uint8Array<ArrayBuffer>, second: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (first.length === 0) return second;
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
