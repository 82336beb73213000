/**
 * The reader of PDF asks answers and blobs for their `bytes()`, also in its build for old browsers. Chromium has them
 * from version 132 on; without them a Chinese PDF that embeds no character map shows no text.
 */
async function bytes(this: Blob | Response): Promise<Uint8Array> {
  return new Uint8Array(await this.arrayBuffer());
}

for (const { prototype } of [Blob, Response])
  if (!("bytes" in prototype))
    Object.defineProperty(prototype, "bytes", { value: bytes, configurable: true, writable: true });
