import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** Plain bytes of a frame: what is held in memory, and what is trusted at once. */
export const FRAME_BYTES = 256 * 1024;
const TAG_BYTES = 16;
const SALT_BYTES = 32;

/** Not what was written under this key for this use: cut, changed, put in another order, or another file. */
export class DamagedFramesError extends Error {}

/** How many bytes so many become. */
export const sealedSize = (plain: number): number =>
  SALT_BYTES + plain + TAG_BYTES * Math.max(1, Math.ceil(plain / FRAME_BYTES));

type Chunks = AsyncIterable<Uint8Array>;

/**
 * AES-256-GCM in frames, under a key of the file's own (HKDF of a random salt), so that a counter is nonce enough. The
 * nonce also says which frame is the last: a file that ends early fails like one that was changed.
 */
export async function* sealed(key: Uint8Array, use: string, chunks: Chunks): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT_BYTES);
  yield salt;
  const own = fileKey(key, use, salt);
  let number = 0;
  for await (const { bytes, final } of cut(chunks, FRAME_BYTES)) {
    const cipher = createCipheriv("aes-256-gcm", own, nonce(number, final));
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    number += 1;
  }
}

/** The plain bytes; each frame is handed on only when it is proved. */
export async function* unsealed(key: Uint8Array, use: string, chunks: Chunks): AsyncGenerator<Buffer> {
  let own: Uint8Array | undefined;
  let number = 0;
  for await (const { bytes, final } of cut(chunks, FRAME_BYTES + TAG_BYTES, SALT_BYTES)) {
    if (own === undefined) {
      if (bytes.length !== SALT_BYTES || final) throw new DamagedFramesError("shorter than its head");
      own = fileKey(key, use, bytes);
      continue;
    }
    yield opened(own, number, { bytes, final });
    number += 1;
  }
}

interface Frame {
  bytes: Buffer;
  final: boolean;
}

function opened(key: Uint8Array, number: number, { bytes, final }: Frame): Buffer {
  const size = bytes.length - TAG_BYTES;
  if (size < 0) throw new DamagedFramesError(`frame ${number} is cut`);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce(number, final));
  decipher.setAuthTag(bytes.subarray(size));
  const plain = decipher.update(bytes.subarray(0, size));
  try {
    decipher.final();
  } catch {
    throw new DamagedFramesError(`frame ${number} is not what was written`);
  }
  return plain;
}

const fileKey = (key: Uint8Array, use: string, salt: Uint8Array): Uint8Array =>
  new Uint8Array(hkdfSync("sha256", key, salt, `ziping backup ${use}`, 32));

function nonce(number: number, final: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeBigUInt64BE(BigInt(number), 3);
  bytes[11] = final ? 1 : 0;
  return bytes;
}

/** Blocks of one size, after a head of another; the last says that it is the last and may be shorter. */
async function* cut(chunks: Chunks, size: number, head = size): AsyncGenerator<Frame> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  let wanted = head;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    length += chunk.byteLength;
    // one that is just full may be the last
    if (length <= wanted) continue;
    const all = Buffer.concat(waiting, length);
    let at = 0;
    while (length - at > wanted) {
      yield { bytes: all.subarray(at, at + wanted), final: false };
      at += wanted;
      wanted = size;
    }
    waiting = [all.subarray(at)];
    length -= at;
  }
  yield { bytes: Buffer.concat(waiting, length), final: true };
}
