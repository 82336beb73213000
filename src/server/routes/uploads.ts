import type { Hono } from "hono";
import type { Actor, Subject } from "#core/access/access.ts";
import {
  abandonUpload,
  continueUpload,
  createUpload,
  evidenceThumbnail,
  finishUpload,
  knownEvidence,
  uploadOffset,
} from "#core/api/upload.ts";
import type { Deps } from "#server/deps.ts";
import { unwrap } from "#server/routes/api-error.ts";
import { mount } from "#server/routes/mount.ts";
import { itemSubject, recordSubject, requireHead, submissionSubject } from "#server/routes/submission-subject.ts";
import { thumbnailResponse } from "#server/routes/thumbnail.ts";
import { readAnnouncement } from "#server/routes/upload-headers.ts";
import { notFound } from "#server/services/failure.ts";
import { finishUpload as performFinish } from "#server/services/finish-upload.ts";
import { knownEvidence as readKnown } from "#server/services/known-evidence.ts";
import { readUpload, type UploadRow } from "#server/services/upload-rows.ts";
import { appendBytes, abandonUpload as performAbandon, startUpload, uploadState } from "#server/services/uploads.ts";

interface InUpload {
  submissionId: string;
  uploadId: string;
}

export function mountUploads(app: Hono, deps: Deps): void {
  const { db } = deps.store;
  mount(app, deps, createUpload, {
    subject: ({ actor, params, request }) => {
      const { item, replaces } = readAnnouncement(request.headers).metadata;
      return placeSubject(deps, actor, params.submissionId, item, replaces);
    },
    handle: async ({ actor, params, request }) => {
      const head = await requireHead(deps, params.submissionId);
      return unwrap(await startUpload(deps, actor, head, request, readAnnouncement(request.headers)));
    },
  });
  mount(app, deps, uploadOffset, {
    subject: ({ actor, params }) => uploadSubject(deps, actor, params),
    handle: async ({ actor, params, request }) =>
      unwrap(await uploadState(deps, await requireUpload(deps, actor, params), request)),
  });
  mount(app, deps, continueUpload, {
    subject: ({ actor, params }) => uploadSubject(deps, actor, params),
    handle: async ({ actor, params, request, bytes }) =>
      unwrap(await appendBytes(deps, await requireUpload(deps, actor, params), request, bytes())),
  });
  mount(app, deps, abandonUpload, {
    subject: ({ actor, params }) => uploadSubject(deps, actor, params),
    handle: async ({ actor, params, request }) =>
      unwrap(await performAbandon(deps, await requireUpload(deps, actor, params), request)),
  });
  mount(app, deps, finishUpload, {
    subject: ({ actor, params }) => uploadSubject(deps, actor, params),
    handle: async ({ actor, params, body }) => {
      const head = await requireHead(deps, params.submissionId);
      const row = await requireUpload(deps, actor, params);
      return unwrap(await performFinish(deps, actor, head, row, body.thumbnail));
    },
  });
  mount(app, deps, knownEvidence, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ params, body }) => readKnown(db, await requireHead(deps, params.submissionId), body.sha256),
  });
  mount(app, deps, evidenceThumbnail, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: ({ params, request }) => thumbnailResponse(db, params, request),
  });
}

const placeSubject = async (
  deps: Deps,
  actor: Actor,
  submissionId: string,
  itemKey: string | null | undefined,
  replaces: string | null | undefined,
): Promise<Subject | undefined> =>
  replaces
    ? recordSubject(deps, actor, { submissionId, evidenceId: replaces })
    : itemSubject(deps, actor, { submissionId, itemKey: itemKey ?? "" });

/** One's own upload is about the place that it was started for; anybody else's is not there. */
async function uploadSubject(deps: Deps, actor: Actor, params: InUpload): Promise<Subject | undefined> {
  const row = await readUpload(deps.store.db, actor, params);
  return row && placeSubject(deps, actor, params.submissionId, row.item_key, row.replaces);
}

async function requireUpload(deps: Deps, actor: Actor, params: InUpload): Promise<UploadRow> {
  return (await readUpload(deps.store.db, actor, params)) ?? unwrap(notFound());
}
