import type { Hono } from "hono";
import {
  changeEvidence,
  deleteEvidence,
  detachEvidence,
  evidenceContent,
  evidenceZip,
  linkEvidence,
  listEvidence,
  listRevisions,
  orderEvidence,
  restoreRevision,
  revisionContent,
} from "#core/api/evidence.ts";
import type { Deps } from "#server/deps.ts";
import { unwrap } from "#server/routes/api-error.ts";
import { contentResponse } from "#server/routes/content.ts";
import { mount } from "#server/routes/mount.ts";
import { itemSubject, recordSubject, requireHead, submissionSubject } from "#server/routes/submission-subject.ts";
import { zipResponse } from "#server/routes/zip-response.ts";
import { changeEvidence as performChange, deleteEvidence as performDelete } from "#server/services/evidence-changes.ts";
import { exportEvidence } from "#server/services/evidence-export.ts";
import {
  detachEvidence as performDetach,
  linkEvidence as performLink,
  orderEvidence as performOrder,
} from "#server/services/evidence-links.ts";
import { readEvidence, readRevisions } from "#server/services/evidence-records.ts";
import { restoreRevision as performRestore } from "#server/services/evidence-revisions.ts";
import { notFound } from "#server/services/failure.ts";

export function mountEvidence(app: Hono, deps: Deps): void {
  mountLinks(app, deps);
  mountRecords(app, deps);
  mountContent(app, deps);
}

function mountLinks(app: Hono, deps: Deps): void {
  const { db } = deps.store;
  mount(app, deps, linkEvidence, {
    subject: ({ actor, params }) => itemSubject(deps, actor, params),
    handle: async ({ actor, params, body }) => {
      const head = await requireHead(deps, params.submissionId);
      return unwrap(await performLink(deps, db, actor, head, { ...params, ...body }));
    },
  });
  mount(app, deps, detachEvidence, {
    subject: ({ actor, params }) => itemSubject(deps, actor, params),
    handle: async ({ actor, params }) => {
      const head = await requireHead(deps, params.submissionId);
      return unwrap(await performDetach(deps, actor, head, params));
    },
  });
  mount(app, deps, orderEvidence, {
    subject: ({ actor, params }) => itemSubject(deps, actor, params),
    handle: async ({ actor, params, body }) => {
      const head = await requireHead(deps, params.submissionId);
      return unwrap(await performOrder(deps, actor, head, { itemKey: params.itemKey, order: body.order }));
    },
  });
}

function mountRecords(app: Hono, deps: Deps): void {
  const { db } = deps.store;
  mount(app, deps, listEvidence, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: ({ params }) => readEvidence(db, params.submissionId),
  });
  mount(app, deps, changeEvidence, {
    subject: ({ actor, params }) => recordSubject(deps, actor, params),
    handle: async ({ actor, params, body }) => {
      const head = await requireHead(deps, params.submissionId);
      return unwrap(await performChange(deps, actor, head, { evidenceId: params.evidenceId, ...body }));
    },
  });
  mount(app, deps, deleteEvidence, {
    subject: ({ actor, params }) => recordSubject(deps, actor, params),
    handle: async ({ actor, params }) => {
      const head = await requireHead(deps, params.submissionId);
      unwrap(await performDelete(deps, actor, head, params.evidenceId));
      return undefined;
    },
  });
  mount(app, deps, listRevisions, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ params }) => {
      const all = await readRevisions(db, params.submissionId, params.evidenceId);
      return all.length > 0 ? all : unwrap(notFound());
    },
  });
  mount(app, deps, restoreRevision, {
    subject: ({ actor, params }) => recordSubject(deps, actor, params),
    handle: async ({ actor, params, body }) => {
      const head = await requireHead(deps, params.submissionId);
      const wanted = { evidenceId: params.evidenceId, revision: body.revision };
      return unwrap(await performRestore(deps, db, actor, head, wanted));
    },
  });
}

function mountContent(app: Hono, deps: Deps): void {
  const { db } = deps.store;
  mount(app, deps, evidenceContent, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ params, request }) => {
      const [record] = await readEvidence(db, params.submissionId, params.evidenceId);
      return record ? contentResponse(deps, record, request) : unwrap(notFound());
    },
  });
  mount(app, deps, revisionContent, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ params, request }) => {
      const all = await readRevisions(db, params.submissionId, params.evidenceId);
      const wanted = all.find(({ revision }) => revision === params.revision);
      return wanted ? contentResponse(deps, wanted, request) : unwrap(notFound());
    },
  });
  mount(app, deps, evidenceZip, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ actor, params, query }) => {
      const head = await requireHead(deps, params.submissionId);
      return zipResponse(deps, unwrap(await exportEvidence(deps, actor, head, query.for)));
    },
  });
}
