import { Zip, ZipPassThrough } from "fflate";
import { sizeText } from "#app/features/evidence/file-text.ts";
import type { Evidence } from "#core/evidence/evidence.ts";
import { zipPlan } from "#core/evidence/zip-plan.ts";
import { safeName } from "#core/safe-name.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";

/** The browser keeps it all until it is saved; more goes by the server's own ZIP. */
const MAX_BYTES = 500 * 1024 * 1024;
const NAME = { characters: 80, bytes: 240 };

/** A name for each record in one folder: its first number and title, or that it stands nowhere. */
export function selectionNames(content: SubmissionContent, records: readonly Evidence[]): Map<string, string> {
  const { files } = zipPlan(content, "own");
  let unlinked = 0;
  return new Map(
    records.map((record) => {
      const path = files.find(({ entry }) => entry.evidence.id === record.id)?.path;
      if (path !== undefined) return [record.id, path.slice(path.lastIndexOf("/") + 1)];
      unlinked += 1;
      return [record.id, `未引用-${String(unlinked).padStart(2, "0")} ${safeName(record.fileName, NAME)}`];
    }),
  );
}

/** Some records as a ZIP that is made here. `read` gives a record's bytes; `tell` hears how many are in. */
export async function zipSelection(
  content: SubmissionContent,
  records: readonly Evidence[],
  read: (record: Evidence) => Promise<Uint8Array>,
  tell: (done: number) => void,
): Promise<Blob> {
  const bytes = records.reduce((sum, { size }) => sum + size, 0);
  if (bytes > MAX_BYTES)
    throw new Error(`所选合计${sizeText(bytes)}，超过${sizeText(MAX_BYTES)}；请少选一些，或用“下载…”下载整个压缩包`);
  const names = selectionNames(content, records);
  const parts: BlobPart[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    parts.push(new Uint8Array(chunk));
  });
  for (const [index, record] of records.entries()) {
    tell(index);
    const entry = new ZipPassThrough(names.get(record.id) ?? record.id);
    entry.mtime = record.addedAt;
    zip.add(entry);
    entry.push(await read(record), true);
  }
  zip.end();
  return new Blob(parts, { type: "application/zip" });
}
