import { z } from "zod";
import { type Verification, verification } from "#core/api/inspection.ts";
import { CHAIN_START, describeBreak } from "#core/audit/chain.ts";
import { placeAt, readHead, verifyPart } from "#server/services/audit-chain.ts";
import type { Db } from "#server/store/store.ts";

const KEY = "audit.verification";

/** What was found when the log was last gone through; several processes and administrators share it. */
export async function lastVerification(db: Db): Promise<Verification | undefined> {
  const row = await db.selectFrom("setting").select("value").where("key", "=", KEY).executeTakeFirst();
  if (!row) return undefined;
  const kept = z.preprocess((text) => JSON.parse(String(text)), verification).safeParse(row.value);
  return kept.success ? kept.data : undefined;
}

/** One part of the log, from its beginning or from where the last part ended. */
export async function verifyNext(db: Db, from: "beginning" | "there", now: Date): Promise<Verification> {
  const last = from === "there" ? await lastVerification(db) : undefined;
  // nothing is gone on with but a run that is not at its end
  const place = last?.state === "running" ? await placeAt(db, last.number) : { number: 0, hash: CHAIN_START };
  const part = await verifyPart(db, place);
  const at = now.toISOString();
  const found: Verification = part.ok
    ? {
        state: part.value.done ? "sound" : "running",
        number: part.value.place.number,
        head: part.value.head.number,
        at,
        broken: null,
      }
    : {
        state: "broken",
        number: place.number,
        head: (await readHead(db)).number,
        at,
        broken: describeBreak(part.error),
      };
  const value = JSON.stringify(found);
  await db
    .insertInto("setting")
    .values({ key: KEY, value })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ value }))
    .execute();
  return found;
}
