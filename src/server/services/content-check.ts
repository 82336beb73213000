import type { ByteSource } from "#core/evidence/byte-source.ts";
import { inspect } from "#core/evidence/inspect.ts";
import type { Inspection } from "#core/evidence/inspection.ts";
import type { Result } from "#core/result.ts";
import type { Files } from "#server/files/files.ts";
import { inflate } from "#server/files/inflate.ts";
import { type Failure, fail } from "#server/services/failure.ts";

/** What the bytes are, or why they are not taken. */
export async function checkContent(source: ByteSource, fileName: string): Promise<Result<Inspection, Failure>> {
  const checked = await inspect(source, fileName, inflate);
  return checked.ok ? checked : fail(checked.error.code, checked.error.message);
}

/** A stored file, for a look into it. */
export const storedSource = (files: Files, sha256: string, size: number): ByteSource => ({
  size,
  read: async (start, length) => {
    const end = Math.min(start + length, size) - 1;
    if (end < start) return new Uint8Array();
    const stream = await files.open(sha256, { start, end });
    if (!stream) throw new Error("a stored file is gone");
    return new Uint8Array(await new Response(stream).arrayBuffer());
  },
});
