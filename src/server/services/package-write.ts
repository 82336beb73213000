import type { Actor } from "#core/access/access.ts";
import type { PackagedSubmission } from "#core/package/packaged-submission.ts";
import { type Decisions, takenItem } from "#core/package/plan.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import { saveAnswer } from "#server/services/answers.ts";
import type { Failure } from "#server/services/failure.ts";
import { keepTemplate } from "#server/services/known-template.ts";
import { writeEvidence } from "#server/services/package-evidence.ts";
import type { Planned, Taking } from "#server/services/package-plan.ts";
import type { ReadPackage } from "#server/services/package-read.ts";
import { upgradeForPackage } from "#server/services/package-upgrade.ts";
import { freezePackaged, openForPackage } from "#server/services/package-version.ts";
import { readHead, type SubmissionHead } from "#server/services/submission-rows.ts";
import { createSubmission } from "#server/services/submissions.ts";
import { insertUnit, listUnits } from "#server/services/units.ts";
import type { Db } from "#server/store/store.ts";

type Using = Pick<Deps, "clock" | "newId" | "templates">;

/** All rows of an import, inside the caller's transaction, through the services that people's own changes go through. */
export async function writePackage(
  using: Using,
  tx: Db,
  actor: Actor,
  read: ReadPackage,
  planned: Planned,
  decisions: Decisions,
): Promise<Result<string, Failure>> {
  if (planned.plan.bringsTemplate) await keepTemplate(tx, read.template, using.clock());
  const acting = await actingFor(using, tx, actor, planned);
  const found = planned.head ? ok(planned.head) : await startYear(using, tx, acting, read.submission);
  if (!found.ok) return found;
  let head = found.value;
  const opened = await openForPackage(using, tx, acting, head, { read, planned, decisions });
  if (!opened.ok) return opened;
  if (opened.value === "stands") return ok(head.id);
  if (planned.plan.upgradesFrom !== null) {
    const upgraded = await upgradeForPackage(using, tx, acting, head, read);
    if (!upgraded.ok) return upgraded;
    head = upgraded.value;
  }
  const answered = await writeAnswers(using, tx, acting, head, { read, planned, decisions });
  if (!answered.ok) return answered;
  const filed = await writeEvidence(using, tx, acting, head, { read, planned, decisions });
  if (!filed.ok) return filed;
  const { submitted } = planned.plan;
  const frozen = submitted === null ? ok(undefined) : await freezePackaged(using, tx, acting, head, submitted);
  return frozen.ok ? ok(head.id) : frozen;
}

/** In a city's copy of a district's year the city's person writes as the district's editor would; nobody else can. */
async function actingFor(using: Using, tx: Db, actor: Actor, planned: Planned): Promise<Actor> {
  if (actor.organisation.kind === "district") return actor;
  const id = planned.organisationId ?? (await insertDistrict(using, tx, planned.plan.district));
  return { ...actor, organisation: { id, kind: "district" }, unitId: undefined, roles: ["editor"] };
}

async function insertDistrict({ clock, newId }: Using, tx: Db, name: string): Promise<string> {
  const id = newId();
  await tx
    .insertInto("organisation")
    .values({ id, kind: "district", name, created_at: clock().toISOString() })
    .execute();
  return id;
}

async function startYear(
  using: Using,
  tx: Db,
  acting: Actor,
  submission: PackagedSubmission,
): Promise<Result<SubmissionHead, Failure>> {
  const created = await createSubmission(using, tx, acting, {
    templateId: submission.template.id,
    templateVersion: submission.template.version,
    year: submission.year,
    deadline: submission.deadline,
  });
  if (!created.ok) return created;
  const units = new Map((await listUnits(tx, acting.organisation.id)).map(({ id, name }) => [name, id]));
  for (const { itemKey, unit, due } of submission.assignments) {
    if (unit !== null && !units.has(unit)) {
      const added = await insertUnit(using, tx, acting, unit);
      if (added) units.set(unit, added.id);
    }
    const to = { unit_id: unit === null ? null : (units.get(unit) ?? null), due };
    await tx
      .insertInto("assignment")
      .values({ submission_id: created.value, item_key: itemKey, ...to })
      .onConflict((conflict) => conflict.columns(["submission_id", "item_key"]).doUpdateSet(to))
      .execute();
  }
  const head = await readHead(tx, using.templates, created.value);
  if (!head) throw new Error("submission vanished inside its transaction");
  return ok(head);
}

async function writeAnswers(
  using: Using,
  tx: Db,
  acting: Actor,
  head: SubmissionHead,
  { read, planned, decisions }: Taking,
): Promise<Result<void, Failure>> {
  const rows = await tx
    .selectFrom("answer")
    .select(["item_key", "revision"])
    .where("submission_id", "=", head.id)
    .execute();
  const revisions = new Map(rows.map(({ item_key, revision }) => [item_key, revision]));
  for (const item of planned.plan.items) {
    const theirs = read.submission.answers[item.itemKey];
    if (!theirs || item.standing === "same" || takenItem(item, decisions) !== "theirs") continue;
    const base = revisions.get(item.itemKey) ?? 0;
    const save = { base, answer: theirs.answer, key: `package-${read.id}`.slice(0, 64) };
    const saved = await saveAnswer(using, tx, acting, head, item.itemKey, save);
    if (!saved.ok) return saved;
  }
  return ok(undefined);
}
