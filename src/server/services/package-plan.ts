import type { Actor } from "#core/access/access.ts";
import { emptyAnswer } from "#core/answer/answer.ts";
import { changedPaths } from "#core/answer/merge.ts";
import { aroundDifference } from "#core/package/around-difference.ts";
import type { PackagedAnswer, PackagedSubmission } from "#core/package/packaged-submission.ts";
import { type Decisions, type ImportPlan, type PlannedItem, planEvidence, planText } from "#core/package/plan.ts";
import { standingOf } from "#core/package/standing.ts";
import { districtName } from "#core/people/district-name.ts";
import { ok, type Result } from "#core/result.ts";
import { outline } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";
import { compareVersions } from "#core/template/version-order.ts";
import type { Deps } from "#server/deps.ts";
import { type Failure, fail } from "#server/services/failure.ts";
import { knownTemplate, sameTemplate } from "#server/services/known-template.ts";
import type { ReadPackage } from "#server/services/package-read.ts";
import { readPackagedSubmission, textHash } from "#server/services/packaged-submission.ts";
import { readHead, type SubmissionHead } from "#server/services/submission-rows.ts";
import type { Db } from "#server/store/store.ts";

export interface Planned {
  kind: "submission";
  plan: ImportPlan;
  digest: string;
  /** undefined = the city has not heard of the district yet */
  organisationId: string | undefined;
  head: SubmissionHead | undefined;
  ours: PackagedSubmission | undefined;
}

/** A package, what was planned for it, and what people said where they had to. */
export interface Taking {
  read: ReadPackage;
  planned: Planned;
  decisions: Decisions;
}

/** What the import would do, by what is stored now. */
export async function planPackage(
  { templates }: Pick<Deps, "templates">,
  db: Db,
  actor: Actor,
  read: ReadPackage,
): Promise<Result<Planned, Failure>> {
  const { submission, manifest, template } = read;
  const found = await findDistrict(db, actor, submission.district);
  if (!found.ok) return found;
  const organisationId = found.value;
  const known = await knownTemplate(db, templates, template.id, template.version);
  if (known && !sameTemplate(known, template))
    return fail(
      "package.template-conflict",
      `数据包所带清单“${template.id} ${template.version}”与本系统已有的同名同版本清单内容不同，没有导入任何内容。请与导出单位核对清单，统一后重新导出`,
    );
  const head = organisationId === undefined ? undefined : await headOf(db, templates, organisationId, submission.year);
  const upgraded = upgradeOf(actor, head, template, submission.year);
  if (!upgraded.ok) return upgraded;
  const ours = head && (await readPackagedSubmission(db, head));
  const plan: ImportPlan = {
    district: submission.district,
    year: submission.year,
    template: { id: template.id, version: template.version, title: template.title },
    madeAt: manifest.madeAt,
    madeBy: `${manifest.madeBy.organisation} ${manifest.madeBy.name}`,
    submissionId: head?.id ?? null,
    importedAt: await importedAt(db, actor.organisation.id, read.sha256),
    bringsTemplate: known === undefined,
    upgradesFrom: upgraded.value,
    items: await planItems(read, ours),
    evidence: planEvidence(submission.evidence, ours?.evidence ?? []),
    submitted: actor.organisation.kind === "city" ? submission.submitted : null,
    review: null,
    bytes: read.bytes,
  };
  return ok({ kind: "submission", plan, digest: await textHash(planText(plan)), organisationId, head, ours });
}

/**
 * The version that the copy here has to leave. A city's copy follows its district; a district's own year is upgraded by
 * its people, who look at the plan before.
 */
function upgradeOf(
  actor: Actor,
  head: SubmissionHead | undefined,
  template: Template,
  year: number,
): Result<string | null, Failure> {
  if (!head || (head.template.id === template.id && head.template.version === template.version)) return ok(null);
  const { id, version } = head.template;
  const later = id === template.id ? compareVersions(template.version, version) : 0;
  if (later > 0 && actor.organisation.kind === "city") return ok(version);
  const refused = `本系统${year}年自评使用清单“${id} ${version}”，数据包使用“${template.id} ${template.version}”，不能合并，没有导入任何内容`;
  if (later === 0) return fail("package.template-conflict", `${refused}。请与导出单位核对所用清单`);
  return fail(
    "package.template-conflict",
    later > 0
      ? `${refused}。请先在本系统把自评升级到${template.version}版，再导入`
      : `${refused}。请在导出的系统中把自评升级到${version}版，重新导出后再导入`,
  );
}

/** A district takes in its own; the city those of districts that do not fill in here. */
export async function findDistrict(
  db: Db,
  actor: Actor,
  district: string,
): Promise<Result<string | undefined, Failure>> {
  const rows = await db.selectFrom("organisation").select(["id", "name"]).where("kind", "=", "district").execute();
  const same = (name: string): boolean => districtName(name) === districtName(district);
  if (actor.organisation.kind === "district") {
    const own = rows.find(({ id }) => id === actor.organisation.id);
    return own && same(own.name)
      ? ok(own.id)
      : fail(
          "package.other-district",
          `数据包属于“${district}”，当前单位是“${own?.name ?? ""}”，没有导入任何内容。请改用该区县的账号`,
        );
  }
  const known = rows.find(({ name }) => same(name));
  if (!known) return ok(undefined);
  const account = await db
    .selectFrom("account_profile")
    .select("account_id")
    .where("organisation_id", "=", known.id)
    .executeTakeFirst();
  return account
    ? fail("package.district-present", `“${district}”在本系统中自行填报，不能用数据包覆盖，没有导入任何内容`)
    : ok(known.id);
}

export async function headOf(
  db: Db,
  templates: Deps["templates"],
  organisationId: string,
  year: number,
): Promise<SubmissionHead | undefined> {
  const row = await db
    .selectFrom("submission")
    .select("id")
    .where("organisation_id", "=", organisationId)
    .where("year", "=", year)
    .executeTakeFirst();
  return row && readHead(db, templates, row.id);
}

export async function importedAt(db: Db, organisationId: string, sha256: string): Promise<string | null> {
  const row = await db
    .selectFrom("parcel")
    .select("imported_at")
    .where("organisation_id", "=", organisationId)
    .where("sha256", "=", sha256)
    .where("imported_at", "is not", null)
    .executeTakeFirst();
  return row?.imported_at ?? null;
}

async function planItems(
  { submission, template }: ReadPackage,
  ours: PackagedSubmission | undefined,
): Promise<PlannedItem[]> {
  const planned: PlannedItem[] = [];
  for (const { item, label } of outline(template)) {
    const theirs = entry(submission.answers, item.key);
    if (!theirs) continue;
    const mine = ours && entry(ours.answers, item.key);
    const standing = standingOf(mine && lineage(mine), lineage(theirs));
    const differs = standing !== "new" && standing !== "same";
    const shown = differs && mine ? aroundDifference(prose(mine), prose(theirs)) : { ours: "", theirs: "" };
    planned.push({
      itemKey: item.key,
      label,
      heading: item.heading,
      standing,
      changed: changedPaths(mine?.answer ?? emptyAnswer(), theirs.answer).length,
      ...shown,
    });
  }
  return planned;
}

const entry = (answers: PackagedSubmission["answers"], itemKey: string): PackagedAnswer | undefined =>
  Object.hasOwn(answers, itemKey) ? answers[itemKey] : undefined;

const lineage = ({ history }: PackagedAnswer) => ({ tip: history.at(-1) ?? "", history });

const prose = ({ answer }: PackagedAnswer): string => answer.narrative ?? "";
