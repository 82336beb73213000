import type { Hono } from "hono";
import {
  markRead,
  putVerdict,
  replyToReviewThread,
  resolveReviewThread,
  startReviewThread,
  verdictHistory,
} from "#core/api/verdict.ts";
import type { Deps } from "#server/deps.ts";
import { unwrap } from "#server/routes/api-error.ts";
import { mount } from "#server/routes/mount.ts";
import { frozenSubject, threadSubject } from "#server/routes/review-subject.ts";
import { nextUnread, readMarks } from "#server/services/review/marks.ts";
import { keepReading } from "#server/services/review/reading.ts";
import { readOpened } from "#server/services/review/review-context.ts";
import { readHashes } from "#server/services/review/thread-rows.ts";
import {
  replyToReviewThread as performReply,
  resolveReviewThread as performResolve,
  startReviewThread as performStart,
} from "#server/services/review/threads.ts";
import { readVerdictHistory } from "#server/services/review/verdict-rows.ts";
import { giveVerdict } from "#server/services/review/verdicts.ts";

/** What inspectors decide and remark, and what they have read. */
export function mountVerdicts(app: Hono, deps: Deps): void {
  const { db } = deps.store;
  mount(app, deps, putVerdict, {
    subject: ({ actor, params }) => frozenSubject(deps, actor, params.submissionId, [params.itemKey]),
    handle: async ({ actor, params, body }) => unwrap(await giveVerdict(deps, db, actor, params, body)),
  });
  mount(app, deps, verdictHistory, {
    subject: ({ actor, params }) => frozenSubject(deps, actor, params.submissionId, [params.itemKey]),
    handle: async ({ actor, params: { submissionId, itemKey } }) => {
      const { round } = unwrap(await readOpened(deps, db, actor, submissionId));
      const hashes = await readHashes(db, { submissionId, round });
      return readVerdictHistory(db, submissionId, itemKey, hashes.get(itemKey) ?? "");
    },
  });
  mount(app, deps, markRead, {
    subject: ({ actor, params }) => frozenSubject(deps, actor, params.submissionId, [params.itemKey]),
    handle: async ({ actor, params, body }) => {
      const { head, cycle, review } = unwrap(await readOpened(deps, db, actor, params.submissionId));
      await keepReading(deps, db, actor, params, body);
      const [marked] = await readMarks(db, { actor, cycle, template: head.template }, [review]);
      return { nextItem: nextUnread(marked?.items ?? [], params.itemKey) };
    },
  });
  mount(app, deps, startReviewThread, {
    subject: ({ actor, params }) => frozenSubject(deps, actor, params.submissionId, [params.itemKey]),
    handle: async ({ actor, params, body }) => unwrap(await performStart(deps, db, actor, params, body)),
  });
  mount(app, deps, replyToReviewThread, {
    subject: ({ actor, params }) => threadSubject(deps, actor, params),
    handle: async ({ actor, params, body }) => unwrap(await performReply(deps, db, actor, params, body)),
  });
  mount(app, deps, resolveReviewThread, {
    subject: ({ actor, params }) => threadSubject(deps, actor, params),
    handle: async ({ actor, params, body }) => unwrap(await performResolve(deps, db, actor, params, body.resolved)),
  });
}
