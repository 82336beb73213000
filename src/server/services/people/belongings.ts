import type { Actor, Role } from "#core/access/access.ts";
import type { Account } from "#core/api/system.ts";
import { grouped } from "#core/grouped.ts";
import type { Belongings } from "#core/people/hand-over.ts";
import { isWritable } from "#core/review/flow.ts";
import { listAccounts } from "#server/services/accounts.ts";
import { readCycles, readDuties, readEntered } from "#server/services/review/cycle-rows.ts";
import { readFlowState } from "#server/services/review/flow-state.ts";
import { listUnits } from "#server/services/units.ts";
import type { Db } from "#server/store/store.ts";

export interface UnitItems {
  submissionId: string;
  itemKeys: string[];
}

export interface DutyToMove {
  cycleId: string;
  districtId: string;
  sections: string[] | null;
  /** what the successor reads there already; undefined = nothing */
  successors: string[] | null | undefined;
}

/** What is counted for the sentences, and what of it is written. */
export interface Found {
  belongings: Belongings;
  openItems: UnitItems[];
  duties: DutyToMove[];
}

export async function findBelongings(db: Db, actor: Actor, leaver: Account, successor: Account): Promise<Found> {
  const own = actor.organisation.id;
  const others = (await listAccounts(db, own)).filter(({ id, disabled }) => id !== leaver.id && !disabled);
  const units = new Map((await listUnits(db, own)).map(({ id, name }) => [id, name]));
  const items = leaver.unitId === null ? { open: [], frozen: 0 } : await itemsOf(db, own, leaver.unitId);
  const duties = await dutiesOf(db, own, leaver.id, successor.id);
  const held = (role: Role): boolean => others.some(({ roles }) => roles.includes(role));
  return {
    openItems: items.open,
    duties: duties.open,
    belongings: {
      leaver,
      successor,
      onlyHolder: leaver.roles.filter((role) => !held(role)),
      unit:
        leaver.unitId === null
          ? undefined
          : {
              name: units.get(leaver.unitId) ?? "",
              others: others.filter(({ unitId, roles }) => unitId === leaver.unitId && roles.includes("contributor"))
                .length,
              openItems: items.open.reduce((sum, { itemKeys }) => sum + itemKeys.length, 0),
              frozenItems: items.frozen,
            },
      successorUnit: successor.unitId === null ? undefined : units.get(successor.unitId),
      duties: {
        open: duties.open.length,
        shared: duties.open.filter(({ successors }) => successors !== undefined).length,
        concluded: duties.concluded,
      },
      ...(await countOwn(db, own, leaver.id)),
    },
  };
}

/** Items of a unit that can still be given to another one, by submission. */
async function itemsOf(db: Db, organisationId: string, unitId: string): Promise<{ open: UnitItems[]; frozen: number }> {
  const rows = await db
    .selectFrom("assignment")
    .innerJoin("submission", "submission.id", "assignment.submission_id")
    .select(["assignment.submission_id", "assignment.item_key"])
    .where("submission.organisation_id", "=", organisationId)
    .where("assignment.unit_id", "=", unitId)
    .orderBy("assignment.submission_id")
    .orderBy("assignment.item_key")
    .execute();
  const open: UnitItems[] = [];
  let frozen = 0;
  for (const [submissionId, assigned] of grouped(rows, (row) => row.submission_id)) {
    const state = await readFlowState(db, submissionId);
    const keys = assigned.map((row) => row.item_key);
    const itemKeys = isWritable(state) ? keys.filter((itemKey) => isWritable(state, itemKey)) : [];
    if (itemKeys.length > 0) open.push({ submissionId, itemKeys });
    frozen += keys.length - itemKeys.length;
  }
  return { open, frozen };
}

async function dutiesOf(
  db: Db,
  cityId: string,
  leaverId: string,
  successorId: string,
): Promise<{ open: DutyToMove[]; concluded: number }> {
  const open: DutyToMove[] = [];
  let concluded = 0;
  for (const cycle of await readCycles(db, cityId)) {
    const all = await readDuties(db, cycle.id);
    const own = all.filter(({ accountId }) => accountId === leaverId);
    if (own.length === 0) continue;
    const phases = new Map((await readEntered(db, cycle)).map(({ districtId, phase }) => [districtId, phase]));
    for (const { districtId, sections } of own) {
      if (phases.get(districtId) === "concluded") {
        concluded += 1;
        continue;
      }
      const theirs = all.find((each) => each.accountId === successorId && each.districtId === districtId);
      open.push({ cycleId: cycle.id, districtId, sections, successors: theirs?.sections });
    }
  }
  return { open, concluded };
}

async function countOwn(
  db: Db,
  organisationId: string,
  accountId: string,
): Promise<Pick<Belongings, "threads" | "drafts" | "phrases" | "verdicts" | "uploads">> {
  const count = async (rows: Promise<{ count: number | string | bigint }>): Promise<number> =>
    Number((await rows).count);
  const threads = db
    .selectFrom("comment_thread")
    .select((eb) => eb.fn.countAll().as("count"))
    .where("resolved_at", "is", null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom("comment")
          .select("comment.id")
          .whereRef("comment.thread_id", "=", "comment_thread.id")
          .where("comment.written_by", "=", accountId),
      ),
    );
  const drafts = db
    .selectFrom("template_draft")
    .select((eb) => eb.fn.countAll().as("count"))
    .where("organisation_id", "=", organisationId)
    .where("state", "=", "open")
    .where((eb) => eb.or([eb("created_by", "=", accountId), eb("saved_by", "=", accountId)]));
  const ofAccount = (table: "phrase" | "verdict" | "upload") =>
    db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll().as("count"))
      .where("account_id", "=", accountId);
  return {
    threads: await count(threads.executeTakeFirstOrThrow()),
    drafts: await count(drafts.executeTakeFirstOrThrow()),
    phrases: await count(ofAccount("phrase").executeTakeFirstOrThrow()),
    verdicts: await count(ofAccount("verdict").executeTakeFirstOrThrow()),
    uploads: await count(ofAccount("upload").where("outcome", "is", null).executeTakeFirstOrThrow()),
  };
}
