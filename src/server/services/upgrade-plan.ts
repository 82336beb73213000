import type { Answer } from "#core/answer/answer.ts";
import { canonical } from "#core/answer/canonical.ts";
import { type Continued, continued } from "#core/builder/continued.ts";
import { type Difference, difference } from "#core/builder/difference.ts";
import { planUpgrade, type UpgradePlan } from "#core/builder/upgrade.ts";
import { textHash, versionHash } from "#core/builder/version-hash.ts";
import { ok, type Result } from "#core/result.ts";
import type { Template } from "#core/template/schema.ts";
import { compareVersions } from "#core/template/version-order.ts";
import type { Deps } from "#server/deps.ts";
import { type Failure, fail } from "#server/services/failure.ts";
import { frozenSubmissions } from "#server/services/frozen.ts";
import { knownTemplates } from "#server/services/published-templates.ts";
import { readFilled } from "#server/services/running-submissions.ts";
import { readAnswers, type SubmissionHead } from "#server/services/submission-rows.ts";
import { type LinkMove, planLinks, readLinks, type StoredLink } from "#server/services/upgrade-links.ts";
import { atOneMoment, type Db } from "#server/store/store.ts";

type Using = Pick<Deps, "templates">;

export interface PlannedUpgrade {
  from: Template;
  to: Template;
  difference: Difference;
  plan: UpgradePlan;
  way: Continued;
  /** as they are stored now */
  answers: ReadonlyMap<string, Answer>;
  links: { before: StoredLink[]; after: StoredLink[]; moves: LinkMove[] };
  /** identifies what it was made from */
  basis: string;
}

export const isFrozen = async (db: Db, submissionId: string): Promise<boolean> =>
  (await frozenSubmissions(db, [submissionId])).has(submissionId);

/** The later versions of the same checklist, newest first. */
export const targetsOf = (current: Template, known: readonly Template[]): Template[] =>
  known.filter(({ id, version }) => id === current.id && compareVersions(version, current.version) > 0);

/** What a submission becomes on another version. Given a transaction, it is the plan that this transaction may carry out. */
export const planSubmissionUpgrade = (
  using: Using,
  db: Db,
  head: SubmissionHead,
  version: string,
): Promise<Result<PlannedUpgrade, Failure>> =>
  atOneMoment(db, async (tx): Promise<Result<PlannedUpgrade, Failure>> => {
    const known = await knownTemplates(tx, using.templates);
    const to = targetsOf(head.template, known).find((each) => each.version === version);
    return to
      ? planOnto(tx, head, to, known)
      : fail("upgrade.target", `没有可以升级到的 ${version} 版，请刷新后重新选择`);
  });

/** The same for a version that the caller has chosen; `known` are all versions, that one among them. */
export const planOnto = (
  db: Db,
  head: SubmissionHead,
  to: Template,
  known: readonly Template[],
): Promise<Result<PlannedUpgrade, Failure>> =>
  atOneMoment(db, async (tx): Promise<Result<PlannedUpgrade, Failure>> => {
    if (await isFrozen(tx, head.id)) return fail("upgrade.frozen", "自评已经提交，保持原清单版本，不能升级");
    const from = head.template;
    const stored = await readAnswers(tx, head.id);
    const answers = new Map([...stored].map(([key, { answer }]) => [key, answer]));
    const way = continued(from, to, known);
    const plan = planUpgrade(from, to, answers, known);
    const before = await readLinks(tx, head.id);
    const { after, moves } = planLinks(before, way);
    const revisions = [...stored].map(([key, { revision }]) => [key, revision]);
    const made = { of: [versionHash(from), versionHash(to)], revisions: revisions.sort(), parts: plan.parts, before };
    return ok({
      from,
      to,
      difference: difference(from, to, [await readFilled(tx, head.id)]),
      plan,
      way,
      answers,
      links: { before: before.map(({ title: _, ...link }) => link), after, moves },
      basis: textHash(canonical(made)).slice(0, 32),
    });
  });
