import { type Answer, answer } from "#core/answer/answer.ts";
import { type Evidence, mediaType } from "#core/evidence/evidence.ts";
import type { Template } from "#core/template/schema.ts";
import type { Db } from "#server/store/store.ts";
import { findTemplate, type Registry } from "#server/templates/registry.ts";

/** A submission's row with its district's name and its pinned checklist. */
export interface SubmissionHead {
  id: string;
  organisationId: string;
  district: string;
  year: number;
  deadline: string | null;
  createdAt: string;
  template: Template;
}

export interface StoredAnswer {
  itemKey: string;
  revision: number;
  answer: Answer;
  savedAt: string;
  savedBy: string;
}

export interface Assignment {
  itemKey: string;
  unitId: string | null;
  due: string | null;
}

const headRows = (db: Db) =>
  db
    .selectFrom("submission")
    .innerJoin("organisation", "organisation.id", "submission.organisation_id")
    .select([
      "submission.id",
      "submission.organisation_id",
      "submission.template_id",
      "submission.template_version",
      "submission.year",
      "submission.deadline",
      "submission.created_at",
      "organisation.name as district",
    ]);

type HeadRow = Awaited<ReturnType<ReturnType<typeof headRows>["execute"]>>[number];

function toHead(registry: Registry, row: HeadRow): SubmissionHead {
  const template = findTemplate(registry, row.template_id, row.template_version);
  if (!template) throw new Error(`checklist ${row.template_id} ${row.template_version} is not installed`);
  return {
    id: row.id,
    organisationId: row.organisation_id,
    district: row.district,
    year: row.year,
    deadline: row.deadline,
    createdAt: row.created_at,
    template,
  };
}

export async function readHead(db: Db, registry: Registry, submissionId: string): Promise<SubmissionHead | undefined> {
  const row = await headRows(db).where("submission.id", "=", submissionId).executeTakeFirst();
  return row && toHead(registry, row);
}

/** Newest year first; of one district, or of all. */
export async function readHeads(
  db: Db,
  registry: Registry,
  organisationId: string | undefined,
): Promise<SubmissionHead[]> {
  const all = headRows(db).orderBy("submission.year", "desc").orderBy("organisation.name").orderBy("submission.id");
  const rows = await (organisationId === undefined
    ? all
    : all.where("submission.organisation_id", "=", organisationId)
  ).execute();
  return rows.map((row) => toHead(registry, row));
}

export async function readAnswers(db: Db, submissionId: string): Promise<Map<string, StoredAnswer>> {
  const rows = await db
    .selectFrom("answer")
    .innerJoin("auth_user", "auth_user.id", "answer.saved_by")
    .select(["answer.item_key", "answer.revision", "answer.body", "answer.saved_at", "auth_user.name"])
    .where("answer.submission_id", "=", submissionId)
    .execute();
  return new Map(
    rows.map((row) => [
      row.item_key,
      {
        itemKey: row.item_key,
        revision: row.revision,
        answer: parseAnswer(row.body),
        savedAt: row.saved_at,
        savedBy: row.name,
      },
    ]),
  );
}

export const parseAnswer = (body: string): Answer => answer.parse(JSON.parse(body));

export async function readAssignments(db: Db, submissionId: string): Promise<Map<string, Assignment>> {
  const rows = await db
    .selectFrom("assignment")
    .select(["item_key", "unit_id", "due"])
    .where("submission_id", "=", submissionId)
    .execute();
  return new Map(rows.map((row) => [row.item_key, { itemKey: row.item_key, unitId: row.unit_id, due: row.due }]));
}

export async function assignedUnit(db: Db, submissionId: string, itemKey: string): Promise<string | undefined> {
  const row = await db
    .selectFrom("assignment")
    .select("unit_id")
    .where("submission_id", "=", submissionId)
    .where("item_key", "=", itemKey)
    .executeTakeFirst();
  return row?.unit_id ?? undefined;
}

/** In the order in which they came; one record with `evidenceId`. */
export async function readEvidence(db: Db, submissionId: string, evidenceId?: string): Promise<Evidence[]> {
  let records = db
    .selectFrom("evidence")
    .innerJoin("auth_user", "auth_user.id", "evidence.added_by")
    .selectAll("evidence")
    .select("auth_user.name")
    .where("evidence.submission_id", "=", submissionId)
    .orderBy("evidence.added_at")
    .orderBy("evidence.id");
  let links = db
    .selectFrom("evidence_link")
    .innerJoin("evidence", "evidence.id", "evidence_link.evidence_id")
    .selectAll("evidence_link")
    .where("evidence.submission_id", "=", submissionId)
    .orderBy("evidence_link.item_key");
  if (evidenceId !== undefined) {
    records = records.where("evidence.id", "=", evidenceId);
    links = links.where("evidence_link.evidence_id", "=", evidenceId);
  }
  const linkRows = await links.execute();
  return (await records.execute()).map((row) => ({
    id: row.id,
    title: row.title,
    fileName: row.file_name,
    mediaType: mediaType.parse(row.media_type),
    size: row.size,
    sha256: row.sha256,
    addedAt: row.added_at,
    addedBy: row.name,
    inReport: row.in_report === 1,
    links: linkRows
      .filter((link) => link.evidence_id === row.id)
      .map((link) => ({
        itemKey: link.item_key,
        ...(link.slot === null ? {} : { slot: link.slot }),
        order: link.position,
      })),
  }));
}
