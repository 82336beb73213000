import type { Actor } from "#core/access/access.ts";
import type { HandOverPlan } from "#core/api/people.ts";
import type { Account } from "#core/api/system.ts";
import { grouped } from "#core/grouped.ts";
import { describeBelongings, itemsGo, rolesToGive } from "#core/people/hand-over.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import { readAccount } from "#server/services/accounts.ts";
import { assignItems } from "#server/services/assignments.ts";
import { record } from "#server/services/audit.ts";
import { hasOtherAdministrator, isAdministrator, lockAccounts, putAccount } from "#server/services/change-account.ts";
import { type Failure, fail, notFound } from "#server/services/failure.ts";
import { textHash } from "#server/services/packaged-submission.ts";
import { type DutyToMove, type Found, findBelongings } from "#server/services/people/belongings.ts";
import { readDuties } from "#server/services/review/cycle-rows.ts";
import { changed, nextVersion, recordChange } from "#server/services/review/cycles.ts";
import { storeSections } from "#server/services/review/duty-sections.ts";
import { readHead } from "#server/services/submission-rows.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Using = Pick<Deps, "store" | "auth" | "clock" | "templates">;
interface Pair {
  accountId: string;
  to: string;
}
interface Planned {
  leaver: Account;
  successor: Account;
  found: Found;
  shown: HandOverPlan;
}

export async function planHandOver(db: Db, actor: Actor, pair: Pair): Promise<Result<HandOverPlan, Failure>> {
  const planned = await plan(db, actor, pair);
  return planned.ok ? ok(planned.value.shown) : planned;
}

async function plan(db: Db, actor: Actor, { accountId, to }: Pair): Promise<Result<Planned, Failure>> {
  const own = actor.organisation.id;
  const leaver = await readAccount(db, own, accountId);
  if (!leaver) return notFound();
  const successor = await readAccount(db, own, to);
  if (!successor || successor.disabled || successor.id === leaver.id)
    return fail("account.successor", "接手人须是本单位另一个正在使用的账号，请重新选择");
  if (leaver.id === actor.accountId) return fail("account.successor", "不能移交正在使用的账号，请由另一位管理员办理");
  if (isAdministrator(leaver) && !(await hasOtherAdministrator(db, own, leaver.id)))
    return fail("account.last-administrator", "这是最后一个可用的管理员，请先设置另一位管理员，再办理离岗交接");
  const found = await findBelongings(db, actor, leaver, successor);
  const says = describeBelongings(found.belongings);
  const roles = rolesToGive(found.belongings);
  const basis = JSON.stringify([leaver.id, successor.id, says, roles, found.openItems, found.duties]);
  return ok({ leaver, successor, found, shown: { says, roles, digest: await textHash(basis) } });
}

/** All of it or nothing: what was shown is what happens. */
export const handOver = (using: Using, actor: Actor, pair: Pair, digest: string): Promise<Result<void, Failure>> =>
  inTransaction(using.store.db, async (tx): Promise<Result<void, Failure>> => {
    await lockAccounts(tx, actor.organisation.id);
    const planned = await plan(tx, actor, pair);
    if (!planned.ok) return planned;
    if (planned.value.shown.digest !== digest)
      return fail(
        "people.plan-changed",
        "名下的事项刚刚有变化，与刚才显示的不一致，没有移交任何内容；请重新核对后再确认",
      );
    await prepareSuccessor(using, tx, actor, planned.value);
    const moved = await moveItems(using, tx, actor, planned.value);
    if (!moved.ok) return moved;
    await moveDuties(using, tx, actor, planned.value);
    await tx.updateTable("phrase").set({ account_id: pair.to }).where("account_id", "=", pair.accountId).execute();
    await tx.deleteFrom("presence").where("account_id", "=", pair.accountId).execute();
    await close(using, tx, actor, planned.value);
    return ok(undefined);
  });

/** Before the work arrives there is somebody who may do it. */
async function prepareSuccessor(using: Using, tx: Db, actor: Actor, { leaver, successor, found, shown }: Planned) {
  const unitId = itemsGo(found.belongings) === "with-successor" ? leaver.unitId : successor.unitId;
  if (shown.roles.length === 0 && unitId === successor.unitId) return;
  const to = { ...successor, roles: [...successor.roles, ...shown.roles], unitId };
  await putAccount(using, tx, actor, successor, to);
}

async function moveItems(
  { store, clock, templates }: Using,
  tx: Db,
  actor: Actor,
  { successor, found }: Planned,
): Promise<Result<void, Failure>> {
  if (itemsGo(found.belongings) !== "to-successors-unit") return ok(undefined);
  for (const { submissionId, itemKeys } of found.openItems) {
    const head = await readHead(tx, templates, submissionId);
    if (!head) return notFound();
    const inside = { store: { ...store, db: tx }, clock };
    const assigned = await assignItems(inside, actor, head, itemKeys, { unitId: successor.unitId });
    if (!assigned.ok) return assigned;
  }
  return ok(undefined);
}

async function moveDuties(using: Using, tx: Db, actor: Actor, { leaver, successor, found }: Planned): Promise<void> {
  for (const [cycleId, duties] of grouped(found.duties, (each) => each.cycleId)) {
    const told = async () =>
      (await readDuties(tx, cycleId)).map(({ accountId, districtId, sections }) => ({
        accountId,
        districtId,
        sections,
      }));
    const before = await told();
    const cycle = await raise(tx, cycleId);
    for (const duty of duties) await moveDuty(tx, leaver.id, successor.id, duty);
    await recordChange(using, tx, actor, cycle, changed("duties", before, await told()));
  }
}

async function raise(tx: Db, cycleId: string) {
  const { version } = await tx
    .selectFrom("cycle")
    .select("version")
    .where("id", "=", cycleId)
    .executeTakeFirstOrThrow();
  const cycle = await nextVersion(tx, cycleId, version);
  if (!cycle.ok) throw new Error("a cycle changed inside the transaction that holds it");
  return cycle.value;
}

async function moveDuty(tx: Db, leaverId: string, successorId: string, duty: DutyToMove): Promise<void> {
  const { cycleId, districtId, sections, successors } = duty;
  const both = sections === null || successors === null ? null : [...new Set([...(successors ?? []), ...sections])];
  const rows = (accountId: string) =>
    tx
      .deleteFrom("duty")
      .where("cycle_id", "=", cycleId)
      .where("organisation_id", "=", districtId)
      .where("account_id", "=", accountId)
      .execute();
  await rows(leaverId);
  await rows(successorId);
  await tx
    .insertInto("duty")
    .values({
      cycle_id: cycleId,
      organisation_id: districtId,
      account_id: successorId,
      sections: storeSections(both),
      taken_over_from: leaverId,
    })
    .execute();
}

async function close(using: Using, tx: Db, actor: Actor, { leaver, successor, found, shown }: Planned): Promise<void> {
  await putAccount(using, tx, actor, leaver, { ...leaver, disabled: true, successorId: successor.id });
  const { threads, phrases, duties, unit } = found.belongings;
  const moves = itemsGo(found.belongings) === "to-successors-unit";
  await record(
    tx,
    { organisationId: actor.organisation.id, accountId: actor.accountId, at: using.clock() },
    {
      type: "account.handed-over",
      accountId: leaver.id,
      username: leaver.username,
      name: leaver.name,
      to: { accountId: successor.id, username: successor.username, name: successor.name },
      roles: shown.roles,
      items: moves ? (unit?.openItems ?? 0) : 0,
      duties: duties.open,
      threads,
      phrases,
    },
  );
}
