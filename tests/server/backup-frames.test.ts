import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DamagedFramesError, FRAME_BYTES, sealed, sealedSize, unsealed } from "#server/backup/frames.ts";

const KEY = new Uint8Array(32).fill(7);
const SALT = 32;
const FRAME = FRAME_BYTES + 16;

/** Noise of a length, the same for the same. */
const noise = (length: number): Buffer => {
  const bytes = Buffer.alloc(length);
  for (let at = 0, state = length + 1; at < length; at += 1) {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    bytes[at] = state >> 16;
  }
  return bytes;
};

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const list: Uint8Array[] = [];
  for await (const chunk of chunks) list.push(chunk);
  return Buffer.concat(list);
}

const seal = (bytes: Buffer, use = "bytes", piece = 100_000) => all(sealed(KEY, use, inPieces(bytes, piece)));
const open = (bytes: Buffer, use = "bytes", piece = 77_777, key = KEY) =>
  all(unsealed(key, use, inPieces(bytes, piece)));

/** around the edges of frames, where mistakes are */
const length = fc.oneof(
  fc.integer({ min: 0, max: 40 }),
  fc.integer({ min: FRAME_BYTES - 2, max: FRAME_BYTES + 2 }),
  fc.integer({ min: 3 * FRAME_BYTES - 1, max: 3 * FRAME_BYTES + 1 }),
);
const piece = fc.oneof(
  fc.integer({ min: 1, max: 64 }).map((n) => n * 4096 - 1),
  fc.constant(FRAME),
);

describe("an encrypted file", () => {
  it("gives back what was put in, in whatever pieces it comes, and has the size that was foretold", async () => {
    await fc.assert(
      fc.asyncProperty(length, piece, piece, async (size, one, other) => {
        const plain = noise(size);
        const made = await seal(plain, "bytes", one);
        expect(made.length).toBe(sealedSize(size));
        expect((await open(made, "bytes", other)).equals(plain)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it("tells any bit that was flipped", async () => {
    const made = await seal(noise(FRAME_BYTES + 1000));
    await fc.assert(
      fc.asyncProperty(fc.nat(made.length - 1), fc.nat(7), async (at, bit) => {
        const flipped = Buffer.from(made);
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
        await expect(open(flipped)).rejects.toThrow(DamagedFramesError);
      }),
      { numRuns: 60 },
    );
  });

  it("tells any cut and anything added, at the edge of a frame as well", async () => {
    const made = await seal(noise(3 * FRAME_BYTES));
    const edges = [0, 1, SALT, SALT + 15, SALT + 16, SALT + FRAME, SALT + 2 * FRAME, made.length - 1];
    const cuts = fc.oneof(fc.constantFrom(...edges), fc.nat(made.length - 1));
    await fc.assert(
      fc.asyncProperty(cuts, async (at) => {
        await expect(open(made.subarray(0, at))).rejects.toThrow(DamagedFramesError);
        await expect(open(Buffer.concat([made, made.subarray(0, at + 1)]))).rejects.toThrow(DamagedFramesError);
      }),
      { numRuns: 40 },
    );
  });

  it("tells frames that were exchanged, left out, repeated, or taken from another file", async () => {
    const made = await seal(noise(3 * FRAME_BYTES + 5));
    const other = await seal(noise(3 * FRAME_BYTES + 5));
    const frame = (from: Buffer, index: number) => from.subarray(SALT + index * FRAME, SALT + (index + 1) * FRAME);
    const head = made.subarray(0, SALT);
    const orders = [
      [frame(made, 1), frame(made, 0), frame(made, 2), frame(made, 3)],
      [frame(made, 0), frame(made, 2), frame(made, 3)],
      [frame(made, 0), frame(made, 0), frame(made, 1), frame(made, 2), frame(made, 3)],
      [frame(made, 0), frame(other, 1), frame(made, 2), frame(made, 3)],
      [frame(made, 0), frame(made, 1), frame(made, 2), frame(other, 3)],
    ];
    for (const frames of orders)
      await expect(open(Buffer.concat([head, ...frames]))).rejects.toThrow(DamagedFramesError);
  });

  it("opens for nothing but its own use and key, and is never twice the same", async () => {
    const made = await seal(noise(100));
    await expect(open(made, "manifest")).rejects.toThrow(DamagedFramesError);
    await expect(open(made, "bytes", 100, new Uint8Array(32).fill(8))).rejects.toThrow(DamagedFramesError);
    expect((await seal(noise(100))).equals(made)).toBe(false);
  });
});
