import type { Actor } from "#core/access/access.ts";
import { applyEdit } from "#core/builder/apply.ts";
import type { Draft } from "#core/builder/draft.ts";
import type { Edit } from "#core/builder/edit.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import { holdDraft, readDraft, readInitial, readSavedEdits, type SavedEdits } from "#server/services/draft-rows.ts";
import { type Failure, fail, notFound } from "#server/services/failure.ts";
import { atOneMoment, type Db, inTransaction } from "#server/store/store.ts";

export interface DraftSaving {
  base: number;
  key: string;
  edits: readonly Edit[];
}

type Saved = { revision: number; savedAt: string };

export const closed = (state: "published" | "discarded") =>
  fail("draft.closed", state === "published" ? "草稿已经发布，不能再改；请以新版本另建草稿" : "草稿已经放弃，不能再改");

export const stale = (by: string) => fail("draft.stale", `${by}已先保存了新的修改，请读取后合并再继续`);

/** One batch, one revision, all of it or nothing. Of two that start from one base the second is told to rebase. */
export const saveDraft = (
  { clock }: Pick<Deps, "clock">,
  db: Db,
  actor: Actor,
  draftId: string,
  { base, key, edits }: DraftSaving,
): Promise<Result<Saved, Failure>> =>
  inTransaction(db, async (tx): Promise<Result<Saved, Failure>> => {
    const current = await holdDraft(tx, draftId);
    if (!current) return notFound();
    const repeated = await firstOutcome(tx, draftId, key);
    if (repeated) return ok(repeated);
    if (current.state !== "open") return closed(current.state);
    if (current.revision !== base) return stale(current.savedBy);
    const changed = applyAll(current.draft, edits);
    if (!changed.ok) return changed;
    const { template } = changed.value;
    const [revision, savedAt] = [base + 1, clock().toISOString()];
    await tx
      .updateTable("template_draft")
      .set({
        revision,
        body: JSON.stringify(changed.value),
        version: template.version,
        year: template.year,
        title: template.title,
        saved_at: savedAt,
        saved_by: actor.accountId,
      })
      .where("id", "=", draftId)
      .execute();
    const amount = edits.reduce((sum, edit) => sum + (edit.kind === "all" ? edit.edits.length : 1), 0);
    await tx
      .insertInto("template_draft_edit")
      .values({
        draft_id: draftId,
        revision,
        request_key: key,
        edits: JSON.stringify(edits),
        amount,
        saved_at: savedAt,
        saved_by: actor.accountId,
      })
      .execute();
    await record(
      tx,
      { organisationId: actor.organisation.id, accountId: actor.accountId, at: clock() },
      { type: "template.draft-saved", draftId, title: template.title, from: base, to: revision, edits: amount },
    );
    return ok({ revision, savedAt });
  });

async function firstOutcome(tx: Db, draftId: string, key: string): Promise<Saved | undefined> {
  const known = await tx
    .selectFrom("template_draft_edit")
    .select(["revision", "saved_at"])
    .where("draft_id", "=", draftId)
    .where("request_key", "=", key)
    .executeTakeFirst();
  return known && { revision: known.revision, savedAt: known.saved_at };
}

function applyAll(from: Draft, edits: readonly Edit[]): Result<Draft, Failure> {
  let draft = from;
  for (const edit of edits) {
    const applied = applyEdit(draft, edit);
    if (!applied.ok) return fail("draft.invalid", `本次修改没有保存：${applied.error.message}`, [{ ...applied.error }]);
    draft = applied.value.draft;
  }
  return ok(draft);
}

/** What was saved after a revision, and the draft that came of it. */
export const readSince = (db: Db, draftId: string, after: number) =>
  atOneMoment(db, async (tx) => {
    const current = await readDraft(tx, draftId);
    if (!current) return undefined;
    const { revision, state, draft } = current;
    const saves: SavedEdits[] = revision > after ? await readSavedEdits(tx, draftId, after, revision) : [];
    return { revision, state, draft: revision > after ? draft : null, saves };
  });

/** The draft as it was after one save; undefined = it never had such a revision. */
export async function readRevision(db: Db, draftId: string, revision: number): Promise<Draft | undefined> {
  const initial = await readInitial(db, draftId);
  const saves = await readSavedEdits(db, draftId, 0, revision);
  if (!initial || saves.length !== revision) return undefined;
  const replayed = applyAll(
    initial,
    saves.flatMap(({ edits }) => edits),
  );
  if (!replayed.ok) throw new Error(`draft ${draftId} cannot be replayed to ${revision}`);
  return replayed.value;
}

export const discardDraft = (
  { clock }: Pick<Deps, "clock">,
  db: Db,
  actor: Actor,
  draftId: string,
): Promise<Result<void, Failure>> =>
  inTransaction(db, async (tx): Promise<Result<void, Failure>> => {
    const current = await holdDraft(tx, draftId);
    if (!current) return notFound();
    if (current.state === "discarded") return ok(undefined);
    if (current.state === "published") return closed(current.state);
    await tx.updateTable("template_draft").set({ state: "discarded" }).where("id", "=", draftId).execute();
    await record(
      tx,
      { organisationId: actor.organisation.id, accountId: actor.accountId, at: clock() },
      {
        type: "template.draft-discarded",
        draftId,
        template: `${current.templateId} ${current.version}`,
        title: current.title,
      },
    );
    return ok(undefined);
  });
