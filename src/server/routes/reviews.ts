import type { Hono } from "hono";
import {
  acrossDistricts,
  getReview,
  getReviewItem,
  openReview,
  reviewEvidenceContent,
  reviewList,
  reviewRoundContent,
  reviewScan,
} from "#core/api/review.ts";
import type { Deps } from "#server/deps.ts";
import { unwrap } from "#server/routes/api-error.ts";
import { contentResponse } from "#server/routes/content.ts";
import { mount } from "#server/routes/mount.ts";
import { cycleSubject, frozenEvidenceSubject, frozenSubject, requireCycle } from "#server/routes/review-subject.ts";
import { scanResponse } from "#server/routes/scan-response.ts";
import { submissionSubject } from "#server/routes/submission-subject.ts";
import { notFound } from "#server/services/failure.ts";
import { readAcross } from "#server/services/review/across.ts";
import { readFrozenVersion } from "#server/services/review/flow-view.ts";
import { readFrozenEvidence, wasRecalled } from "#server/services/review/frozen-evidence.ts";
import { openReview as performOpen } from "#server/services/review/open-review.ts";
import { mayReadItem, readContext, readOpened } from "#server/services/review/review-context.ts";
import { readReviewDetail, readReviewHead, readReviewList } from "#server/services/review/review-detail.ts";
import { readReviewItem } from "#server/services/review/review-item.ts";

/** A city's side: what is read of frozen versions. */
export function mountReviews(app: Hono, deps: Deps): void {
  const { db } = deps.store;
  mount(app, deps, reviewList, {
    subject: ({ actor, params }) => cycleSubject(deps, actor, params.cycleId),
    handle: async ({ actor, params }) => readReviewList(deps, db, actor, await requireCycle(deps, params.cycleId)),
  });
  mount(app, deps, acrossDistricts, {
    subject: ({ actor, params }) => cycleSubject(deps, actor, params.cycleId),
    handle: async ({ actor, params, query }) => {
      const cycle = await requireCycle(deps, params.cycleId);
      return unwrap(await readAcross(deps, db, actor, cycle, { itemKey: params.itemKey, filter: query.filter }));
    },
  });
  mount(app, deps, getReview, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ actor, params }) =>
      unwrap(await readReviewDetail(db, unwrap(await readContext(deps, db, actor, params.submissionId)))),
  });
  mount(app, deps, openReview, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ actor, params }) => {
      unwrap(await performOpen(deps, db, actor, params.submissionId));
      return unwrap(await readReviewHead(db, unwrap(await readContext(deps, db, actor, params.submissionId))));
    },
  });
  mount(app, deps, getReviewItem, {
    subject: ({ actor, params }) => frozenSubject(deps, actor, params.submissionId, [params.itemKey]),
    handle: async ({ actor, params }) => {
      const context = unwrap(await readOpened(deps, db, actor, params.submissionId));
      return unwrap(await readReviewItem(deps, db, context, params.itemKey));
    },
  });
  mountFrozen(app, deps);
}

function mountFrozen(app: Hono, deps: Deps): void {
  const { db } = deps.store;
  mount(app, deps, reviewRoundContent, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ actor, params }) => {
      const context = unwrap(await readOpened(deps, db, actor, params.submissionId));
      if (await wasRecalled(db, params)) return unwrap(notFound());
      const readable = (itemKey: string): boolean => mayReadItem(context, itemKey);
      return unwrap(await readFrozenVersion(db, context.head, params, readable));
    },
  });
  mount(app, deps, reviewEvidenceContent, {
    subject: ({ actor, params }) => frozenEvidenceSubject(deps, actor, params),
    handle: async ({ actor, params, request }) => {
      unwrap(await readOpened(deps, db, actor, params.submissionId));
      const evidence = await readFrozenEvidence(db, params, params.evidenceId);
      return evidence ? contentResponse(deps, evidence, request) : unwrap(notFound());
    },
  });
  mount(app, deps, reviewScan, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ actor, params, request }) => {
      unwrap(await readOpened(deps, db, actor, params.submissionId));
      if (await wasRecalled(db, params)) return unwrap(notFound());
      return scanResponse(deps, params, request);
    },
  });
}
