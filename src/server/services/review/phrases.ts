import type { Actor } from "#core/access/access.ts";
import type { Phrase } from "#core/api/phrase.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import { type Failure, notFound } from "#server/services/failure.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Using = Pick<Deps, "clock" | "newId">;
type Written = Omit<Phrase, "id" | "own">;

const rows = (db: Db, actor: Actor) =>
  db
    .selectFrom("phrase")
    .selectAll()
    .where("organisation_id", "=", actor.organisation.id)
    .where((eb) => eb.or([eb("account_id", "=", actor.accountId), eb("shared", "=", 1)]));

type Row = Awaited<ReturnType<ReturnType<typeof rows>["execute"]>>[number];

const toPhrase = (actor: Actor, row: Row): Phrase => ({
  id: row.id,
  text: row.text,
  verdict: row.verdict,
  itemKey: row.item_key,
  shared: row.shared === 1,
  own: row.account_id === actor.accountId,
});

/** The reader's own and those that the office shares, oldest first. */
export async function listPhrases(db: Db, actor: Actor): Promise<Phrase[]> {
  const all = await rows(db, actor).orderBy("added_at").orderBy("id").execute();
  return all.map((row) => toPhrase(actor, row));
}

const columns = ({ text, verdict, itemKey, shared }: Written) => ({
  text,
  verdict,
  item_key: itemKey,
  shared: shared ? 1 : 0,
});

export const addPhrase = (
  { clock, newId }: Using,
  db: Db,
  actor: Actor,
  written: Written,
): Promise<Result<Phrase, Failure>> =>
  inTransaction(db, async (tx): Promise<Result<Phrase, Failure>> => {
    const [id, at] = [newId(), clock()];
    await tx
      .insertInto("phrase")
      .values({
        id,
        organisation_id: actor.organisation.id,
        account_id: actor.accountId,
        added_at: at.toISOString(),
        ...columns(written),
      })
      .execute();
    await recordPhrase(tx, actor, at, { phraseId: id, from: null, to: written.text });
    return ok({ id, own: true, ...written });
  });

/** Whose phrase it is; undefined = none that the actor could see. */
export async function phraseOwner(db: Db, actor: Actor, phraseId: string): Promise<string | undefined> {
  const row = await rows(db, actor).where("id", "=", phraseId).executeTakeFirst();
  return row?.account_id;
}

export const changePhrase = (
  { clock }: Pick<Using, "clock">,
  db: Db,
  actor: Actor,
  phraseId: string,
  written: Written | undefined,
): Promise<Result<Phrase | undefined, Failure>> =>
  inTransaction(db, async (tx): Promise<Result<Phrase | undefined, Failure>> => {
    const before = await tx
      .selectFrom("phrase")
      .select("text")
      .where("id", "=", phraseId)
      .where("account_id", "=", actor.accountId)
      .executeTakeFirst();
    if (!before) return notFound();
    if (written) await tx.updateTable("phrase").set(columns(written)).where("id", "=", phraseId).execute();
    else await tx.deleteFrom("phrase").where("id", "=", phraseId).execute();
    await recordPhrase(tx, actor, clock(), { phraseId, from: before.text, to: written?.text ?? null });
    return ok(written && { id: phraseId, own: true, ...written });
  });

const recordPhrase = (
  tx: Db,
  actor: Actor,
  at: Date,
  change: { phraseId: string; from: string | null; to: string | null },
): Promise<void> =>
  record(
    tx,
    { organisationId: actor.organisation.id, accountId: actor.accountId, at },
    { type: "phrase.changed", ...change },
  );
