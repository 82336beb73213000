import type { Actor } from "#core/access/access.ts";
import { type FileContent, isImage } from "#core/evidence/evidence.ts";
import { cleanFileName } from "#core/evidence/file-name.ts";
import type { PackagedEvidence } from "#core/package/packaged-submission.ts";
import { takenEvidence } from "#core/package/plan.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import { traits } from "#server/services/evidence-changes.ts";
import { contentColumns } from "#server/services/evidence-records.ts";
import { reviseEvidence } from "#server/services/evidence-revisions.ts";
import { putLink, readRecord } from "#server/services/evidence-rows.ts";
import { descriptionColumns } from "#server/services/evidence-store.ts";
import type { Failure } from "#server/services/failure.ts";
import type { Taking } from "#server/services/package-plan.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import type { Db } from "#server/store/store.ts";

type Using = Pick<Deps, "clock" | "newId">;

/** The records that are taken from the package; then every item's records in the package's order, behind what was there. */
export async function writeEvidence(
  using: Using,
  tx: Db,
  acting: Actor,
  head: SubmissionHead,
  { read, planned, decisions }: Taking,
): Promise<Result<void, Failure>> {
  const placed: { id: string; record: PackagedEvidence }[] = [];
  for (const each of planned.plan.evidence) {
    const theirs = read.submission.evidence.find(({ id }) => id === each.id);
    if (!theirs || each.standing === "same" || takenEvidence(each, decisions) !== "theirs") continue;
    const file = { ...contentOf(theirs), ...read.found.get(theirs.sha256) };
    const id = each.ours
      ? await change(using, tx, acting, head, each.ours.id, theirs, file)
      : ok(await insert(using, tx, acting, head, theirs, file));
    if (!id.ok) return id;
    placed.push({ id: id.value, record: theirs });
  }
  const links = placed.flatMap(({ id, record: { links } }) => links.map((link) => ({ id, ...link })));
  for (const { id, itemKey, slot, pagesCited } of links.sort((a, b) => a.order - b.order))
    await putLink(tx, head.id, id, itemKey, slot ?? null, pagesCited ?? "");
  return ok(undefined);
}

const contentOf = ({ fileName, mediaType, size, sha256, flags }: PackagedEvidence): FileContent => ({
  fileName: cleanFileName(fileName),
  mediaType,
  size,
  sha256,
  flags,
});

const told = (record: PackagedEvidence, file: FileContent) => ({
  title: record.title,
  ...descriptionColumns(record),
  // what nobody has vouched for stays unvouched for
  carried: record.carried ?? null,
  in_report: record.inReport && isImage(file.mediaType) ? 1 : 0,
});

/** Under its own id where that is free here, so that the same record is known again; a deleted one comes back. */
async function insert(
  { clock, newId }: Using,
  tx: Db,
  acting: Actor,
  head: SubmissionHead,
  theirs: PackagedEvidence,
  file: FileContent,
): Promise<string> {
  const by = { organisationId: head.organisationId, accountId: acting.accountId, at: clock() };
  const deleted = await tx
    .selectFrom("evidence")
    .select("id")
    .where("submission_id", "=", head.id)
    .where("sha256", "=", file.sha256)
    .executeTakeFirst();
  if (deleted) {
    const back = { ...told(theirs, file), deleted_at: null };
    await tx.updateTable("evidence").set(back).where("id", "=", deleted.id).execute();
    const event = { submissionId: head.id, evidenceId: deleted.id, title: theirs.title };
    await record(tx, by, { type: "evidence.recovered", ...event });
    return deleted.id;
  }
  const used = await tx.selectFrom("evidence").select("id").where("id", "=", theirs.id).executeTakeFirst();
  const id = used ? newId() : theirs.id;
  const added = { added_at: theirs.addedAt, added_by: acting.accountId };
  await tx
    .insertInto("evidence")
    .values({ id, submission_id: head.id, ...contentColumns(file), ...told(theirs, file), ...added })
    .execute();
  await tx
    .insertInto("evidence_revision")
    .values({ evidence_id: id, revision: 1, ...contentColumns(file), ...added })
    .execute();
  const event = { submissionId: head.id, evidenceId: id, title: theirs.title, sha256: file.sha256 };
  await record(tx, by, { type: "evidence.added", ...event });
  return id;
}

/** A record here gets what the package says of it and, where that is another one, its file as the next revision. */
async function change(
  using: Using,
  tx: Db,
  acting: Actor,
  head: SubmissionHead,
  id: string,
  theirs: PackagedEvidence,
  file: FileContent,
): Promise<Result<string, Failure>> {
  const revised = await reviseEvidence(using, tx, acting, head, { evidenceId: id, file });
  if (!revised.ok) return revised;
  const before = await readRecord(tx, head.id, id);
  await tx.updateTable("evidence").set(told(theirs, file)).where("id", "=", id).execute();
  const after = await readRecord(tx, head.id, id);
  await record(
    tx,
    { organisationId: head.organisationId, accountId: acting.accountId, at: using.clock() },
    { type: "evidence.changed", submissionId: head.id, evidenceId: id, from: traits(before), to: traits(after) },
  );
  return ok(id);
}
