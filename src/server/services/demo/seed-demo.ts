import type { Actor } from "#core/access/access.ts";
import { DEMO_CITY, demoDistricts } from "#core/demo/districts.ts";
import { type DemoStage, demoStage } from "#core/demo/stage.ts";
import { ok, type Result } from "#core/result.ts";
import type { Template } from "#core/template/schema.ts";
import type { Deps } from "#server/deps.ts";
import { markDemo } from "#server/services/demo/demo-mark.ts";
import { findPerson, insertPerson, insertStaff } from "#server/services/demo/demo-people.ts";
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

/**
 * The city, its districts and their year, each district whole or not at all; what is there already stays. Whoever calls
 * has made sure that this is no installation that somebody works with.
 */
export async function seedDemo(
  deps: Deps,
  wish: DemoWish,
  onDistrict: (seeded: SeededYear, index: number) => void = () => undefined,
): Promise<Result<SeededYear[], Failure>> {
  const city = await inTransaction(deps.store.db, (tx) => seedCity(deps, tx, wish));
  if (!city.ok) return city;
  const all: SeededYear[] = [];
  for (const [index, district] of demoDistricts(wish.districts).entries()) {
    const seeded = await seedDistrict(deps, wish, district, index);
    if (!seeded.ok) return seeded;
    all.push(seeded.value);
    onDistrict(seeded.value, index);
  }
  return ok(all);
}

const CITY_PREFIX = "city";
/** d01 is the first district. */
const prefixOf = (index: number): string => `d${String(index + 1).padStart(2, "0")}`;

async function seedCity(deps: Deps, tx: Db, { seed, passwordHash }: DemoWish): Promise<Result<void, Failure>> {
  await markDemo(tx, seed);
  await spendSetupCode(tx);
  if (await findPerson(tx, CITY_PREFIX, "supervisor")) return ok(undefined);
  const staff = await insertStaff(deps, tx, { kind: "city", name: DEMO_CITY, prefix: CITY_PREFIX, passwordHash });
  return staff.ok ? ok(undefined) : staff;
}

async function seedDistrict(
  deps: Deps,
  wish: DemoWish,
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
    const [year, deadline] = [wish.year, `${wish.year}-12-31`];
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
