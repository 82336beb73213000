import { sql } from "kysely";
import type { z } from "zod";
import type { Actor } from "#core/access/access.ts";
import type { listFailedSignIns as contract } from "#core/api/inspection.ts";
import { ok, type Result } from "#core/result.ts";
import { foldUsername } from "#server/auth/auth.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import { type Failure, notFound } from "#server/services/failure.ts";
import { localDay } from "#server/services/local-time.ts";
import { forgive } from "#server/services/lock-out.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type FailedSignIns = z.input<NonNullable<typeof contract.response>>;

/** How far back it is known and shown. */
const DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;
const NOBODY = "";

const firstDay = (now: Date): string => localDay(new Date(now.getTime() - (DAYS - 1) * DAY_MS));

/** A row per person and day, however often it is tried; names that nobody has share one. */
export async function countFailedSignIn(tx: Db, username: string, now: Date): Promise<void> {
  const known = await tx
    .selectFrom("auth_user")
    .select("id")
    .where("username", "=", foldUsername(username))
    .executeTakeFirst();
  const last_at = now.toISOString();
  await tx.deleteFrom("failed_sign_in").where("day", "<", firstDay(now)).execute();
  await tx
    .insertInto("failed_sign_in")
    .values({ account_id: known?.id ?? NOBODY, day: localDay(now), count: 1, last_at })
    .onConflict((conflict) =>
      conflict.columns(["account_id", "day"]).doUpdateSet({ count: sql<number>`failed_sign_in.count + 1`, last_at }),
    )
    .execute();
}

export async function readFailedSignIns(db: Db, organisationId: string, now: Date): Promise<FailedSignIns> {
  const people = db
    .selectFrom("account_profile")
    .innerJoin("auth_user", "auth_user.id", "account_profile.account_id")
    .where("account_profile.organisation_id", "=", organisationId);
  const failures = await people
    .innerJoin("failed_sign_in", "failed_sign_in.account_id", "auth_user.id")
    .select(["auth_user.id as accountId", "auth_user.name", "auth_user.username"])
    .select(["failed_sign_in.day", "failed_sign_in.count", "failed_sign_in.last_at as lastAt"])
    .where("failed_sign_in.day", ">=", firstDay(now))
    .orderBy("failed_sign_in.last_at", "desc")
    .execute();
  const locked = await people
    .innerJoin("sign_in_failure", (join) =>
      join.on("sign_in_failure.subject", "=", sql<string>`'user:' || auth_user.username`),
    )
    .select([
      "auth_user.id as accountId",
      "auth_user.name",
      "auth_user.username",
      "sign_in_failure.locked_until as until",
    ])
    .where("sign_in_failure.locked_until", ">", now.toISOString())
    .orderBy("auth_user.username")
    .execute();
  const strangers = await db
    .selectFrom("failed_sign_in")
    .select(({ fn }) => fn.sum<number | string | null>("count").as("count"))
    .where("account_id", "=", NOBODY)
    .where("day", ">=", firstDay(now))
    .executeTakeFirst();
  return {
    locked: locked.flatMap(({ until, ...person }) => (until === null ? [] : [{ ...person, until }])),
    failures,
    strangers: Number(strangers?.count ?? 0),
    days: DAYS,
  };
}

/** The next attempt is looked at again. Where nobody is locked out there is nothing to do, and nothing is logged. */
export async function unlockAccount(
  { store, clock }: Pick<Deps, "store" | "clock">,
  actor: Actor,
  accountId: string,
): Promise<Result<undefined, Failure>> {
  return inTransaction(store.db, async (tx): Promise<Result<undefined, Failure>> => {
    const user = await tx.selectFrom("auth_user").select("username").where("id", "=", accountId).executeTakeFirst();
    if (!user) return notFound();
    const subject = `user:${user.username}` as const;
    const now = clock();
    const lock = await tx
      .selectFrom("sign_in_failure")
      .select("subject")
      .where("subject", "=", subject)
      .where("locked_until", ">", now.toISOString())
      .executeTakeFirst();
    if (!lock) return ok(undefined);
    await forgive(tx, subject);
    const by = { organisationId: actor.organisation.id, accountId: actor.accountId, at: now };
    await record(tx, by, { type: "account.unlocked", accountId, username: user.username });
    return ok(undefined);
  });
}
