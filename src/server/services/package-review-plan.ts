import type { Actor } from "#core/access/access.ts";
import { canonical } from "#core/answer/canonical.ts";
import { STAMP_LENGTH } from "#core/document/version.ts";
import { altered } from "#core/package/fault.ts";
import { hashedPart, type PackagedReview, strayItem } from "#core/package/packaged-review.ts";
import { type ImportPlan, planText } from "#core/package/plan.ts";
import { ok, type Result } from "#core/result.ts";
import { type FlowStep, PHASE_TEXT, type Phase } from "#core/review/flow.ts";
import { outline } from "#core/template/outline.ts";
import type { Deps } from "#server/deps.ts";
import { type Failure, fail } from "#server/services/failure.ts";
import { findDistrict, headOf, importedAt } from "#server/services/package-plan.ts";
import type { ReadReview } from "#server/services/package-read.ts";
import { textHash } from "#server/services/packaged-submission.ts";
import { readConclusion } from "#server/services/review/conclusion-rows.ts";
import { cycleOf } from "#server/services/review/cycle-rows.ts";
import { readFlowState } from "#server/services/review/flow-state.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import type { Db } from "#server/store/store.ts";

type Simple = Exclude<FlowStep, { event: "return" }>;

export interface PlannedConclusion {
  kind: "review";
  plan: ImportPlan;
  digest: string;
  head: SubmissionHead;
  /** what the flow goes through until it is concluded */
  steps: readonly Simple[];
  /** the district's own version that was reviewed */
  round: number;
  /** of the flow: whoever has brought it on since is found out */
  version: number;
  /** this very conclusion is here already */
  known: boolean;
}

/** What the import of a review would do, by what is stored now. */
export async function planReview(
  { templates }: Pick<Deps, "templates">,
  db: Db,
  actor: Actor,
  read: ReadReview,
): Promise<Result<PlannedConclusion, Failure>> {
  const { review, manifest } = read;
  const found = await findOwn(templates, db, actor, read);
  if (!found.ok) return found;
  const head = found.value;
  const genuine = await checkContent(review, head);
  if (!genuine.ok) return genuine;
  if (await cycleOf(db, head))
    return fail(
      "package.reviewed-here",
      `${head.year}年自评由市级在本系统中审核，结果直接送达，不能用数据包导入，没有导入任何内容`,
    );
  const present = await readConclusion(db, head.id);
  const known = present?.conclusionHash === review.conclusionHash;
  if (present && !known && present.concludedAt >= review.concludedAt)
    return fail(
      "package.older-review",
      "本系统已有市级更晚办结的审核结果，没有导入任何内容。请向市级核实，使用最新的数据包",
    );
  const standing = await standingRound(db, head, review.hash);
  if (!standing.ok) return standing;
  const { round, steps, version: flowVersion } = standing.value;
  const { id, version, title } = head.template;
  const plan: ImportPlan = {
    district: review.district,
    year: review.year,
    template: { id, version, title },
    madeAt: manifest.madeAt,
    madeBy: `${manifest.madeBy.organisation} ${manifest.madeBy.name}`,
    submissionId: head.id,
    importedAt: known ? await concludedHereAt(db, head.id) : await importedAt(db, actor.organisation.id, read.sha256),
    bringsTemplate: false,
    upgradesFrom: null,
    items: [],
    evidence: [],
    submitted: null,
    review: plannedOf(review, round, present !== undefined && !known),
    bytes: read.bytes,
  };
  return ok({
    kind: "review",
    plan,
    digest: await textHash(planText(plan)),
    head,
    steps,
    round,
    version: flowVersion,
    known,
  });
}

const plannedOf = (review: PackagedReview, round: number, replaces: boolean): NonNullable<ImportPlan["review"]> => ({
  city: review.city,
  concludedAt: review.concludedAt,
  concludedBy: review.concludedBy,
  round,
  hash: review.hash,
  grade: review.ledger.grade,
  total: review.ledger.totals.total,
  problems: review.problems.length,
  replaces,
});

/** A district's own year; a city concludes its reviews itself. */
async function findOwn(
  templates: Deps["templates"],
  db: Db,
  actor: Actor,
  { review, manifest }: ReadReview,
): Promise<Result<SubmissionHead, Failure>> {
  if (actor.organisation.kind !== "district")
    return fail(
      "package.for-district",
      `数据包是送给“${review.district}”的审核结果，须由该区县的统稿人导入，没有导入任何内容`,
    );
  const own = await findDistrict(db, actor, review.district);
  if (!own.ok) return own;
  const head = own.value === undefined ? undefined : await headOf(db, templates, own.value, review.year);
  if (!head)
    return fail(
      "package.other-version",
      `本系统没有${review.year}年自评，没有导入任何内容。请在报送该年度的系统中导入`,
    );
  const { id, version } = manifest.template;
  return head.template.id === id && head.template.version === version
    ? ok(head)
    : fail(
        "package.template-conflict",
        `本系统${review.year}年自评使用清单“${head.template.id} ${head.template.version}”，审核结果依据“${id} ${version}”，没有导入任何内容`,
      );
}

/** The conclusion is what its own hash says, and speaks of nothing that the checklist does not have. */
async function checkContent(review: PackagedReview, head: SubmissionHead): Promise<Result<void, Failure>> {
  const refused = (place: string): { ok: false; error: Failure } => altered(place);
  if ((await textHash(canonical(hashedPart(review)))) !== review.conclusionHash) return refused("审核结果的校验值不符");
  const stray = strayItem(review, new Set(outline(head.template).map(({ item }) => item.key)));
  return stray === undefined ? ok(undefined) : refused(`清单中没有条目“${stray}”`);
}

const STEPS: Partial<Record<Phase, readonly Simple[]>> = {
  submitted: [{ event: "open" }, { event: "conclude" }],
  reviewing: [{ event: "conclude" }],
  concluded: [{ event: "reopen" }, { event: "conclude" }],
};

/** The version that was reviewed must be one of the district's own, and the one that stands. */
async function standingRound(
  db: Db,
  head: SubmissionHead,
  hash: string,
): Promise<Result<Pick<PlannedConclusion, "round" | "steps" | "version">, Failure>> {
  const rows = await db
    .selectFrom("snapshot")
    .select("round")
    .where("submission_id", "=", head.id)
    .where("hash", "=", hash)
    .orderBy("round", "desc")
    .execute();
  const [newest] = rows;
  if (!newest)
    return fail(
      "package.other-version",
      `市级审核的版本（校验值${hash.slice(0, STAMP_LENGTH)}）不是本系统报送过的版本，没有导入任何内容。请在报送该版本的系统中导入，或请市级核对`,
    );
  const { phase, currentRound, version } = await readFlowState(db, head.id);
  const steps = STEPS[phase];
  const round = rows.find((each) => each.round === currentRound)?.round;
  if (round === undefined || !steps)
    return fail(
      "package.other-version",
      `市级审核的是第${newest.round}次报送的版本，本系统现在为“${PHASE_TEXT[phase]}”，该版本已撤回或已另行报送，没有导入任何内容。请把现在的版本报送市级，或请市级核对`,
    );
  return ok({ round, steps, version });
}

async function concludedHereAt(db: Db, submissionId: string): Promise<string | null> {
  const row = await db
    .selectFrom("flow_step")
    .select("at")
    .where("submission_id", "=", submissionId)
    .where("event", "=", "conclude")
    .orderBy("version", "desc")
    .executeTakeFirst();
  return row?.at ?? null;
}
