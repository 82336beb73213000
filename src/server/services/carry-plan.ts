import { canonical } from "#core/answer/canonical.ts";
import { err, ok, type Result } from "#core/result.ts";
import type { CarryPlan } from "#core/reuse/plan.ts";
import { planCarry } from "#core/reuse/plan-carry.ts";
import { isLocked } from "#core/workflow/sign-off.ts";
import type { Deps } from "#server/deps.ts";
import type { Failure } from "#server/services/failure.ts";
import { knownTemplates } from "#server/services/published-templates.ts";
import { readSignOffs } from "#server/services/sign-off-rows.ts";
import { readContent } from "#server/services/submission-content.ts";
import { readHead, type SubmissionHead } from "#server/services/submission-rows.ts";
import type { Db } from "#server/store/store.ts";

export interface Planned {
  source: SubmissionHead;
  plan: CarryPlan;
  basis: string;
}

/** The plan over what is stored. Given a transaction, it is the plan that this transaction may carry out. */
export async function readCarryPlan(
  { templates }: Pick<Deps, "templates">,
  db: Db,
  head: SubmissionHead,
  sourceId: string,
): Promise<Result<Planned, Failure>> {
  const source = await readHead(db, templates, sourceId);
  if (!source || source.organisationId !== head.organisationId || source.year >= head.year)
    return err({ code: "carry.source", message: "只能从本单位更早年度的自评沿用，请重新选择" });
  const from = await readContent(templates, db, source);
  const to = await readContent(templates, db, head);
  const signOffs = await readSignOffs(db, head.id);
  const locked = new Set([...signOffs].filter(([, { state }]) => isLocked(state)).map(([itemKey]) => itemKey));
  const plan = planCarry(from, { ...to, locked }, await knownTemplates(db, templates));
  return ok({ source, plan, basis: await fingerprint(canonical(plan)) });
}

async function fingerprint(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
