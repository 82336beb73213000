import type { Hono } from "hono";
import {
  answerHistory,
  answerRevision,
  assignItems,
  beat,
  getItem,
  handIn,
  listComments,
  listStaff,
  replyToThread,
  resolveThread,
  restoreAnswer,
  sendBack,
  startThread,
  submissionGate,
  takeOver,
} from "#core/api/collation.ts";
import { findItem } from "#core/template/outline.ts";
import type { Deps } from "#server/deps.ts";
import { unwrap } from "#server/routes/api-error.ts";
import { mount } from "#server/routes/mount.ts";
import {
  itemSubject,
  itemsSubject,
  requireHead,
  savedSubject,
  submissionSubject,
} from "#server/routes/submission-subject.ts";
import { assignItems as performAssign } from "#server/services/assignments.ts";
import { readThreads } from "#server/services/comment-rows.ts";
import {
  replyToThread as performReply,
  resolveThread as performResolve,
  startThread as performStart,
} from "#server/services/comments.ts";
import { notFound } from "#server/services/failure.ts";
import { readGate } from "#server/services/gate.ts";
import { restoreAnswer as performRestore, readHistory, readRevision } from "#server/services/history.ts";
import { readItemState } from "#server/services/item-states.ts";
import { beat as performBeat } from "#server/services/presence.ts";
import { changeSignOffs } from "#server/services/sign-off.ts";
import { readStaff } from "#server/services/staff.ts";

/** History, comments, sign-off, the gate and presence. */
export function mountCollation(app: Hono, deps: Deps): void {
  mountHistory(app, deps);
  mountComments(app, deps);
  mountSignOff(app, deps);
  const { db } = deps.store;
  mount(app, deps, submissionGate, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ params }) => readGate(deps, db, await requireHead(deps, params.submissionId)),
  });
  mount(app, deps, beat, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ actor, params, body }) => {
      const head = await requireHead(deps, params.submissionId);
      if (body.itemKey !== undefined && !findItem(head.template, body.itemKey)) return unwrap(notFound());
      return performBeat(deps, actor, head, body);
    },
  });
}

function mountHistory(app: Hono, deps: Deps): void {
  const { db } = deps.store;
  mount(app, deps, answerHistory, {
    subject: ({ actor, params }) => itemSubject(deps, actor, params),
    handle: ({ params }) => readHistory(db, params),
  });
  mount(app, deps, answerRevision, {
    subject: ({ actor, params }) => itemSubject(deps, actor, params),
    handle: async ({ params }) => unwrap(await readRevision(db, params)),
  });
  mount(app, deps, getItem, {
    subject: ({ actor, params }) => itemSubject(deps, actor, params),
    handle: async ({ actor, params }) => {
      const head = await requireHead(deps, params.submissionId);
      return (await readItemState(db, actor, head, params.itemKey)) ?? unwrap(notFound());
    },
  });
  mount(app, deps, restoreAnswer, {
    subject: ({ actor, params }) => savedSubject(deps, actor, params),
    handle: async ({ actor, params, body }) => {
      const head = await requireHead(deps, params.submissionId);
      unwrap(await performRestore(deps, db, actor, head, params.itemKey, body));
      return (await readItemState(db, actor, head, params.itemKey)) ?? unwrap(notFound());
    },
  });
}

function mountComments(app: Hono, deps: Deps): void {
  mount(app, deps, listComments, {
    subject: ({ actor, params }) => itemSubject(deps, actor, params),
    handle: ({ params }) => readThreads(deps.store.db, params),
  });
  mount(app, deps, startThread, {
    subject: ({ actor, params }) => itemSubject(deps, actor, params),
    handle: async ({ actor, params, body }) => {
      const head = await requireHead(deps, params.submissionId);
      return unwrap(await performStart(deps, actor, head, { itemKey: params.itemKey, ...body }));
    },
  });
  mount(app, deps, replyToThread, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ actor, params, body }) => {
      const head = await requireHead(deps, params.submissionId);
      return unwrap(await performReply(deps, actor, head, { threadId: params.threadId, ...body }));
    },
  });
  mount(app, deps, resolveThread, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ actor, params, body }) => {
      const head = await requireHead(deps, params.submissionId);
      return unwrap(await performResolve(deps, actor, head, { threadId: params.threadId, ...body }));
    },
  });
}

function mountSignOff(app: Hono, deps: Deps): void {
  const { db } = deps.store;
  mount(app, deps, handIn, {
    subject: ({ actor, params, body }) => itemsSubject(deps, actor, params.submissionId, body.itemKeys),
    handle: async ({ actor, params, body }) => {
      const head = await requireHead(deps, params.submissionId);
      return unwrap(await changeSignOffs(deps, db, actor, head, { event: "hand-in", reason: null, ...body }));
    },
  });
  mount(app, deps, takeOver, {
    subject: ({ actor, params, body }) => itemsSubject(deps, actor, params.submissionId, body.itemKeys),
    handle: async ({ actor, params, body }) => {
      const head = await requireHead(deps, params.submissionId);
      return unwrap(await changeSignOffs(deps, db, actor, head, { event: "take-over", reason: null, ...body }));
    },
  });
  mount(app, deps, sendBack, {
    subject: ({ actor, params, body }) => itemsSubject(deps, actor, params.submissionId, body.itemKeys),
    handle: async ({ actor, params, body }) => {
      const head = await requireHead(deps, params.submissionId);
      return unwrap(await changeSignOffs(deps, db, actor, head, { event: "send-back", ...body }));
    },
  });
  mount(app, deps, assignItems, {
    subject: ({ actor, params, body }) => itemsSubject(deps, actor, params.submissionId, body.itemKeys),
    handle: async ({ actor, params, body }) => {
      const head = await requireHead(deps, params.submissionId);
      unwrap(await performAssign(deps, actor, head, body.itemKeys, body));
      return undefined;
    },
  });
  mount(app, deps, listStaff, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ params }) => readStaff(db, await requireHead(deps, params.submissionId)),
  });
}
