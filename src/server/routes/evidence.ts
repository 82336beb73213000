import type { Hono } from "hono";
import { addEvidence, changeEvidence, detachEvidence, evidenceContent, linkEvidence } from "#core/api/submission.ts";
import type { Deps } from "#server/deps.ts";
import { unwrap } from "#server/routes/api-error.ts";
import { contentResponse } from "#server/routes/content.ts";
import { mount } from "#server/routes/mount.ts";
import { itemSubject, requireHead, submissionSubject } from "#server/routes/submission-subject.ts";
import { addEvidence as performAdd } from "#server/services/add-evidence.ts";
import {
  changeEvidence as performChange,
  detachEvidence as performDetach,
  linkEvidence as performLink,
} from "#server/services/evidence-changes.ts";
import { notFound } from "#server/services/failure.ts";
import { readEvidence } from "#server/services/submission-rows.ts";

export function mountEvidence(app: Hono, deps: Deps): void {
  const { db } = deps.store;
  mount(app, deps, addEvidence, {
    subject: ({ params, query }) => itemSubject(deps, { submissionId: params.submissionId, itemKey: query.item }),
    handle: async ({ actor, params, query, request, bytes }) => {
      const head = await requireHead(deps, params.submissionId);
      const announced = request.headers.get("content-length");
      return unwrap(
        await performAdd(deps, db, actor, head, {
          itemKey: query.item,
          slot: query.slot,
          fileName: query.fileName,
          stream: bytes(),
          expected: announced === null ? undefined : Number(announced),
        }),
      );
    },
  });
  mount(app, deps, linkEvidence, {
    subject: ({ params }) => itemSubject(deps, params),
    handle: async ({ actor, params, body }) => {
      const head = await requireHead(deps, params.submissionId);
      return unwrap(await performLink(deps, db, actor, head, { ...params, slot: body.slot }));
    },
  });
  mount(app, deps, detachEvidence, {
    subject: ({ params }) => itemSubject(deps, params),
    handle: async ({ actor, params }) => {
      const head = await requireHead(deps, params.submissionId);
      return unwrap(await performDetach(deps, actor, head, params));
    },
  });
  mount(app, deps, changeEvidence, {
    subject: ({ params }) => submissionSubject(deps, params.submissionId),
    handle: async ({ actor, params, body }) => {
      const head = await requireHead(deps, params.submissionId);
      return unwrap(await performChange(deps, actor, head, { evidenceId: params.evidenceId, ...body }));
    },
  });
  mount(app, deps, evidenceContent, {
    subject: ({ params }) => submissionSubject(deps, params.submissionId),
    handle: async ({ params, request }) => {
      const [record] = await readEvidence(db, params.submissionId, params.evidenceId);
      return record ? contentResponse(deps, record, request) : unwrap(notFound());
    },
  });
}
