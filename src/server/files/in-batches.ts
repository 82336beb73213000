import type { Readable } from "node:stream";

/** When a batch is handed on: at its size, or when it has waited so long. */
export interface BatchLimits {
  bytes: number;
  milliseconds: number;
}

/** A network hands over small pieces, a store likes large ones. What came before a line broke is written as well. */
export async function inBatches(
  readable: Readable,
  limits: BatchLimits,
  write: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>,
): Promise<void> {
  const waiting: Uint8Array[] = [];
  let size = 0;
  let since = performance.now();
  const flush = async (): Promise<void> => {
    const batch = Buffer.concat(waiting.splice(0), size);
    size = 0;
    since = performance.now();
    if (batch.length > 0) await write(batch);
  };
  try {
    for await (const chunk of readable as AsyncIterable<Uint8Array>) {
      waiting.push(chunk);
      size += chunk.byteLength;
      if (size >= limits.bytes || performance.now() - since > limits.milliseconds) await flush();
    }
  } finally {
    await flush();
  }
}
