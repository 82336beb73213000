import type { Hono } from "hono";
import {
  applyUpgrade,
  listOrphans,
  listUpgrades,
  planSubmissionUpgrade,
  settleOrphan,
  undoUpgrade,
} from "#core/api/upgrade.ts";
import type { Template } from "#core/template/schema.ts";
import type { Deps } from "#server/deps.ts";
import { unwrap } from "#server/routes/api-error.ts";
import { mount } from "#server/routes/mount.ts";
import { requireHead, submissionSubject } from "#server/routes/submission-subject.ts";
import { knownTemplates } from "#server/services/published-templates.ts";
import { settleOrphan as performSettle, undoUpgrade as performUndo } from "#server/services/undo-upgrade.ts";
import { isFrozen, planSubmissionUpgrade as readPlan, targetsOf } from "#server/services/upgrade-plan.ts";
import { readOrphans, readUpgrades } from "#server/services/upgrade-rows.ts";
import { upgradeSubmission } from "#server/services/upgrade-submission.ts";

const target = ({ version, title, year }: Template) => ({ version, title, year });

/** A running submission is brought to a newer version of its checklist, by an explicit step. */
export function mountUpgrade(app: Hono, deps: Deps): void {
  const { db } = deps.store;
  mount(app, deps, listUpgrades, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ params }) => {
      const { id, template } = await requireHead(deps, params.submissionId);
      return {
        current: target(template),
        frozen: await isFrozen(db, id),
        targets: targetsOf(template, await knownTemplates(db, deps.templates)).map(target),
        done: await readUpgrades(db, id),
      };
    },
  });
  mount(app, deps, planSubmissionUpgrade, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ params, query }) => {
      const head = await requireHead(deps, params.submissionId);
      const { from, to, difference, plan, links, basis } = unwrap(await readPlan(deps, db, head, query.version));
      return {
        from: target(from),
        to: target(to),
        summary: difference.summary,
        verdict: difference.verdict,
        changes: difference.changes,
        parts: plan.parts,
        counts: plan.counts,
        links: links.moves,
        basis,
      };
    },
  });
  mount(app, deps, applyUpgrade, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ actor, params, body }) =>
      unwrap(await upgradeSubmission(deps, db, actor, params.submissionId, body)),
  });
  mount(app, deps, undoUpgrade, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ actor, params }) =>
      unwrap(await performUndo(deps, db, actor, params.submissionId, params.upgradeId)),
  });
  mount(app, deps, listOrphans, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: ({ params }) => readOrphans(db, params.submissionId),
  });
  mount(app, deps, settleOrphan, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ actor, params, body }) => {
      const head = await requireHead(deps, params.submissionId);
      return unwrap(await performSettle(deps, db, actor, head, params.orphanId, body.settled));
    },
  });
}
