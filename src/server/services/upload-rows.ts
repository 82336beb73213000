import type { Selectable } from "kysely";
import type { Actor } from "#core/access/access.ts";
import type { UploadMetadata } from "#core/api/upload.ts";
import type { Deps } from "#server/deps.ts";
import type { UploadTable } from "#server/store/schema.ts";
import type { Db } from "#server/store/store.ts";

/** A file on its way, as its owner may ask for it. */
export interface UploadRow extends Omit<Selectable<UploadTable>, "size"> {
  size: number;
}

/** How long an upload that nobody goes on with is kept. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

const expiry = (now: Date): string => new Date(now.getTime() + KEPT_MS).toISOString();

/** Of this account in this submission; anybody else's does not exist. */
export async function readUpload(
  db: Db,
  actor: Actor,
  { submissionId, uploadId }: { submissionId: string; uploadId: string },
): Promise<UploadRow | undefined> {
  const row = await db
    .selectFrom("upload")
    .selectAll()
    .where("id", "=", uploadId)
    .where("submission_id", "=", submissionId)
    .where("account_id", "=", actor.accountId)
    .executeTakeFirst();
  return row && { ...row, size: Number(row.size) };
}

export async function insertUpload(
  { clock, newId }: Pick<Deps, "clock" | "newId">,
  db: Db,
  actor: Actor,
  { submissionId, size, metadata }: { submissionId: string; size: number; metadata: UploadMetadata },
): Promise<string> {
  const id = newId();
  await db
    .insertInto("upload")
    .values({
      id,
      submission_id: submissionId,
      account_id: actor.accountId,
      item_key: metadata.item ?? null,
      slot: metadata.slot ?? null,
      replaces: metadata.replaces ?? null,
      file_name: metadata.fileName,
      size,
      sha256: metadata.sha256,
      expires_at: expiry(clock()),
    })
    .execute();
  return id;
}

/** Somebody went on with it: it is kept for another while. */
export async function prolong({ clock }: Pick<Deps, "clock">, db: Db, id: string): Promise<string> {
  const until = expiry(clock());
  await db.updateTable("upload").set({ expires_at: until }).where("id", "=", id).execute();
  return until;
}

export async function forget({ arrivals }: Pick<Deps, "arrivals">, db: Db, id: string): Promise<void> {
  await arrivals.drop(id);
  await db.deleteFrom("upload").where("id", "=", id).execute();
}

/** With each new upload: no clockwork, and never so many that the newcomer waits. */
export async function forgetExpired(deps: Pick<Deps, "arrivals" | "clock">, db: Db): Promise<void> {
  const expired = await db
    .selectFrom("upload")
    .select("id")
    .where("expires_at", "<", deps.clock().toISOString())
    .limit(20)
    .execute();
  for (const { id } of expired) await forget(deps, db, id);
}
