import type { Selectable } from "kysely";
import { z } from "zod";
import {
  type Evidence,
  type EvidenceLink,
  type EvidenceRevision,
  type FileContent,
  mediaType,
} from "#core/evidence/evidence.ts";
import type { EvidenceLinkTable, FileColumns } from "#server/store/schema.ts";
import type { Db } from "#server/store/store.ts";

/** The library of a submission in the order in which it came; one record with `evidenceId`. */
export async function readEvidence(db: Db, submissionId: string, evidenceId?: string): Promise<Evidence[]> {
  const rows = await recordRows(db, submissionId, evidenceId).execute();
  if (rows.length === 0) return [];
  const links = new Map<string, EvidenceLink[]>(rows.map(({ id }) => [id, []]));
  for (const link of await linkRows(db, submissionId, evidenceId).execute())
    links.get(link.evidence_id)?.push(linkOf(link));
  const earlier = await earlierYears(db, submissionId, evidenceId);
  return rows.map((row): Evidence => {
    const alsoIn = earlier.get(row.sha256);
    return {
      id: row.id,
      title: row.title,
      ...contentOf(row),
      revision: row.revision,
      issuer: row.issuer,
      docNumber: row.doc_number,
      date: row.date,
      effectiveFrom: row.effective_from,
      effectiveUntil: row.effective_until,
      confidential: row.confidential === 1,
      addedAt: row.added_at,
      addedBy: row.name,
      inReport: row.in_report === 1,
      ...(alsoIn === undefined ? {} : { alsoIn }),
      ...(row.carried === null ? {} : { carried: row.carried }),
      links: links.get(row.id) ?? [],
    };
  });
}

const recordRows = (db: Db, submissionId: string, evidenceId: string | undefined) => {
  const all = db
    .selectFrom("evidence")
    .innerJoin("auth_user", "auth_user.id", "evidence.added_by")
    .selectAll("evidence")
    .select("auth_user.name")
    .where("evidence.submission_id", "=", submissionId)
    .where("evidence.deleted_at", "is", null)
    .orderBy("evidence.added_at")
    .orderBy("evidence.id");
  return evidenceId === undefined ? all : all.where("evidence.id", "=", evidenceId);
};

const linkRows = (db: Db, submissionId: string, evidenceId: string | undefined) => {
  const all = db
    .selectFrom("evidence_link")
    .innerJoin("evidence", "evidence.id", "evidence_link.evidence_id")
    .selectAll("evidence_link")
    .where("evidence.submission_id", "=", submissionId)
    .orderBy("evidence_link.item_key");
  return evidenceId === undefined ? all : all.where("evidence_link.evidence_id", "=", evidenceId);
};

/** The newest earlier year of the same organisation in which a file of this submission was used, by SHA-256. */
async function earlierYears(
  db: Db,
  submissionId: string,
  evidenceId: string | undefined,
): Promise<Map<string, number>> {
  const all = db
    .selectFrom("evidence as ours")
    .innerJoin("submission as now", "now.id", "ours.submission_id")
    .innerJoin("evidence_revision as used", "used.sha256", "ours.sha256")
    .innerJoin("evidence as theirs", "theirs.id", "used.evidence_id")
    .innerJoin("submission as past", "past.id", "theirs.submission_id")
    .whereRef("past.organisation_id", "=", "now.organisation_id")
    .whereRef("past.year", "<", "now.year")
    .where("theirs.deleted_at", "is", null)
    .where("now.id", "=", submissionId)
    .groupBy("ours.sha256")
    .select(["ours.sha256", (eb) => eb.fn.max("past.year").as("year")]);
  const rows = await (evidenceId === undefined ? all : all.where("ours.id", "=", evidenceId)).execute();
  return new Map(rows.map(({ sha256, year }) => [sha256, year]));
}

/** Every file of a record, newest first; empty where the submission's library has no such record. */
export async function readRevisions(db: Db, submissionId: string, evidenceId: string): Promise<EvidenceRevision[]> {
  const rows = await db
    .selectFrom("evidence_revision")
    .innerJoin("evidence", "evidence.id", "evidence_revision.evidence_id")
    .innerJoin("auth_user", "auth_user.id", "evidence_revision.added_by")
    .selectAll("evidence_revision")
    .select("auth_user.name")
    .where("evidence.submission_id", "=", submissionId)
    .where("evidence.deleted_at", "is", null)
    .where("evidence.id", "=", evidenceId)
    .orderBy("evidence_revision.revision", "desc")
    .execute();
  return rows.map((row) => ({
    revision: row.revision,
    ...contentOf(row),
    addedAt: row.added_at,
    addedBy: row.name,
  }));
}

const storedFlags = z.array(z.string());

function contentOf(row: Selectable<FileColumns>): FileContent {
  const { pages, width, height } = row;
  return {
    fileName: row.file_name,
    mediaType: mediaType.parse(row.media_type),
    size: Number(row.size),
    sha256: row.sha256,
    flags: storedFlags.parse(JSON.parse(row.flags)),
    ...(pages === null ? {} : { pages }),
    ...(width === null ? {} : { width }),
    ...(height === null ? {} : { height }),
  };
}

/** The columns of a file, for the record and for its revision alike. */
export const contentColumns = (file: FileContent) => ({
  file_name: file.fileName,
  media_type: file.mediaType,
  size: file.size,
  sha256: file.sha256,
  flags: JSON.stringify(file.flags),
  pages: file.pages ?? null,
  width: file.width ?? null,
  height: file.height ?? null,
});

const linkOf = (row: Selectable<EvidenceLinkTable>): EvidenceLink => ({
  itemKey: row.item_key,
  ...(row.slot === null ? {} : { slot: row.slot }),
  order: row.position,
  ...(row.pages_cited === "" ? {} : { pagesCited: row.pages_cited }),
});
