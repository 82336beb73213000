import { sql } from "kysely";
import type { z } from "zod";
import type { Actor } from "#core/access/access.ts";
import type { beat as beatContract, Companion } from "#core/api/collation.ts";
import type { Deps } from "#server/deps.ts";
import { readItemPulses } from "#server/services/item-states.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import { tellAtOnce } from "#server/store/notices.ts";
import type { Db } from "#server/store/store.ts";

type Beat = z.infer<NonNullable<Exclude<typeof beatContract.body, "bytes">>>;
type Pulse = z.infer<NonNullable<typeof beatContract.response>>;

/** Two missed beats of a page that is told of changes: whoever closed it or lost the network is gone by then. */
const PRESENT_MS = 65_000;

/**
 * One small write and two small reads. The long answer — every item's revision, assignment, sign-off and open
 * comments — is given only when something has changed since the stamp that the page brings along.
 */
export async function beat(
  { store: { db }, clock }: Pick<Deps, "store" | "clock">,
  actor: Actor,
  head: SubmissionHead,
  { itemKey, writing, stamp }: Beat,
): Promise<Pulse> {
  const now = clock();
  const arrived = await arrive(db, actor, head.id, itemKey ?? null, writing, now);
  if (arrived && itemKey !== undefined)
    await tellAtOnce(db, { topic: "presence", submissionId: head.id, itemKey, ...byOf(actor) });
  const others = itemKey === undefined ? [] : await companions(db, actor, head.id, itemKey, now);
  // before the items: what comes in between is told again next time, never left out
  const current = await stampOf(db, head.id);
  return {
    others,
    stamp: current,
    ...(current === stamp ? {} : { items: await readItemPulses(db, actor, head) }),
  };
}

const byOf = ({ organisation, accountId }: Actor) => ({ organisationId: organisation.id, accountId });

/** `since` stays as long as the same item is open without a gap; true = it begins now. */
async function arrive(
  db: Db,
  actor: Actor,
  submissionId: string,
  itemKey: string | null,
  writing: boolean,
  now: Date,
): Promise<boolean> {
  const at = now.toISOString();
  const gap = new Date(now.getTime() - PRESENT_MS).toISOString();
  const seen = { item_key: itemKey, seen_at: at, writing: writing ? 1 : 0 };
  const row = await db
    .insertInto("presence")
    .values({ submission_id: submissionId, account_id: actor.accountId, since: at, ...seen })
    .onConflict((conflict) =>
      conflict.columns(["submission_id", "account_id"]).doUpdateSet((eb) => ({
        ...seen,
        since: eb
          .case()
          .when(eb.and([eb("presence.item_key", "=", itemKey), eb("presence.seen_at", ">", gap)]))
          .then(eb.ref("presence.since"))
          .else(at)
          .end(),
      })),
    )
    .returning("since")
    .executeTakeFirstOrThrow();
  return row.since === at;
}

async function companions(
  db: Db,
  actor: Actor,
  submissionId: string,
  itemKey: string,
  now: Date,
): Promise<Companion[]> {
  const rows = await db
    .selectFrom("presence")
    .innerJoin("auth_user", "auth_user.id", "presence.account_id")
    .select(["presence.account_id", "presence.since", "presence.writing", "auth_user.name"])
    .where("presence.submission_id", "=", submissionId)
    .where("presence.item_key", "=", itemKey)
    .where("presence.account_id", "!=", actor.accountId)
    .where("presence.seen_at", ">", new Date(now.getTime() - PRESENT_MS).toISOString())
    // by a clock that has been put back since
    .where("presence.seen_at", "<", new Date(now.getTime() + PRESENT_MS).toISOString())
    .orderBy("presence.since")
    .orderBy("presence.account_id")
    .execute();
  return rows.map(({ account_id, name, since, writing }) => ({
    accountId: account_id,
    name,
    since,
    writing: writing === 1,
  }));
}

/** Every one of these numbers only grows, and each change makes one of them grow; or the checklist is another version. */
async function stampOf(db: Db, submissionId: string): Promise<string> {
  const sum = (table: string, column: string) =>
    sql`(select coalesce(sum(${sql.ref(column)}), 0) from ${sql.table(table)} where submission_id = ${submissionId})`;
  const { rows } = await sql<
    Record<"answers" | "assignments" | "sign_offs" | "threads" | "flow" | "checklist", number | string>
  >`
    select ${sum("answer", "revision")} as answers, ${sum("assignment", "version")} as assignments,
      ${sum("sign_off", "version")} as sign_offs, (select coalesce(sum(version), 0) from comment_thread
        where submission_id = ${submissionId} and side = 'district') as threads,
      ${sum("submission_flow", "version")} as flow,
      (select template_version from submission where id = ${submissionId}) as checklist`.execute(db);
  const [row] = rows;
  if (!row) throw new Error("a query without a table gave no row");
  return [row.answers, row.assignments, row.sign_offs, row.threads, row.flow, row.checklist].join(".");
}
