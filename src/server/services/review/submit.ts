import type { Actor } from "#core/access/access.ts";
import { STAMP_LENGTH } from "#core/document/version.ts";
import { ok, type Result } from "#core/result.ts";
import { type FlowState, isWritable } from "#core/review/flow.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import type { Deps } from "#server/deps.ts";
import { type Failure, fail } from "#server/services/failure.ts";
import { readGate } from "#server/services/gate.ts";
import { type Hashed, hashContent, writeSnapshot } from "#server/services/review/freeze-submission.ts";
import { beginMove, finishMove, type Move, type Moving } from "#server/services/review/move-flow.ts";
import { readContent } from "#server/services/submission-content.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Using = Pick<Deps, "clock" | "templates">;

/** Most reasons that are named one by one. */
const TOLD = 100;

/** What was approved is frozen, whole or not at all. Whoever writes meanwhile waits, and then finds it frozen. */
export const submitSubmission = (
  using: Using,
  db: Db,
  actor: Actor,
  head: SubmissionHead,
  { version, stamp }: { version?: number; stamp?: string | undefined },
): Promise<Result<number, Failure>> =>
  inTransaction(db, async (tx): Promise<Result<number, Failure>> => {
    const move: Move = { submissionId: head.id, step: { event: "submit" }, version, reason: null };
    const begun = await beginMove(tx, move);
    if (!begun.ok) return begun;
    const open = await openReasons(using, tx, head, begun.value.from);
    return open.ok ? freezeMove(using, tx, actor, head, { move, moving: begun.value, stamp }) : open;
  });

/** The submitting itself, with the row of its flow held; whoever calls has asked the gate. */
export async function freezeMove(
  using: Using,
  tx: Db,
  actor: Actor,
  head: SubmissionHead,
  { move, moving, stamp }: { move: Move; moving: Moving; stamp: string | undefined },
): Promise<Result<number, Failure>> {
  const content = await readContent(using.templates, tx, head);
  const hashed = await hashContent(content);
  if (stamp !== undefined && !hashed.hash.startsWith(stamp))
    return fail(
      "submission.changed",
      `审定之后内容又有变化：审定的版本为${stamp.slice(0, STAMP_LENGTH)}，现在为${hashed.hash.slice(0, STAMP_LENGTH)}。请重新生成报告，核对后再报送`,
    );
  await freezeVersion(using, tx, actor, { move, moving, content, hashed });
  return ok(moving.to.round);
}

interface FreezingVersion {
  move: Move;
  moving: Moving;
  content: SubmissionContent;
  hashed: Hashed;
}

/** The version with its step, once it is known that it may be submitted; it answers the return that stands. */
export async function freezeVersion(
  using: Pick<Deps, "clock">,
  tx: Db,
  actor: Actor,
  { move, moving, content, hashed }: FreezingVersion,
): Promise<void> {
  const { from, to } = moving;
  const { submissionId } = move;
  const at = using.clock().toISOString();
  const baseRound = from.phase === "returned" ? (from.currentRound ?? null) : null;
  await writeSnapshot(tx, actor, content, hashed, { submissionId, round: to.round, baseRound, at });
  await tx
    .updateTable("item_return")
    .set({ answered_round: to.round })
    .where("submission_id", "=", submissionId)
    .where("answered_round", "is", null)
    .execute();
  await finishMove(using, tx, actor, move, moving, { currentRound: to.round, hash: hashed.hash });
}

/** What nobody could settle, because it is not among the returned items, is no obstacle to answering the return. */
async function openReasons(
  using: Using,
  tx: Db,
  head: SubmissionHead,
  from: FlowState,
): Promise<Result<void, Failure>> {
  const reasons = (await readGate(using, tx, head)).filter(
    ({ blocks, itemKey }) => blocks && isWritable(from, itemKey),
  );
  const [first] = reasons;
  if (!first) return ok(undefined);
  return fail(
    "submission.gate",
    `还有${reasons.length}处须先处理才能报送：“${first.item}”${first.message}${reasons.length > 1 ? "等" : ""}`,
    reasons.slice(0, TOLD).map(({ kind, itemKey, fieldKey, item, message }) => ({
      path: fieldKey === undefined ? itemKey : `${itemKey}/${fieldKey}`,
      code: `gate.${kind}`,
      message: `${item}：${message}`,
    })),
  );
}

/** Only until an inspector opens it; the version stays in the history, and a return that it answered is open again. */
export const recallSubmission = (
  using: Pick<Deps, "clock">,
  db: Db,
  actor: Actor,
  head: SubmissionHead,
  { version, reason }: { version?: number; reason: string },
): Promise<Result<void, Failure>> =>
  inTransaction(db, async (tx): Promise<Result<void, Failure>> => {
    const move: Move = { submissionId: head.id, step: { event: "recall" }, version, reason };
    const begun = await beginMove(tx, move);
    if (!begun.ok) return begun;
    const { from } = begun.value;
    const recalled = await tx
      .selectFrom("snapshot")
      .select("base_round")
      .where("submission_id", "=", head.id)
      .where("round", "=", from.round)
      .executeTakeFirstOrThrow();
    await tx
      .updateTable("item_return")
      .set({ answered_round: null })
      .where("submission_id", "=", head.id)
      .where("answered_round", "=", from.round)
      .execute();
    await finishMove(using, tx, actor, move, begun.value, { currentRound: recalled.base_round ?? undefined });
    return ok(undefined);
  });
