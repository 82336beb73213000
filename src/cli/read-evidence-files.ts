import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, realpath, stat } from "node:fs/promises";
import { basename, resolve, sep } from "node:path";
import { CommandError } from "#cli/command.ts";
import { type Evidence, isImage } from "#core/evidence/evidence.ts";
import { SNIFF_BYTES, sniff } from "#core/evidence/sniff.ts";
import { describedIn, type SubmissionFile } from "#core/submission/submission.ts";

type Entry = SubmissionFile["evidence"][number];

/** A file on disk has no uploader and no moment of upload; nothing that is printed depends on them. */
const NOT_UPLOADED = { addedAt: "2000-01-01T00:00:00Z", addedBy: "" };

export interface EvidenceFiles {
  records: Evidence[];
  /** where the bytes lie, by their SHA-256 */
  paths: Map<string, string>;
}

/** The evidence that a submission file lists, as records in its order. Files must lie in the same folder. */
export async function readEvidenceFiles(folder: string, entries: readonly Entry[]): Promise<EvidenceFiles> {
  const base = await realpath(folder);
  const order = new Map<string, number>();
  const records: Evidence[] = [];
  const paths = new Map<string, string>();
  for (const [index, entry] of entries.entries()) {
    const path = await locate(base, entry.file);
    const mediaType = sniff(await readHead(path), basename(path));
    if (!mediaType)
      throw new CommandError(
        `佐证材料 ${entry.file} 不是可接受的类型，请用 PDF、Word、Excel、图片或 ZIP（evidence.type-refused）`,
      );
    const sha256 = await hash(path);
    paths.set(sha256, path);
    records.push({
      id: `file-${String(index + 1).padStart(4, "0")}`,
      title: entry.title,
      fileName: basename(path),
      mediaType,
      size: (await stat(path)).size,
      sha256,
      ...NOT_UPLOADED,
      revision: 1,
      flags: [],
      ...describedIn(entry),
      inReport: entry.inReport && isImage(mediaType),
      links: entry.links.map(({ item, slot, pages }) => {
        const next = (order.get(item) ?? 0) + 1;
        order.set(item, next);
        return {
          itemKey: item,
          order: next,
          ...(slot === undefined ? {} : { slot }),
          ...(pages === undefined ? {} : { pagesCited: pages }),
        };
      }),
    });
  }
  return { records, paths };
}

async function locate(base: string, file: string): Promise<string> {
  const path = await realpath(resolve(base, file)).catch(() => undefined);
  if (path === undefined || !(await stat(path)).isFile())
    throw new CommandError(`找不到佐证材料 ${file}（evidence.missing）`);
  if (!path.startsWith(base + sep))
    throw new CommandError(`佐证材料 ${file} 不在填报文件所在文件夹内（evidence.outside-folder）`);
  return path;
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(new Uint8Array(SNIFF_BYTES), 0, SNIFF_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function hash(path: string): Promise<string> {
  const digest = createHash("sha256");
  for await (const chunk of createReadStream(path)) digest.update(chunk);
  return digest.digest("hex");
}
