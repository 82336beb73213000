import { PostgresAdapter } from "kysely";
import { ok, type Result } from "#core/result.ts";
import { type FlowState, frozenText, isWritable } from "#core/review/flow.ts";
import { type Failure, fail, notFound } from "#server/services/failure.ts";
import type { Db } from "#server/store/store.ts";

export interface StoredFlow extends FlowState {
  /** what a change has to be based on */
  version: number;
  /** the frozen version that stands; undefined = none */
  currentRound: number | undefined;
}

const isPostgres = (db: Db): boolean => db.getExecutor().adapter instanceof PostgresAdapter;

/**
 * Whoever writes content shares the row until the transaction ends, so that nobody freezes the submission meanwhile;
 * whoever freezes waits for them. SQLite has one writer at a time anyway.
 */
const flowRow = (db: Db, submissionId: string, held: "shared" | "read") => {
  const row = db.selectFrom("submission_flow").selectAll().where("submission_id", "=", submissionId);
  return held === "shared" && isPostgres(db) ? row.forShare() : row;
};

export async function readFlowState(
  db: Db,
  submissionId: string,
  held: "shared" | "read" = "read",
): Promise<StoredFlow> {
  const row = await flowRow(db, submissionId, held).executeTakeFirstOrThrow();
  return {
    phase: row.phase,
    round: row.round,
    version: row.version,
    currentRound: row.current_round ?? undefined,
    returned: row.phase === "returned" || row.phase === "submitted" ? await openReturns(db, submissionId, row) : [],
  };
}

/** The items of the return that is not settled: unanswered, or answered by a version that can still be recalled. */
async function openReturns(
  db: Db,
  submissionId: string,
  { phase, round }: { phase: FlowState["phase"]; round: number },
): Promise<string[]> {
  const all = db
    .selectFrom("item_return")
    .select("item_key")
    .where("submission_id", "=", submissionId)
    .orderBy("item_key");
  const rows = await (phase === "returned"
    ? all.where("answered_round", "is", null)
    : all.where("answered_round", "=", round)
  ).execute();
  return [...new Set(rows.map(({ item_key }) => item_key))];
}

/**
 * Inside the transaction of every change of content, before anything is written: whether these items (none = the
 * library of evidence alone; "all" = the submission as a whole) may be changed. They stay so until it ends.
 */
export async function holdOpen(
  tx: Db,
  submissionId: string,
  about: readonly string[] | "all",
): Promise<Result<void, Failure>> {
  const state = await readFlowState(tx, submissionId, "shared");
  const open =
    about === "all"
      ? state.phase === "drafting"
      : isWritable(state) && about.every((itemKey) => isWritable(state, itemKey));
  return open ? ok(undefined) : fail("submission.frozen", frozenText(state.phase));
}

/** Inside the transaction of every change to a review: it is under way, and stays so until the transaction ends. */
export async function takeReview(tx: Db, submissionId: string): Promise<Result<StoredFlow, Failure>> {
  const state = await readFlowState(tx, submissionId, "shared");
  if (state.phase === "concluded")
    return fail("review.closed", "审核已经办结，不能再修改；需要重新审核请由督导办重新打开");
  if (state.phase === "submitted") return fail("review.unopened", UNOPENED);
  return state.phase === "drafting" ? notFound() : ok(state);
}

export const UNOPENED = "该区县已报送，还没有开始审核；请先点“开始审核”，之后区县不能再撤回";
