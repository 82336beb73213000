import type { Actor } from "#core/access/access.ts";
import type { DemoPlace } from "#core/demo/answer.ts";
import { DEMO_DAYS, type DemoStep, demoCourse } from "#core/demo/course.ts";
import { type DemoReviewed, demoStage, isReviewed } from "#core/demo/stage.ts";
import { ok, type Result } from "#core/result.ts";
import { defaultScoring } from "#core/review/scoring.ts";
import { sectionItems } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";
import type { Deps } from "#server/deps.ts";
import { type DemoReview, runStep } from "#server/services/demo/demo-acts.ts";
import type { DemoClock } from "#server/services/demo/demo-clock.ts";
import { CITY_PREFIX, findPerson, inspectorPrefix, prefixOf } from "#server/services/demo/demo-people.ts";
import type { Failure } from "#server/services/failure.ts";
import { openCycle, putDuties } from "#server/services/review/cycles.ts";
import { readHead } from "#server/services/submission-rows.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

export interface ReviewWish {
  seed: string;
  template: Template;
  year: number;
  /** names, in their order */
  districts: readonly string[];
  /** items of the sections that are read; undefined = all */
  items: number | undefined;
}

export const DEMO_INSPECTORS = 4;

/**
 * The city's year with its inspectors and everything that has happened in it, day by day, whole or not at all. False
 * where there is one already, which stays as it is.
 */
export const seedReview = (deps: Deps, clock: DemoClock, wish: ReviewWish): Promise<Result<boolean, Failure>> =>
  inTransaction(deps.store.db, async (tx): Promise<Result<boolean, Failure>> => {
    const using = { ...deps, clock: clock.now };
    const supervisor = await person(tx, CITY_PREFIX, "supervisor");
    const known = await tx
      .selectFrom("cycle")
      .select("id")
      .where("organisation_id", "=", supervisor.organisation.id)
      .where("year", "=", wish.year)
      .executeTakeFirst();
    if (known) return ok(false);
    const inspectors = await Promise.all(
      Array.from({ length: DEMO_INSPECTORS }, (_, index) => person(tx, inspectorPrefix(index), "inspector")),
    );
    const opened = await openYear(using, tx, clock, supervisor, inspectors, wish);
    if (!opened.ok) return opened;
    const run = await runAll(using, tx, clock, { supervisor, inspectors }, wish);
    return run.ok ? ok(true) : run;
  });

async function person(db: Db, prefix: string, role: Actor["roles"][number]): Promise<Actor> {
  const found = await findPerson(db, prefix, role);
  if (!found) throw new Error(`nobody is ${prefix}-${role} in the demonstration`);
  return found;
}

async function openYear(
  using: Deps,
  tx: Db,
  clock: DemoClock,
  supervisor: Actor,
  inspectors: readonly Actor[],
  { template, year, districts }: ReviewWish,
): Promise<Result<void, Failure>> {
  clock.setDay(DEMO_DAYS.opened);
  const districtIds: string[] = [];
  for (const index of districts.keys()) districtIds.push((await person(tx, prefixOf(index), "editor")).organisation.id);
  const opened = await openCycle(using, tx, supervisor, {
    year,
    templateId: template.id,
    templateVersion: template.version,
    submitBy: clock.dayOf(DEMO_DAYS.submitBy),
    reviewBy: clock.dayOf(DEMO_DAYS.reviewBy),
    districtIds,
  });
  if (!opened.ok) return opened;
  const duties = districtIds.flatMap((districtId) =>
    inspectors.map(({ accountId }, index) => ({ accountId, districtId, sections: sectionsOf(template, index) })),
  );
  clock.pass();
  return putDuties(using, tx, supervisor, opened.value, { version: 1, duties });
}

/** In turn; the first section has two readers. */
export const sectionsOf = ({ sections }: Template, inspector: number): string[] =>
  sections.flatMap(({ key }, at) => (at % DEMO_INSPECTORS === inspector || (at === 0 && inspector === 1) ? [key] : []));

interface Scheduled {
  step: DemoStep;
  index: number;
  review: DemoReview;
}

async function runAll(
  using: Deps,
  tx: Db,
  clock: DemoClock,
  city: Pick<DemoReview, "supervisor" | "inspectors">,
  wish: ReviewWish,
): Promise<Result<void, Failure>> {
  for (const { step, index, review } of await schedule(using, tx, clock, city, wish)) {
    clock.setDay(step.day, index);
    const done = await runStep({ ...review, deps: using, tx }, step);
    if (!done.ok) return done;
  }
  return ok(undefined);
}

/** All districts' steps by day, and within a day by district. */
async function schedule(
  using: Deps,
  tx: Db,
  clock: DemoClock,
  city: Pick<DemoReview, "supervisor" | "inspectors">,
  wish: ReviewWish,
): Promise<Scheduled[]> {
  const { seed, template, year, districts } = wish;
  const chosen = districts.flatMap((district, index) => {
    const stage = demoStage(index);
    return isReviewed(stage) ? [{ district, index, stage }] : [];
  });
  const first = (wanted: DemoReviewed): number => chosen.find(({ stage }) => stage === wanted)?.index ?? -1;
  const items = sectionItems(template).slice(0, wish.items);
  const all: Scheduled[] = [];
  for (const { district, index, stage } of chosen) {
    const place: DemoPlace = { seed, district, year };
    const [editor, approver] = [
      await person(tx, prefixOf(index), "editor"),
      await person(tx, prefixOf(index), "approver"),
    ];
    const review: DemoReview = {
      deps: using,
      tx,
      clock,
      head: await headOf(using, tx, editor, year),
      place,
      editor,
      approver,
      ...city,
      concludes: stage === "concluded",
      lateProblem: index === first("concluded"),
      points: new Map(Object.entries(defaultScoring(template).items).map(([key, { points }]) => [key, points])),
      readings: items.flatMap(({ item, place: at }) =>
        city.inspectors
          .filter((_, who) => sectionsOf(template, who).includes(at.kind === "section" ? at.section.key : ""))
          .map((inspector, order) => ({ item, inspector, order })),
      ),
    };
    for (const step of demoCourse(stage, seed, district, index === first("returned")))
      all.push({ step, index, review });
  }
  return all.sort((a, b) => a.step.day - b.step.day || a.index - b.index);
}

async function headOf({ templates }: Pick<Deps, "templates">, tx: Db, editor: Actor, year: number) {
  const row = await tx
    .selectFrom("submission")
    .select("id")
    .where("organisation_id", "=", editor.organisation.id)
    .where("year", "=", year)
    .executeTakeFirstOrThrow();
  const head = await readHead(tx, templates, row.id);
  if (!head) throw new Error(`submission ${row.id} is gone`);
  return head;
}
