import type { Actor } from "#core/access/access.ts";
import { DEMO_DAYS } from "#core/demo/course.ts";
import { DEMO_CITY, demoDistricts } from "#core/demo/districts.ts";
import { type DemoStage, demoStage } from "#core/demo/stage.ts";
import { ok, type Result } from "#core/result.ts";
import type { Template } from "#core/template/schema.ts";
import type { Deps } from "#server/deps.ts";
import { demoClock } from "#server/services/demo/demo-clock.ts";
import { markDemo } from "#server/services/demo/demo-mark.ts";
import {
  CITY_PREFIX,
  findPerson,
  insertPerson,
  insertStaff,
  inspectorPrefix,
  prefixOf,
} from "#server/services/demo/demo-people.ts";
import { seedReview } from "#server/services/demo/demo-review.ts";
import { prepareFiles, runStages } from "#server/services/demo/demo-stages.ts";
import type { Failure } from "#server/services/failure.ts";
import { busiestUnit } from "#server/services/sample.ts";
import { spendSetupCode } from "#server/services/setup-code.ts";
import { readHead } from "#server/services/submission-rows.ts";
import { createSubmission } from "#server/services/submissions.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

export interface DemoWish {
  seed: string;
  template: Template;
  year: number;
  districts: number;
  /** items of the checklist's sections that are answered; undefined = all */
  items: number | undefined;
  /** files of each answered item */
  files: number;
  passwordHash: string;
}

export interface SeededYear {
  district: string;
  /** undefined = it had this year already, and nothing was changed */
  stage: DemoStage | undefined;
  files: number;
}

export interface SeededDemo {
  years: SeededYear[];
  /** false = the city had this year already, and nothing was changed */
  reviewed: boolean;
}

/**
 * The city, its districts and their year, each district whole or not at all, and then the city's review of it; what is there already stays. Whoever calls
 * has made sure that this is no installation that somebody works with.
 */
export async function seedDemo(
  given: Deps,
  wish: DemoWish,
  onDistrict: (seeded: SeededYear, index: number) => void = () => undefined,
): Promise<Result<SeededDemo, Failure>> {
  const clock = demoClock(given.clock());
  const deps = { ...given, clock: clock.now };
  clock.setDay(DEMO_DAYS.filled);
  const city = await inTransaction(deps.store.db, (tx) => seedCity(deps, tx, wish));
  if (!city.ok) return city;
  const years: SeededYear[] = [];
  const districts = demoDistricts(wish.districts);
  for (const [index, district] of districts.entries()) {
    clock.setDay(DEMO_DAYS.filled + Math.floor(index / DISTRICTS_PER_DAY), index);
    const deadline = clock.dayOf(DEMO_DAYS.submitBy);
    const seeded = await seedDistrict(deps, { ...wish, deadline }, district, index);
    if (!seeded.ok) return seeded;
    years.push(seeded.value);
    onDistrict(seeded.value, index);
  }
  const reviewed = await seedReview(deps, clock, { ...wish, districts });
  return reviewed.ok ? ok({ years, reviewed: reviewed.value }) : reviewed;
}

const DISTRICTS_PER_DAY = 2;

async function seedCity(deps: Deps, tx: Db, { seed, passwordHash }: DemoWish): Promise<Result<void, Failure>> {
  await markDemo(tx, seed);
  await spendSetupCode(tx);
  const known = await findPerson(tx, CITY_PREFIX, "supervisor");
  if (known) return insertInspectors(deps, tx, known.organisation, passwordHash);
  const staff = await insertStaff(deps, tx, { kind: "city", name: DEMO_CITY, prefix: CITY_PREFIX, passwordHash });
  if (!staff.ok) return staff;
  const city = staff.value.get("supervisor");
  if (!city) throw new Error("a city without a supervisor");
  return insertInspectors(deps, tx, city.organisation, passwordHash);
}

const CALLED = ["", "督学二", "督学三", "督学四"] as const;

/** Those whom the staff does not have yet. */
async function insertInspectors(
  deps: Deps,
  tx: Db,
  organisation: Actor["organisation"],
  passwordHash: string,
): Promise<Result<void, Failure>> {
  for (const [index, called] of CALLED.entries()) {
    const prefix = inspectorPrefix(index);
    if (await findPerson(tx, prefix, "inspector")) continue;
    const wanted = { role: "inspector", prefix, passwordHash, unitId: null, called } as const;
    const inserted = await insertPerson(deps, tx, organisation, wanted);
    if (!inserted.ok) return inserted;
  }
  return ok(undefined);
}

async function seedDistrict(
  deps: Deps,
  wish: DemoWish & { deadline: string },
  district: string,
  index: number,
): Promise<Result<SeededYear, Failure>> {
  const { db } = deps.store;
  const known = await findPerson(db, prefixOf(index), "editor");
  if (known && (await hasYear(db, known, wish.year))) return ok({ district, stage: undefined, files: 0 });
  const stage = demoStage(index);
  const place = { seed: wish.seed, district, year: wish.year };
  const perItem = wish.files;
  const files = await prepareFiles(deps, wish.template, {
    place,
    stage,
    items: wish.items,
    perItem,
    districtIndex: index,
  });
  return inTransaction(db, async (tx): Promise<Result<SeededYear, Failure>> => {
    const editor = await editorOf(deps, tx, wish, district, index);
    if (!editor.ok) return editor;
    const { id: templateId, version: templateVersion } = wish.template;
    const { year, deadline } = wish;
    const created = await createSubmission(deps, tx, editor.value, { templateId, templateVersion, year, deadline });
    if (!created.ok) return created;
    const head = await readHead(tx, deps.templates, created.value);
    if (!head) throw new Error("submission vanished inside its transaction");
    const contributor = await contributorOf(deps, tx, wish, editor.value, index, await busiestUnit(tx, head));
    if (!contributor.ok) return contributor;
    const people = { editor: editor.value, contributor: contributor.value };
    const done = await runStages({ deps, tx, head, place, stage, items: wish.items, files, ...people });
    return done.ok ? ok({ district, stage, files: files.length }) : done;
  });
}

async function editorOf(
  deps: Deps,
  tx: Db,
  { passwordHash }: DemoWish,
  name: string,
  index: number,
): Promise<Result<Actor, Failure>> {
  const prefix = prefixOf(index);
  const known = await findPerson(tx, prefix, "editor");
  if (known) return ok(known);
  const staff = await insertStaff(deps, tx, { kind: "district", name, prefix, passwordHash });
  if (!staff.ok) return staff;
  const editor = staff.value.get("editor");
  if (!editor) throw new Error("a district without an editor");
  return ok(editor);
}

async function contributorOf(
  deps: Deps,
  tx: Db,
  { passwordHash }: DemoWish,
  editor: Actor,
  index: number,
  unitId: string | null,
): Promise<Result<Actor, Failure>> {
  const prefix = prefixOf(index);
  const known = await findPerson(tx, prefix, "contributor");
  if (known) return ok(known);
  return insertPerson(deps, tx, editor.organisation, { role: "contributor", prefix, passwordHash, unitId });
}

async function hasYear(db: Db, { organisation }: Actor, year: number): Promise<boolean> {
  const row = await db
    .selectFrom("submission")
    .select("id")
    .where("organisation_id", "=", organisation.id)
    .where("year", "=", year)
    .executeTakeFirst();
  return row !== undefined;
}
