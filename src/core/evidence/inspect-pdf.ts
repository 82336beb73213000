import type { ByteSource } from "#core/evidence/byte-source.ts";
import type { Flag } from "#core/evidence/flags.ts";
import type { Inflate, Inspection } from "#core/evidence/inspection.ts";
import { pdfObjects } from "#core/evidence/pdf-objects.ts";

/** Names that say what a document can do (ISO 32000-1, 12.6.4 and 7.11.4). */
const SIGNS: readonly [Flag, RegExp][] = [
  ["encrypted", /\/Encrypt\b/],
  ["scripts", /\/(?:JavaScript|JS)\b/],
  ["launches", /\/Launch\b/],
  ["attachments", /\/(?:EmbeddedFiles?|FileAttachment)\b/],
];

/** Pages and signs; a document whose tree of pages cannot be read has no number of pages. */
export async function inspectPdf(source: ByteSource, inflate: Inflate): Promise<Pick<Inspection, "flags" | "pages">> {
  const found = new Set<Flag>();
  let root: number | undefined;
  let single = 0;
  for await (const object of pdfObjects(source, inflate)) {
    const plain = object.includes("#") ? withoutEscapes(object) : object;
    for (const [flag, sign] of SIGNS) if (sign.test(plain)) found.add(flag);
    if (/\/Type\s*\/Pages\b/.test(plain)) root = rootCount(plain) ?? root;
    else if (/\/Type\s*\/Page\b/.test(plain)) single += 1;
  }
  const pages = root ?? (single > 0 ? single : undefined);
  return {
    flags: SIGNS.map(([flag]) => flag).filter((flag) => found.has(flag)),
    ...(pages === undefined ? {} : { pages }),
  };
}

/** The number of pages where this is the top of the tree; a later one is a later version of it. */
function rootCount(object: string): number | undefined {
  const count = /\/Count\s+(\d{1,7})\b/.exec(object)?.[1];
  return count === undefined || /\/Parent\b/.test(object) ? undefined : Number(count);
}

/** A name may be written with its letters as numbers: /J#53. */
const withoutEscapes = (text: string): string =>
  text.replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
