import { bytesSource } from "#core/evidence/byte-source.ts";
import { ok } from "#core/result.ts";
import { joined, sha256Of, takeIn } from "#server/files/intake.ts";
import { streamOf } from "#server/files/memory.ts";
import type { Parcels } from "#server/files/parcels.ts";

type Chunk = Uint8Array<ArrayBuffer>;

/** For tests and mocks: the same contract without a disk. */
export function memoryParcels(): Parcels {
  const kept = new Map<string, Chunk>();
  const part = (id: string, start: number, length: number): Chunk =>
    (kept.get(id) ?? new Uint8Array()).slice(start, start + length);
  return {
    receive: async (id, stream, limit) => {
      const chunks: Chunk[] = [];
      const taken = await takeIn(stream, { limit, accept: () => true }, (chunk) => void chunks.push(chunk));
      if (!taken.ok) return { ok: false, error: taken.error === "too-large" ? "too-large" : "interrupted" };
      kept.set(id, joined(chunks));
      return ok({ size: taken.value.size });
    },
    source: async (id) => {
      const bytes = kept.get(id);
      return bytes && bytesSource(bytes);
    },
    open: async (id, start, length) => streamOf(part(id, start, length)),
    digest: (id, start, length) => sha256Of(part(id, start, length)),
    drop: async (id) => void kept.delete(id),
    newHash: () => {
      const chunks: Chunk[] = [];
      return { update: (bytes) => void chunks.push(bytes.slice()), hex: () => sha256Of(joined(chunks)) };
    },
  };
}
