import type { Actor } from "#core/access/access.ts";
import { ok, type Result } from "#core/result.ts";
import { type FlowState, type FlowStep, flowAfter } from "#core/review/flow.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import { type Failure, fail } from "#server/services/failure.ts";
import { readFlowState, type StoredFlow } from "#server/services/review/flow-state.ts";
import type { Db } from "#server/store/store.ts";

export interface Move {
  submissionId: string;
  step: FlowStep;
  /** undefined = whatever stands; otherwise refused when somebody has brought it on */
  version?: number | undefined;
  reason: string | null;
}

export interface Moving {
  from: StoredFlow;
  to: FlowState;
}

/** Everybody who writes content, and everybody who moves the submission, waits until the transaction ends. */
export async function takeFlow(tx: Db, submissionId: string): Promise<StoredFlow> {
  await tx
    .updateTable("submission_flow")
    .set((eb) => ({ version: eb.ref("version") }))
    .where("submission_id", "=", submissionId)
    .execute();
  return readFlowState(tx, submissionId);
}

/** Whether the step may be taken; the row is held until the transaction ends. */
export async function beginMove(tx: Db, { submissionId, step, version }: Move): Promise<Result<Moving, Failure>> {
  const from = await takeFlow(tx, submissionId);
  const to = flowAfter(from, step);
  if (!to.ok) return fail("flow.refused", to.error);
  if (version !== undefined && version !== from.version)
    return fail("flow.stale", "他人刚刚处理过本年度自评，请刷新页面核对后再操作");
  return ok({ from, to: to.value });
}

export interface Finished {
  currentRound: number | undefined;
  hash?: string | undefined;
  itemKeys?: readonly string[] | undefined;
}

/** The step itself with its line in the history and its event. Returns the flow's new version. */
export async function finishMove(
  { clock }: Pick<Deps, "clock">,
  tx: Db,
  actor: Actor,
  { submissionId, step: { event }, reason }: Move,
  { from, to }: Moving,
  { currentRound, hash, itemKeys }: Finished,
): Promise<number> {
  const version = from.version + 1;
  const at = clock();
  await tx
    .updateTable("submission_flow")
    .set({ phase: to.phase, round: to.round, current_round: currentRound ?? null, version })
    .where("submission_id", "=", submissionId)
    .execute();
  await tx
    .insertInto("flow_step")
    .values({
      submission_id: submissionId,
      version,
      event,
      from_phase: from.phase,
      to_phase: to.phase,
      round: to.round,
      at: at.toISOString(),
      account_id: actor.accountId,
      reason,
    })
    .execute();
  await record(
    tx,
    { organisationId: actor.organisation.id, accountId: actor.accountId, at },
    {
      type: "submission.flow",
      submissionId,
      event,
      from: from.phase,
      to: to.phase,
      round: to.round,
      reason,
      ...(hash === undefined ? {} : { hash }),
      ...(itemKeys === undefined ? {} : { itemKeys: [...itemKeys] }),
    },
  );
  return version;
}
