import type { Actor } from "#core/access/access.ts";
import { type DemoPlace, demoAnswer } from "#core/demo/answer.ts";
import { chanceOf } from "#core/demo/chance.ts";
import { demoFiles } from "#core/demo/evidence.ts";
import { demoSelfScore } from "#core/demo/review.ts";
import { type DemoDraft, type DemoStage, hasReached } from "#core/demo/stage.ts";
import { ok, type Result } from "#core/result.ts";
import { defaultScoring } from "#core/review/scoring.ts";
import { outline, sectionItems } from "#core/template/outline.ts";
import type { Item, Template } from "#core/template/schema.ts";
import type { Deps } from "#server/deps.ts";
import { saveAnswer } from "#server/services/answers.ts";
import { insertDemoEvidence, type StoredDemoFile, storeDemoFiles } from "#server/services/demo/demo-evidence.ts";
import type { Failure } from "#server/services/failure.ts";
import { changeSignOffs } from "#server/services/sign-off.ts";
import { readAssignments, type SubmissionHead } from "#server/services/submission-rows.ts";
import type { Db } from "#server/store/store.ts";

/** What a stage has to work with; one that comes later adds to what those before have left. */
export interface DemoYear {
  deps: Deps;
  tx: Db;
  head: SubmissionHead;
  place: DemoPlace;
  stage: DemoStage;
  editor: Actor;
  contributor: Actor;
  /** items of the checklist's sections that are answered; all where undefined */
  items: number | undefined;
  files: readonly StoredDemoFile[];
}

type Step = (year: DemoYear) => Promise<Result<unknown, Failure>>;

/** In this order, each from its stage on. What belongs to a later stage of the work gets a line here. */
const STEPS: readonly (readonly [from: DemoDraft, step: Step])[] = [
  ["filling", writeAnswers],
  ["filling", attachEvidence],
  ["handed-in", handIn],
  ["taken-over", takeOver],
];

export async function runStages(year: DemoYear): Promise<Result<void, Failure>> {
  for (const [from, step] of STEPS) {
    if (!hasReached(year.stage, from)) continue;
    const done = await step(year);
    if (!done.ok) return done;
  }
  return ok(undefined);
}

/** Which items have an answer: of a district that is still filling only some. */
function answered(template: Template, { place, stage, items }: Pick<DemoYear, "place" | "stage" | "items">): Item[] {
  const inSections = sectionItems(template).map(({ item }) => item);
  const chosen = new Set(inSections.slice(0, items ?? inSections.length));
  const others = items === undefined ? outline(template).map(({ item }) => item) : [];
  const all = outline(template).flatMap(({ item }) => (chosen.has(item) || others.includes(item) ? item : []));
  if (stage === "not-started") return [];
  if (stage !== "filling") return all;
  const chance = chanceOf(place.seed, "filling", place.district, place.year);
  const share = chance.between(30, 75);
  return all.filter(() => chance.percent(share));
}

/** The bytes of a district's evidence, before the transaction that names them. */
export function prepareFiles(
  deps: Pick<Deps, "files">,
  template: Template,
  {
    place,
    stage,
    items,
    perItem,
    districtIndex,
  }: Pick<DemoYear, "place" | "stage" | "items"> & {
    perItem: number;
    districtIndex: number;
  },
): Promise<StoredDemoFile[]> {
  const filled = new Set(answered(template, { place, stage, items }));
  const wanted = sectionItems(template).flatMap(({ item }, index) =>
    filled.has(item) ? demoFiles(item, index, perItem, place, districtIndex) : [],
  );
  return storeDemoFiles(deps, wanted);
}

async function writeAnswers(year: DemoYear): Promise<Result<void, Failure>> {
  const { deps, tx, head, place, stage, editor } = year;
  const chance = chanceOf(place.seed, "done", place.district, place.year);
  const { items: worth } = defaultScoring(head.template);
  for (const item of answered(head.template, year)) {
    const points = worth[item.key]?.points;
    const answer = {
      ...demoAnswer(item, place, stage !== "filling" || chance.percent(60)),
      ...(points === undefined ? {} : { selfScore: demoSelfScore(item, place, points) }),
    };
    const saved = await saveAnswer(deps, tx, editor, head, item.key, {
      base: 0,
      answer,
      key: `demo-${item.key}`.slice(0, 64),
    });
    if (!saved.ok) return saved;
  }
  return ok(undefined);
}

async function attachEvidence({ deps, tx, head, editor, files }: DemoYear): Promise<Result<void, Failure>> {
  await insertDemoEvidence(deps, tx, editor, head, files);
  return ok(undefined);
}

/** What the contributor's unit leads and has an answer. */
async function ownItems({ tx, head, contributor, ...year }: DemoYear): Promise<string[]> {
  const assignments = await readAssignments(tx, head.id);
  return answered(head.template, year)
    .map(({ key }) => key)
    .filter((key) => assignments.get(key)?.unitId === contributor.unitId && contributor.unitId !== undefined);
}

async function handIn(year: DemoYear): Promise<Result<unknown, Failure>> {
  const { deps, tx, head, contributor } = year;
  return changeSignOffs(deps, tx, contributor, head, {
    event: "hand-in",
    itemKeys: await ownItems(year),
    reason: null,
  });
}

async function takeOver(year: DemoYear): Promise<Result<unknown, Failure>> {
  const { deps, tx, head, editor } = year;
  return changeSignOffs(deps, tx, editor, head, { event: "take-over", itemKeys: await ownItems(year), reason: null });
}
