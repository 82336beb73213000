import type { Hono } from "hono";
import { assignItem, createSubmission, getSubmission, saveAnswer } from "#core/api/submission.ts";
import { listSubmissions } from "#core/api/submission-list.ts";
import type { Deps } from "#server/deps.ts";
import { unwrap } from "#server/routes/api-error.ts";
import { mount } from "#server/routes/mount.ts";
import { itemSubject, requireHead, savedSubject, submissionSubject } from "#server/routes/submission-subject.ts";
import { saveAnswer as performSave } from "#server/services/answers.ts";
import { assignItems as performAssign } from "#server/services/assignments.ts";
import { listSubmissions as readList } from "#server/services/submission-list.ts";
import { createSubmission as performCreate, readSubmission } from "#server/services/submissions.ts";

export function mountSubmissions(app: Hono, deps: Deps): void {
  const { db } = deps.store;
  mount(app, deps, listSubmissions, { subject: () => ({}), handle: ({ actor }) => readList(deps, actor) });
  mount(app, deps, createSubmission, {
    subject: ({ actor }) => ({ organisationId: actor.organisation.id }),
    handle: async ({ actor, body }) => ({ id: unwrap(await performCreate(deps, db, actor, body)) }),
  });
  mount(app, deps, getSubmission, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ actor, params }) => unwrap(await readSubmission(deps, actor, params.submissionId)),
  });
  mount(app, deps, saveAnswer, {
    // the save itself looks at the lock: a request that was carried out before it gets its outcome again
    subject: ({ actor, params }) => savedSubject(deps, actor, params),
    handle: async ({ actor, params, body }) => {
      const head = await requireHead(deps, params.submissionId);
      return unwrap(await performSave(deps, db, actor, head, params.itemKey, body));
    },
  });
  mount(app, deps, assignItem, {
    subject: ({ actor, params }) => itemSubject(deps, actor, params),
    handle: async ({ actor, params, body }) => {
      const head = await requireHead(deps, params.submissionId);
      unwrap(await performAssign(deps, actor, head, [params.itemKey], body));
      return undefined;
    },
  });
}
