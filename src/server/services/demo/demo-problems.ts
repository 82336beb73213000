import type { Actor } from "#core/access/access.ts";
import { DEMO_MARK } from "#core/demo/districts.ts";
import { DEMO_PLAN } from "#core/demo/review.ts";
import { ok, type Result } from "#core/result.ts";
import type { ProblemEvent } from "#core/review/problem.ts";
import type { Deps } from "#server/deps.ts";
import type { DemoClock } from "#server/services/demo/demo-clock.ts";
import type { Failure } from "#server/services/failure.ts";
import { moveProblem, planProblem } from "#server/services/review/problems.ts";
import type { Db } from "#server/store/store.ts";

interface DemoProblems {
  deps: Deps;
  tx: Db;
  clock: DemoClock;
  head: { id: string };
  editor: Actor;
  supervisor: Actor;
  lateProblem: boolean;
}

type Done = Promise<Result<unknown, Failure>>;

/** How far a problem gets, by its number: the last one has not even been planned. */
const ENDS = ["checked-off", "reported", "sent-back", "planned", "open"] as const;
type End = (typeof ENDS)[number];
const endOf = (number: number): End => ENDS[(number - 1) % ENDS.length] ?? "open";

/** Days to put a problem right; where one is late, its day has gone by. */
const USUAL_DAYS = 45;
const LATE_DAYS = 6;

const readProblems = ({ tx, head }: DemoProblems) =>
  tx
    .selectFrom("problem")
    .select(["id", "number", "version"])
    .where("submission_id", "=", head.id)
    .orderBy("number")
    .execute();

export async function planProblems(review: DemoProblems, day: number): Done {
  const { deps, tx, clock, editor, lateProblem } = review;
  for (const { id, number, version } of await readProblems(review)) {
    const end = endOf(number);
    if (end === "open") continue;
    clock.pass();
    const days = lateProblem && end === "planned" && number <= ENDS.length ? LATE_DAYS : USUAL_DAYS;
    const done = await planProblem(deps, tx, editor, id, { version, ...DEMO_PLAN, due: clock.dayOf(day + days) });
    if (!done.ok) return done;
  }
  return ok(undefined);
}

export const reportProblems = (review: DemoProblems): Done =>
  moveProblems(review, review.editor, (end) => (end === "open" || end === "planned" ? undefined : "report"));

const CHECKS: Partial<Record<End, ProblemEvent>> = { "checked-off": "check-off", "sent-back": "send-back" };

export const checkProblems = (review: DemoProblems): Done =>
  moveProblems(review, review.supervisor, (end) => CHECKS[end]);

const NOTES: Record<ProblemEvent, string> = {
  report: `已完成整改，请核查（${DEMO_MARK}）`,
  "check-off": `整改到位，予以销号（${DEMO_MARK}）`,
  "send-back": `整改佐证不足，请继续整改（${DEMO_MARK}）`,
  reopen: DEMO_MARK,
};

async function moveProblems(review: DemoProblems, actor: Actor, eventOf: (end: End) => ProblemEvent | undefined): Done {
  const { deps, tx, clock } = review;
  for (const { id, number, version } of await readProblems(review)) {
    const event = eventOf(endOf(number));
    if (!event) continue;
    clock.pass();
    const done = await moveProblem(deps, tx, actor, id, { version, event, note: NOTES[event] });
    if (!done.ok) return done;
  }
  return ok(undefined);
}
