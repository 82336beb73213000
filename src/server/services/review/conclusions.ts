import type { z } from "zod";
import type { Actor } from "#core/access/access.ts";
import { canonical } from "#core/answer/canonical.ts";
import type {
  ConcludedReview,
  Conclusion,
  conclusionPreview,
  concludeReview as contract,
} from "#core/api/conclusion.ts";
import { ok, type Result } from "#core/result.ts";
import { type ConcludedItem, concludeWarnings, opinionsOf, problemDrafts } from "#core/review/conclude.ts";
import { flowAfter } from "#core/review/flow.ts";
import { outline, placedTitle } from "#core/template/outline.ts";
import type { Deps } from "#server/deps.ts";
import { type Failure, fail, invalid, notFound } from "#server/services/failure.ts";
import { textHash } from "#server/services/packaged-submission.ts";
import { readConclusion, type StoredConclusion } from "#server/services/review/conclusion-rows.ts";
import { titleOf } from "#server/services/review/flow-view.ts";
import { countLedger } from "#server/services/review/ledgers.ts";
import { beginMove, finishMove, type Move } from "#server/services/review/move-flow.ts";
import { replaceProblems } from "#server/services/review/problems.ts";
import { type ReviewContext, readContext } from "#server/services/review/review-context.ts";
import { readSnapshot } from "#server/services/review/snapshot-rows.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Preview = z.input<NonNullable<typeof conclusionPreview.response>>;
type Wanted = z.infer<Extract<(typeof contract)["body"], z.ZodType>>;

/** What a conclusion would say by what stands now. */
export async function previewConclusion(db: Db, context: ReviewContext): Promise<Result<Preview, Failure>> {
  const concluded = (await readConclusion(db, context.head.id)) ?? null;
  const next = flowAfter(context.flow, { event: "conclude" });
  if (!concluded && !next.ok) return fail("flow.refused", next.error);
  const made = await makeConclusion(db, context);
  if (!made.ok) return made;
  const { conclusion, items, basis } = made.value;
  return ok({
    concluded,
    preview: conclusion,
    warnings: concluded ? [] : concludeWarnings(items),
    problems: concluded ? [] : problemDrafts(items),
    basis,
  });
}

interface Made {
  conclusion: Conclusion;
  items: ConcludedItem[];
  basis: string;
}

async function makeConclusion(db: Db, context: ReviewContext): Promise<Result<Made, Failure>> {
  const { head, round, review, flow } = context;
  const meta = await readSnapshot(db, { submissionId: head.id, round });
  if (!meta.ok) return notFound();
  const { ledger, verdicts } = await countLedger(db, context);
  const threads = await openThreads(db, head.id);
  const rows = new Map(ledger.rows.map((row) => [row.itemKey, row]));
  const items = outline(head.template).map(
    (placed): ConcludedItem => ({
      itemKey: placed.item.key,
      item: placedTitle(placed),
      row: rows.get(placed.item.key),
      verdicts: verdicts.get(placed.item.key) ?? [],
      openThreads: threads.get(placed.item.key) ?? 0,
    }),
  );
  const conclusion: Conclusion = {
    submissionId: head.id,
    round,
    district: review.district,
    year: head.year,
    hash: meta.value.hash,
    opinion: "",
    // whoever gave a score is the city's own affair
    ledger: { ...ledger, rows: ledger.rows.map((row) => ({ ...row, given: unnamed(row.given) })) },
    items: items.flatMap(({ itemKey, item, row, verdicts: given }) =>
      given.length === 0
        ? []
        : [{ itemKey, item, verdict: row?.verdict ?? given[0]?.verdict ?? null, opinions: opinionsOf(given) }],
    ),
    problems: [],
  };
  const basis = await textHash(canonical({ conclusion, flow: flow.version, threads: [...threads].sort() }));
  return ok({ conclusion, items, basis });
}

const unnamed = <T extends { inspector: string }>(given: readonly T[]): T[] =>
  given.map((each, index) => ({ ...each, inspector: `督学${index + 1}` }));

async function openThreads(db: Db, submissionId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom("comment_thread")
    .select((eb) => ["item_key", eb.fn.countAll().as("open")])
    .where("submission_id", "=", submissionId)
    .where("side", "=", "review")
    .where("resolved_at", "is", null)
    .groupBy("item_key")
    .execute();
  return new Map(rows.map((row) => [row.item_key, Number(row.open)]));
}

/** Exactly what was previewed: the review is frozen with its hash, and the problems begin. */
export const concludeReview = (
  using: Pick<Deps, "clock" | "newId" | "templates">,
  db: Db,
  actor: Actor,
  submissionId: string,
  wanted: Wanted,
): Promise<Result<ConcludedReview, Failure>> =>
  inTransaction(db, async (tx): Promise<Result<ConcludedReview, Failure>> => {
    const move: Move = { submissionId, step: { event: "conclude" }, version: wanted.version, reason: null };
    const begun = await beginMove(tx, move);
    if (!begun.ok) return begun;
    const context = await readContext(using, tx, actor, submissionId);
    if (!context.ok) return context;
    const made = await makeConclusion(tx, context.value);
    if (!made.ok) return made;
    const { conclusion, items, basis } = made.value;
    const agreed = agree(wanted, basis, items, context.value);
    if (!agreed.ok) return agreed;
    const body: StoredConclusion = {
      ...conclusion,
      opinion: wanted.opinion,
      problems: wanted.problems.map(({ itemKey, text }, index) => ({
        number: index + 1,
        itemKey,
        item: titleOf(context.value.head.template, itemKey),
        text,
      })),
      city: context.value.cycle.city,
    };
    const hash = await textHash(canonical(body));
    const { currentRound } = begun.value.from;
    const version = await finishMove(using, tx, actor, move, begun.value, { currentRound, hash });
    await tx
      .insertInto("conclusion")
      .values({
        submission_id: submissionId,
        version,
        round: conclusion.round,
        hash,
        body: canonical(body),
        concluded_at: using.clock().toISOString(),
        concluded_by: actor.accountId,
      })
      .execute();
    await replaceProblems(using, tx, submissionId, body.problems);
    const stored = await readConclusion(tx, submissionId);
    if (!stored) throw new Error("conclusion vanished inside its transaction");
    return ok(stored);
  });

function agree(
  { basis: shown, despite, problems }: Wanted,
  basis: string,
  items: readonly ConcludedItem[],
  { head }: ReviewContext,
): Result<void, Failure> {
  if (shown !== basis) return fail("review.basis-changed", "核对之后审核内容又有变化，没有办结；请重新核对后再办结");
  const known = new Set(outline(head.template).map(({ item }) => item.key));
  if (problems.some(({ itemKey }) => !known.has(itemKey)))
    return invalid("problems", "problem.unknown-item", "问题清单中有清单里没有的条目，请刷新页面后重试");
  const warnings = concludeWarnings(items);
  const blocking = warnings.filter(({ blocks }) => blocks);
  const told = blocking.length > 0 ? blocking : despite ? [] : warnings;
  const [first] = told;
  if (!first) return ok(undefined);
  return fail(
    "review.warnings",
    `${blocking.length > 0 ? `还有${told.length}处须先处理才能办结` : `还有${told.length}处提醒没有确认`}：“${first.item}”${first.message}`,
    told.slice(0, 100).map(({ itemKey, code, item, message }) => ({
      path: itemKey,
      code: `conclude.${code}`,
      message: `${item}：${message}`,
    })),
  );
}

/** Reviews go on as they stood; the conclusion that was given stays in its table and in the log. */
export const reopenReview = (
  using: Pick<Deps, "clock">,
  db: Db,
  actor: Actor,
  submissionId: string,
  { version, reason }: { version: number; reason: string },
): Promise<Result<void, Failure>> =>
  inTransaction(db, async (tx): Promise<Result<void, Failure>> => {
    const move: Move = { submissionId, step: { event: "reopen" }, version, reason };
    const begun = await beginMove(tx, move);
    if (!begun.ok) return begun;
    await finishMove(using, tx, actor, move, begun.value, { currentRound: begun.value.from.currentRound });
    return ok(undefined);
  });
