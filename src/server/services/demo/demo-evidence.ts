import type { Actor } from "#core/access/access.ts";
import type { DemoFile } from "#core/demo/evidence.ts";
import { MAX_EVIDENCE_BYTES, UNDESCRIBED } from "#core/evidence/evidence.ts";
import { sniff } from "#core/evidence/sniff.ts";
import type { Deps } from "#server/deps.ts";
import { streamOf } from "#server/files/memory.ts";
import { record } from "#server/services/audit.ts";
import { contentColumns } from "#server/services/evidence-records.ts";
import { descriptionColumns } from "#server/services/evidence-store.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import type { Db } from "#server/store/store.ts";

export interface StoredDemoFile extends DemoFile {
  sha256: string;
  size: number;
}

/** Writes that may wait for the disk at the same time. */
const AT_ONCE = 16;
/** Rows of a statement: SQLite takes at most 32766 values. */
const BATCH = 200;

/** The bytes, durable before any row names them. */
export async function storeDemoFiles(
  { files }: Pick<Deps, "files">,
  wanted: readonly DemoFile[],
): Promise<StoredDemoFile[]> {
  const stored: StoredDemoFile[] = [];
  for (let at = 0; at < wanted.length; at += AT_ONCE)
    stored.push(...(await Promise.all(wanted.slice(at, at + AT_ONCE).map((file) => storeFile(files, file)))));
  return stored;
}

async function storeFile(files: Deps["files"], file: DemoFile): Promise<StoredDemoFile> {
  const put = await files.put(streamOf(new TextEncoder().encode(file.text)), {
    limit: MAX_EVIDENCE_BYTES,
    accept: (head) => sniff(head, file.fileName) === "text/plain",
  });
  if (!put.ok) throw new Error(`a demonstration file was not stored: ${put.error}`);
  return { ...file, ...put.value };
}

/** As `addEvidenceRecord` does for one file at a time, for many: records, first revisions, links and events. */
export async function insertDemoEvidence(
  { clock, newId }: Pick<Deps, "clock" | "newId">,
  tx: Db,
  actor: Actor,
  head: SubmissionHead,
  files: readonly StoredDemoFile[],
): Promise<void> {
  const at = clock();
  const added = { added_at: at.toISOString(), added_by: actor.accountId };
  const positions = new Map<string, number>();
  const all = files.map((file) => {
    const position = (positions.get(file.itemKey) ?? 0) + 1;
    positions.set(file.itemKey, position);
    const { fileName, sha256, size } = file;
    const content = contentColumns({ fileName, sha256, size, mediaType: "text/plain", flags: [] });
    return { id: newId(), file, content, position };
  });
  const described = descriptionColumns(UNDESCRIBED);
  for (let from = 0; from < all.length; from += BATCH) {
    const batch = all.slice(from, from + BATCH);
    const evidence = batch.map(({ id, file, content }) => ({
      id,
      submission_id: head.id,
      title: file.title,
      ...content,
      ...described,
      ...added,
      in_report: 0,
    }));
    await tx.insertInto("evidence").values(evidence).execute();
    const revisions = batch.map(({ id, content }) => ({ evidence_id: id, revision: 1, ...content, ...added }));
    await tx.insertInto("evidence_revision").values(revisions).execute();
    const links = batch.map(({ id, file, position }) => ({
      evidence_id: id,
      item_key: file.itemKey,
      slot: file.slot ?? null,
      position,
      pages_cited: "",
    }));
    await tx.insertInto("evidence_link").values(links).execute();
  }
  const by = { organisationId: head.organisationId, accountId: actor.accountId, at };
  for (const { id, file } of all) {
    const { title, sha256 } = file;
    await record(tx, by, { type: "evidence.added", submissionId: head.id, evidenceId: id, title, sha256 });
  }
}
