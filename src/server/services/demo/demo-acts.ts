import type { Actor } from "#core/access/access.ts";
import { type DemoPlace, demoAnswer } from "#core/demo/answer.ts";
import { type DemoStep, READING_DAYS } from "#core/demo/course.ts";
import { DEMO_MARK } from "#core/demo/districts.ts";
import { DEMO_OPINION, DEMO_REMARK, demoSupplement, demoVerdict } from "#core/demo/review.ts";
import { assertNever, ok, type Result } from "#core/result.ts";
import type { Item } from "#core/template/schema.ts";
import type { Deps } from "#server/deps.ts";
import { saveAnswer } from "#server/services/answers.ts";
import type { DemoClock } from "#server/services/demo/demo-clock.ts";
import { checkProblems, planProblems, reportProblems } from "#server/services/demo/demo-problems.ts";
import type { Failure } from "#server/services/failure.ts";
import { concludeReview, previewConclusion } from "#server/services/review/conclusions.ts";
import { readFlowState } from "#server/services/review/flow-state.ts";
import { beginMove, type Move } from "#server/services/review/move-flow.ts";
import { openReview } from "#server/services/review/open-review.ts";
import { keepReading } from "#server/services/review/reading.ts";
import { returnItems } from "#server/services/review/return-items.ts";
import { readContext } from "#server/services/review/review-context.ts";
import { freezeMove } from "#server/services/review/submit.ts";
import { startReviewThread } from "#server/services/review/threads.ts";
import { giveVerdict } from "#server/services/review/verdicts.ts";
import { readAnswers, type SubmissionHead } from "#server/services/submission-rows.ts";
import type { Db } from "#server/store/store.ts";

/** One inspector's item of a district. */
export interface DemoReading {
  item: Item;
  inspector: Actor;
  /** 0 for the first reader of the item */
  order: number;
}

export interface DemoReview {
  deps: Deps;
  tx: Db;
  clock: DemoClock;
  head: SubmissionHead;
  place: DemoPlace;
  editor: Actor;
  approver: Actor;
  supervisor: Actor;
  inspectors: readonly Actor[];
  readings: readonly DemoReading[];
  points: ReadonlyMap<string, string>;
  /** nothing is left open between its readers */
  concludes: boolean;
  /** one of its problems is past its day */
  lateProblem: boolean;
}

type Done = Promise<Result<unknown, Failure>>;

/** One step of a district's course, in the name of whoever takes it. */
export function runStep(review: DemoReview, step: DemoStep): Done {
  switch (step.event) {
    case "submit":
      return submit(review);
    case "open":
      return open(review);
    case "read":
      return readPart(review, step.part);
    case "return":
      return sendBack(review, review.clock.dayOf(step.due));
    case "resubmit":
      return resubmit(review);
    case "open-again":
      return openAgain(review);
    case "conclude":
      return conclude(review);
    case "plan":
      return planProblems(review, step.day);
    case "report":
      return reportProblems(review);
    case "check":
      return checkProblems(review);
    default:
      return assertNever(step);
  }
}

const INVENTED = `${DEMO_MARK}，未经报送检查`;

/** The gate would refuse invented figures, and is not asked; the history says so. */
async function submit({ deps, tx, head, approver }: DemoReview): Done {
  const move: Move = { submissionId: head.id, step: { event: "submit" }, reason: INVENTED };
  const moving = await beginMove(tx, move);
  if (!moving.ok) return moving;
  return freezeMove(deps, tx, approver, head, { move, moving: moving.value, stamp: undefined });
}

async function open({ deps, tx, head, inspectors: [inspector] }: DemoReview): Done {
  return inspector ? openReview(deps, tx, inspector, head.id) : ok(undefined);
}

/** Every inspector reads an equal part of his own on each of the days. */
async function readPart(review: DemoReview, part: number): Done {
  for (const inspector of review.inspectors) {
    const own = review.readings.filter((reading) => reading.inspector === inspector);
    for (const [at, reading] of own.entries()) {
      if (Math.floor((at * READING_DAYS) / own.length) !== part) continue;
      const done = await decide(review, reading, { base: 0, answered: false });
      if (!done.ok) return done;
    }
  }
  return ok(undefined);
}

async function hashOf({ tx, head }: DemoReview, itemKey: string): Promise<string> {
  const { currentRound } = await readFlowState(tx, head.id);
  const row = await tx
    .selectFrom("snapshot_item")
    .select("hash")
    .where("submission_id", "=", head.id)
    .where("round", "=", currentRound ?? 0)
    .where("item_key", "=", itemKey)
    .executeTakeFirstOrThrow();
  return row.hash;
}

async function decide(
  review: DemoReview,
  { item, inspector, order }: DemoReading,
  { base, answered }: { base: number; answered: boolean },
): Done {
  const { deps, tx, clock, head, place, points, concludes } = review;
  clock.pass();
  const at = { submissionId: head.id, itemKey: item.key };
  const itemHash = await hashOf(review, item.key);
  const mayDiffer = !concludes;
  const content = demoVerdict(item, place, points.get(item.key) ?? null, { order, mayDiffer, answered });
  await keepReading(deps, tx, inspector, at, { itemHash, read: true });
  const key = `demo-${base}-${item.key}`.slice(0, 64);
  const given = await giveVerdict(deps, tx, inspector, at, { ...content, base, key, itemHash });
  if (!given.ok || concludes || content.verdict !== "needs-material" || order > 0) return given;
  return startReviewThread(deps, tx, inspector, at, { body: DEMO_REMARK, key: deps.newId() });
}

/** Most items that go back at once. */
const MOST_RETURNED = 4;

/** What lacks material goes back, or else the first item: a return needs one. */
function returned({ readings, place, points }: DemoReview): DemoReading[] {
  const first = readings.filter(({ order }) => order === 0);
  const reader = { order: 0, mayDiffer: false, answered: false };
  const lacking = first.filter(
    ({ item }) => demoVerdict(item, place, points.get(item.key) ?? null, reader).verdict === "needs-material",
  );
  return (lacking.length > 0 ? lacking : first).slice(0, lacking.length > 0 ? MOST_RETURNED : 1);
}

async function sendBack(review: DemoReview, due: string): Done {
  const { deps, tx, head, supervisor } = review;
  const { version } = await readFlowState(tx, head.id);
  const items = returned(review).map(({ item }) => ({
    itemKey: item.key,
    reason: `“${item.heading}”佐证材料不足，请补充后重新报送（${DEMO_MARK}）`,
  }));
  return returnItems(deps, tx, supervisor, head.id, { version, due, items });
}

async function resubmit(review: DemoReview): Done {
  const { deps, tx, head, editor, place } = review;
  const answers = await readAnswers(tx, head.id);
  for (const { item } of returned(review)) {
    const stored = answers.get(item.key);
    const before = stored?.answer ?? demoAnswer(item, place, true);
    const answer = { ...before, narrative: demoSupplement(before.narrative ?? "") };
    const key = `demo-again-${item.key}`.slice(0, 64);
    const saved = await saveAnswer(deps, tx, editor, head, item.key, { base: stored?.revision ?? 0, answer, key });
    if (!saved.ok) return saved;
  }
  return submit(review);
}

/** Whoever had decided on the earlier text decides on the new one. */
async function openAgain(review: DemoReview): Done {
  const opened = await open(review);
  if (!opened.ok) return opened;
  const items = new Set(returned(review).map(({ item }) => item));
  for (const reading of review.readings) {
    if (!items.has(reading.item)) continue;
    const done = await decide(review, reading, { base: 1, answered: true });
    if (!done.ok) return done;
  }
  return ok(undefined);
}

/** Most problems that a conclusion names. */
const MOST_PROBLEMS = 8;

async function conclude({ deps, tx, head, supervisor }: DemoReview): Done {
  const context = await readContext(deps, tx, supervisor, head.id);
  if (!context.ok) return context;
  const preview = await previewConclusion(tx, context.value);
  if (!preview.ok) return preview;
  const { basis, problems } = preview.value;
  const { version } = context.value.flow;
  const wanted = { version, basis, opinion: DEMO_OPINION, problems: problems.slice(0, MOST_PROBLEMS), despite: true };
  return concludeReview(deps, tx, supervisor, head.id, wanted);
}
