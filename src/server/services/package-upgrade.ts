import type { Actor } from "#core/access/access.ts";
import { ok, type Result } from "#core/result.ts";
import type { Deps } from "#server/deps.ts";
import { type Failure, fail } from "#server/services/failure.ts";
import type { ReadPackage } from "#server/services/package-read.ts";
import { knownTemplates } from "#server/services/published-templates.ts";
import { readHead, type SubmissionHead } from "#server/services/submission-rows.ts";
import { planOnto } from "#server/services/upgrade-plan.ts";
import { carryOutUpgrade } from "#server/services/upgrade-submission.ts";
import type { Db } from "#server/store/store.ts";

type Using = Pick<Deps, "clock" | "newId" | "templates">;

/** A city's copy goes over to the version that the district is on by now, as the district's own went over. */
export async function upgradeForPackage(
  using: Using,
  tx: Db,
  acting: Actor,
  head: SubmissionHead,
  { id, template }: ReadPackage,
): Promise<Result<SubmissionHead, Failure>> {
  const known = await knownTemplates(tx, using.templates);
  const listed = known.some((each) => each.id === template.id && each.version === template.version);
  const planned = await planOnto(tx, head, template, listed ? known : [...known, template]);
  if (!planned.ok) return planned;
  const done = await carryOutUpgrade(using, tx, acting, head, planned.value, `package-${id}`.slice(0, 64));
  if (!done.ok) return done;
  const upgraded = await readHead(tx, using.templates, head.id);
  return upgraded ? ok(upgraded) : fail("resource.not-found", "找不到所请求的内容");
}
