import { type Answer, answer } from "#core/answer/answer.ts";
import type { Template } from "#core/template/schema.ts";
import { knownTemplate } from "#server/services/known-template.ts";
import type { Db } from "#server/store/store.ts";
import type { Registry } from "#server/templates/registry.ts";

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

export interface Place {
  submissionId: string;
  itemKey: string;
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

async function pinnedTemplate(db: Db, registry: Registry, row: HeadRow): Promise<Template> {
  const template = await knownTemplate(db, registry, row.template_id, row.template_version);
  if (!template) throw new Error(`checklist ${row.template_id} ${row.template_version} is not installed`);
  return template;
}

const toHead = (row: HeadRow, template: Template): SubmissionHead => ({
  id: row.id,
  organisationId: row.organisation_id,
  district: row.district,
  year: row.year,
  deadline: row.deadline,
  createdAt: row.created_at,
  template,
});

export async function readHead(db: Db, registry: Registry, submissionId: string): Promise<SubmissionHead | undefined> {
  const row = await headRows(db).where("submission.id", "=", submissionId).executeTakeFirst();
  return row && toHead(row, await pinnedTemplate(db, registry, row));
}

/**
 * Whether the submission still stands on the version that was read. Whoever wants to bring it to another one waits
 * until this transaction ends: nothing is written for items that are gone meanwhile.
 */
export async function onSameVersion(tx: Db, { id, template }: Pick<SubmissionHead, "id" | "template">) {
  const held = await tx
    .updateTable("submission")
    .set(({ ref }) => ({ template_version: ref("template_version") }))
    .where("id", "=", id)
    .where("template_version", "=", template.version)
    .executeTakeFirstOrThrow();
  return held.numUpdatedRows === 1n;
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
  return toHeads(db, registry, rows);
}

/** Those of these submissions that there are. */
export async function readHeadsOf(db: Db, registry: Registry, ids: readonly string[]): Promise<SubmissionHead[]> {
  if (ids.length === 0) return [];
  return toHeads(db, registry, await headRows(db).where("submission.id", "in", ids).execute());
}

/** Most of them share a checklist: it is read once. */
async function toHeads(db: Db, registry: Registry, rows: readonly HeadRow[]): Promise<SubmissionHead[]> {
  const templates = new Map<string, Template>();
  const heads: SubmissionHead[] = [];
  for (const row of rows) {
    const pinned = `${row.template_id} ${row.template_version}`;
    const template = templates.get(pinned) ?? (await pinnedTemplate(db, registry, row));
    templates.set(pinned, template);
    heads.push(toHead(row, template));
  }
  return heads;
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

/** One item's answer as it is stored; undefined = never saved. */
export async function readAnswer(db: Db, { submissionId, itemKey }: Place): Promise<Answer | undefined> {
  const row = await db
    .selectFrom("answer")
    .select("body")
    .where("submission_id", "=", submissionId)
    .where("item_key", "=", itemKey)
    .executeTakeFirst();
  return row && parseAnswer(row.body);
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
