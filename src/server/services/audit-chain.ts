import {
  CHAIN_START,
  type ChainBreak,
  type ChainPlace,
  checkEnd,
  followChain,
  type StoredLink,
} from "#core/audit/chain.ts";
import { ok, type Result } from "#core/result.ts";
import type { Db } from "#server/store/store.ts";

export interface ChainProgress {
  place: ChainPlace;
  /** the newest entry when this part was read */
  head: ChainPlace;
  done: boolean;
}

/** Entries that are checked at once: some tens of milliseconds. */
const PART = 2000;

export async function readHead(db: Db): Promise<ChainPlace> {
  return db.selectFrom("audit_head").select(["number", "hash"]).executeTakeFirstOrThrow();
}

/** The newest entry up to a number; its stored hash is taken as it is. */
export async function placeAt(db: Db, number: number): Promise<ChainPlace> {
  const row = await db
    .selectFrom("audit_event")
    .select(["id as number", "hash"])
    .where("id", "<=", number)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? { number: 0, hash: CHAIN_START };
}

/** Checks the entries that follow a sound place, as many as one request may; at the end, that it is the head's. */
export async function verifyPart(db: Db, from: ChainPlace, limit = PART): Promise<Result<ChainProgress, ChainBreak>> {
  // read before the entries: what is added meanwhile is the next run's
  const head = await readHead(db);
  const links = await readLinks(db, from.number, head.number, limit);
  const followed = followChain(from, links);
  if (!followed.ok) return followed;
  if (links.length === limit) return ok({ place: followed.value, head, done: false });
  const end = checkEnd(followed.value, head);
  if (!end.ok) return end;
  const beyond = await db.selectFrom("audit_event").select("id").where("id", ">", head.number).limit(1).execute();
  const stray = beyond.length > 0 && (await readHead(db)).number === head.number;
  return stray
    ? { ok: false, error: { number: head.number + 1, fault: "tail" } }
    : ok({ place: end.value, head, done: true });
}

/** From the first entry to the newest. */
export async function verifyChain(db: Db): Promise<Result<ChainPlace, ChainBreak>> {
  let place: ChainPlace = { number: 0, hash: CHAIN_START };
  for (;;) {
    const part = await verifyPart(db, place);
    if (!part.ok) return part;
    place = part.value.place;
    if (part.value.done) return ok(place);
  }
}

async function readLinks(db: Db, after: number, upTo: number, limit: number): Promise<StoredLink[]> {
  return db
    .selectFrom("audit_event")
    .select([
      "id as number",
      "previous_hash as previous",
      "hash",
      "organisation_id as organisationId",
      "at",
      "account_id as accountId",
      "body",
      "kind",
      "submission_id as submissionId",
    ])
    .where("id", ">", after)
    .where("id", "<=", upTo)
    .orderBy("id")
    .limit(limit)
    .execute();
}
