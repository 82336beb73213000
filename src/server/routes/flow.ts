import type { Hono } from "hono";
import { reviewResult } from "#core/api/conclusion.ts";
import {
  frozenRoundContent,
  putScan,
  recallSubmission,
  scanContent,
  submissionFlow,
  submitSubmission,
} from "#core/api/flow.ts";
import { lastProblems } from "#core/api/rectification.ts";
import type { Deps } from "#server/deps.ts";
import { unwrap } from "#server/routes/api-error.ts";
import { mount } from "#server/routes/mount.ts";
import { scanResponse } from "#server/routes/scan-response.ts";
import { requireHead, submissionSubject } from "#server/routes/submission-subject.ts";
import { readFlow, readFrozenVersion } from "#server/services/review/flow-view.ts";
import { readLastProblems } from "#server/services/review/problem-list.ts";
import { readResult } from "#server/services/review/result.ts";
import { keepScan } from "#server/services/review/scans.ts";
import {
  recallSubmission as performRecall,
  submitSubmission as performSubmit,
} from "#server/services/review/submit.ts";

/** A district's side: submitting, taking back, its frozen versions and what it learns of its review. */
export function mountFlow(app: Hono, deps: Deps): void {
  const { db } = deps.store;
  mount(app, deps, submissionFlow, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ actor, params }) => readFlow(db, actor, await requireHead(deps, params.submissionId)),
  });
  mount(app, deps, submitSubmission, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ actor, params, body }) => {
      const head = await requireHead(deps, params.submissionId);
      unwrap(await performSubmit(deps, db, actor, head, body));
      return readFlow(db, actor, head);
    },
  });
  mount(app, deps, recallSubmission, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ actor, params, body }) => {
      const head = await requireHead(deps, params.submissionId);
      unwrap(await performRecall(deps, db, actor, head, body));
      return readFlow(db, actor, head);
    },
  });
  mount(app, deps, frozenRoundContent, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ params }) =>
      unwrap(await readFrozenVersion(db, await requireHead(deps, params.submissionId), params)),
  });
  mount(app, deps, putScan, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ actor, params, query, bytes }) =>
      unwrap(await keepScan(deps, actor, params, { ...query, stream: bytes() })),
  });
  mount(app, deps, scanContent, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: ({ params, request }) => scanResponse(deps, params, request),
  });
  mount(app, deps, reviewResult, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ actor, params }) => readResult(db, actor, await requireHead(deps, params.submissionId)),
  });
  mount(app, deps, lastProblems, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ actor, params }) =>
      readLastProblems(deps, db, actor, await requireHead(deps, params.submissionId)),
  });
}
