import type { Hono } from "hono";
import { applyCarry, confirmEvidence, itemPast, listCarries, planCarry, undoCarry } from "#core/api/reuse.ts";
import type { Deps } from "#server/deps.ts";
import { unwrap } from "#server/routes/api-error.ts";
import { mount } from "#server/routes/mount.ts";
import { assignedSubject, recordSubject, requireHead, submissionSubject } from "#server/routes/submission-subject.ts";
import { carryOver, takeBack } from "#server/services/carry.ts";
import { readCarryPlan } from "#server/services/carry-plan.ts";
import { readCarries } from "#server/services/carry-rows.ts";
import { confirmEvidence as performConfirm } from "#server/services/confirm-evidence.ts";
import { readItemPast } from "#server/services/item-past.ts";

/** Carry-forward from an earlier year, and the earlier years beside the form. */
export function mountReuse(app: Hono, deps: Deps): void {
  const { db } = deps.store;
  mount(app, deps, planCarry, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ params, query }) => {
      const head = await requireHead(deps, params.submissionId);
      const { plan, basis } = unwrap(await readCarryPlan(deps, db, head, query.from));
      return { plan, basis };
    },
  });
  mount(app, deps, applyCarry, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ actor, params, body }) => {
      const head = await requireHead(deps, params.submissionId);
      return unwrap(await carryOver(deps, db, actor, head, body));
    },
  });
  mount(app, deps, listCarries, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ params }) => (await readCarries(db, params.submissionId)).map(({ body: _, ...carry }) => carry),
  });
  mount(app, deps, undoCarry, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ actor, params }) => {
      const head = await requireHead(deps, params.submissionId);
      return unwrap(await takeBack(deps, db, actor, head, params.carryId));
    },
  });
  mount(app, deps, itemPast, {
    subject: ({ actor, params }) => assignedSubject(deps, actor, params),
    handle: async ({ params }) => readItemPast(deps, db, await requireHead(deps, params.submissionId), params.itemKey),
  });
  mount(app, deps, confirmEvidence, {
    subject: ({ actor, params }) => recordSubject(deps, actor, params),
    handle: async ({ actor, params }) => {
      const head = await requireHead(deps, params.submissionId);
      return unwrap(await performConfirm(deps, db, actor, head, params.evidenceId));
    },
  });
}
