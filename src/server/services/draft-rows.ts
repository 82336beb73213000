import type { Selectable } from "kysely";
import { z } from "zod";
import type { DraftSave, DraftState, DraftSummary } from "#core/api/builder.ts";
import { type Draft, draft } from "#core/builder/draft.ts";
import { type Edit, edit } from "#core/builder/edit.ts";
import type { TemplateDraftTable } from "#server/store/builder-schema.ts";
import type { Db } from "#server/store/store.ts";

const parseDraft = (body: string): Draft => draft.parse(JSON.parse(body));
const edits = z.array(edit);

const rows = (db: Db) =>
  db
    .selectFrom("template_draft")
    .innerJoin("auth_user as creator", "creator.id", "template_draft.created_by")
    .innerJoin("auth_user as saver", "saver.id", "template_draft.saved_by")
    .selectAll("template_draft")
    .select(["creator.name as creator", "saver.name as saver"]);

type Row = Selectable<TemplateDraftTable> & { creator: string; saver: string };

type Base = NonNullable<DraftSummary["base"]>;

const summaryOf = (row: Row, { base }: { base?: Base | undefined }): DraftSummary => ({
  id: row.id,
  templateId: row.template_id,
  version: row.version,
  year: row.year,
  title: row.title,
  base: base ? { id: base.id, version: base.version } : null,
  revision: row.revision,
  state: row.state,
  createdAt: row.created_at,
  createdBy: row.creator,
  savedAt: row.saved_at,
  savedBy: row.saver,
});

function stateOf(row: Row): DraftState {
  const parsed = parseDraft(row.body);
  return { ...summaryOf(row, parsed), draft: parsed };
}

const onlyBase = z.object({ base: z.object({ id: z.string(), version: z.string() }).optional() });

/** The open ones of an organisation, newest first. */
export async function readDrafts(db: Db, organisationId: string): Promise<DraftSummary[]> {
  const open = await rows(db)
    .where("template_draft.organisation_id", "=", organisationId)
    .where("template_draft.state", "=", "open")
    .orderBy("template_draft.saved_at", "desc")
    .orderBy("template_draft.id")
    .execute();
  return open.map((row) => summaryOf(row, onlyBase.parse(JSON.parse(row.body))));
}

export async function readDraft(db: Db, draftId: string): Promise<DraftState | undefined> {
  const row = await rows(db).where("template_draft.id", "=", draftId).executeTakeFirst();
  return row && stateOf(row);
}

/** The draft that the same request began before. */
export async function draftOfKey(db: Db, organisationId: string, key: string): Promise<DraftState | undefined> {
  const row = await rows(db)
    .where("template_draft.organisation_id", "=", organisationId)
    .where("template_draft.request_key", "=", key)
    .executeTakeFirst();
  return row && stateOf(row);
}

export async function draftOwner(db: Db, draftId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom("template_draft")
    .select("organisation_id")
    .where("id", "=", draftId)
    .executeTakeFirst();
  return row?.organisation_id;
}

/** The draft as it stands; whoever else wants to change it waits until this transaction ends. */
export async function holdDraft(tx: Db, draftId: string): Promise<DraftState | undefined> {
  await tx
    .updateTable("template_draft")
    .set(({ ref }) => ({ revision: ref("revision") }))
    .where("id", "=", draftId)
    .execute();
  return readDraft(tx, draftId);
}

const saveRows = (db: Db, draftId: string) =>
  db
    .selectFrom("template_draft_edit")
    .innerJoin("auth_user", "auth_user.id", "template_draft_edit.saved_by")
    .select(["revision", "edits", "amount", "saved_at", "auth_user.name"])
    .where("draft_id", "=", draftId);

/** Newest first. */
export async function readSaves(
  db: Db,
  draftId: string,
  page: { before?: number | undefined; limit: number },
): Promise<DraftSave[]> {
  const all = saveRows(db, draftId).orderBy("revision", "desc").limit(page.limit);
  const found = await (page.before === undefined ? all : all.where("revision", "<", page.before)).execute();
  return found.map(({ revision, amount, saved_at, name }) => ({
    revision,
    edits: amount,
    savedAt: saved_at,
    savedBy: name,
  }));
}

export type SavedEdits = Omit<DraftSave, "edits"> & { edits: Edit[] };

/** Oldest first, after one revision and up to another. */
export async function readSavedEdits(db: Db, draftId: string, after: number, upTo: number): Promise<SavedEdits[]> {
  const found = await saveRows(db, draftId)
    .where("revision", ">", after)
    .where("revision", "<=", upTo)
    .orderBy("revision")
    .execute();
  return found.map((row) => ({
    revision: row.revision,
    savedAt: row.saved_at,
    savedBy: row.name,
    edits: edits.parse(JSON.parse(row.edits)),
  }));
}

export async function readInitial(db: Db, draftId: string): Promise<Draft | undefined> {
  const row = await db.selectFrom("template_draft").select("initial").where("id", "=", draftId).executeTakeFirst();
  return row && parseDraft(row.initial);
}
