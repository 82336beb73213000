import type { Actor } from "#core/access/access.ts";
import { can } from "#core/access/access.ts";
import { ok, type Result } from "#core/result.ts";
import { isLocked, lockText, type SignOff } from "#core/workflow/sign-off.ts";
import { type Failure, fail } from "#server/services/failure.ts";
import { localStamp } from "#server/services/local-time.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import type { Db } from "#server/store/store.ts";

const rows = (db: Db, submissionId: string) =>
  db
    .selectFrom("sign_off")
    .innerJoin("auth_user", "auth_user.id", "sign_off.changed_by")
    .select([
      "sign_off.item_key",
      "sign_off.state",
      "sign_off.revision",
      "sign_off.reason",
      "sign_off.changed_at",
      "sign_off.version",
      "auth_user.name",
    ])
    .where("sign_off.submission_id", "=", submissionId);

type Row = Awaited<ReturnType<ReturnType<typeof rows>["execute"]>>[number];

const toSignOff = (row: Row): SignOff => ({
  state: row.state,
  by: row.name,
  at: row.changed_at,
  revision: row.revision,
  reason: row.reason,
});

export async function readSignOffs(db: Db, submissionId: string): Promise<Map<string, SignOff>> {
  return new Map((await rows(db, submissionId).execute()).map((row) => [row.item_key, toSignOff(row)]));
}

/** With its version, for a change that must not overtake another one. */
export async function readSignOff(
  db: Db,
  submissionId: string,
  itemKey: string,
): Promise<{ signOff: SignOff; version: number } | undefined> {
  const row = await rows(db, submissionId).where("sign_off.item_key", "=", itemKey).executeTakeFirst();
  return row && { signOff: toSignOff(row), version: row.version };
}

/** Whether the item is locked for its unit. */
export async function itemLocked(db: Db, submissionId: string, itemKey: string): Promise<boolean> {
  const known = await readSignOff(db, submissionId, itemKey);
  return known !== undefined && isLocked(known.signOff.state);
}

/** Refuses a unit's change to what it has handed in; whoever collates goes on writing. */
export async function refuseLocked(
  tx: Db,
  actor: Actor,
  head: Pick<SubmissionHead, "id" | "organisationId">,
  itemKey: string,
): Promise<Result<void, Failure>> {
  if (can(actor, "item.collate", { organisationId: head.organisationId })) return ok(undefined);
  const known = await readSignOff(tx, head.id, itemKey);
  if (!known || !isLocked(known.signOff.state)) return ok(undefined);
  return fail("item.locked", lockText(known.signOff, localStamp(new Date(known.signOff.at))));
}
