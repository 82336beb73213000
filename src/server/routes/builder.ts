import type { Hono } from "hono";
import * as api from "#core/api/builder.ts";
import { templateChanges } from "#core/api/template-change.ts";
import { templateText } from "#core/builder/canonical.ts";
import type { Template } from "#core/template/schema.ts";
import type { Deps } from "#server/deps.ts";
import { unwrap } from "#server/routes/api-error.ts";
import { disposition } from "#server/routes/content.ts";
import { mount } from "#server/routes/mount.ts";
import { readText } from "#server/routes/text-body.ts";
import { beginDraft, importTemplateFile } from "#server/services/begin-draft.ts";
import { readDraft, readDrafts, readSaves } from "#server/services/draft-rows.ts";
import { fail, notFound } from "#server/services/failure.ts";
import { draftSubject, ownChecklists } from "#server/services/issuing.ts";
import { knownTemplate } from "#server/services/known-template.ts";
import { publishDraft } from "#server/services/publish-draft.ts";
import { previewPublish } from "#server/services/publish-preview.ts";
import { knownTemplates, knownVersions } from "#server/services/published-templates.ts";
import { discardDraft, readRevision, readSince, saveDraft } from "#server/services/save-draft.ts";
import { changesOf, versionOf } from "#server/services/template-versions.ts";

/** Drafts of checklists, and their published versions. */
export function mountBuilder(app: Hono, deps: Deps): void {
  mountBeginning(app, deps);
  mountDrafts(app, deps);
  mountHistory(app, deps);
  mountVersions(app, deps);
}

function mountBeginning(app: Hono, deps: Deps): void {
  const { db } = deps.store;
  mount(app, deps, api.listDrafts, {
    subject: ({ actor }) => ownChecklists(db, actor),
    handle: ({ actor }) => readDrafts(db, actor.organisation.id),
  });
  mount(app, deps, api.createDraft, {
    subject: ({ actor }) => ownChecklists(db, actor),
    handle: async ({ actor, body }) => unwrap(await beginDraft(deps, db, actor, body.start, body.key)),
  });
  mount(app, deps, api.importTemplate, {
    subject: ({ actor }) => ownChecklists(db, actor),
    handle: async ({ actor, bytes, query }) => {
      const text = await readText(bytes(), api.MAX_TEMPLATE_FILE_BYTES);
      return unwrap(await importTemplateFile(deps, db, actor, text, query.key));
    },
  });
}

function mountDrafts(app: Hono, deps: Deps): void {
  const { db } = deps.store;
  const requireDraft = async (draftId: string): Promise<api.DraftState> =>
    (await readDraft(db, draftId)) ?? unwrap(notFound());
  mount(app, deps, api.getDraft, {
    subject: ({ params }) => draftSubject(db, params.draftId),
    handle: ({ params }) => requireDraft(params.draftId),
  });
  mount(app, deps, api.saveDraft, {
    subject: ({ params }) => draftSubject(db, params.draftId),
    handle: async ({ actor, params, body }) => unwrap(await saveDraft(deps, db, actor, params.draftId, body)),
  });
  mount(app, deps, api.discardDraft, {
    subject: ({ params }) => draftSubject(db, params.draftId),
    handle: async ({ actor, params }) => {
      unwrap(await discardDraft(deps, db, actor, params.draftId));
      return undefined;
    },
  });
  mount(app, deps, api.previewPublish, {
    subject: ({ params }) => draftSubject(db, params.draftId),
    handle: async ({ params }) => previewPublish(deps, db, await requireDraft(params.draftId)),
  });
  mount(app, deps, api.publishDraft, {
    subject: ({ params }) => draftSubject(db, params.draftId),
    handle: async ({ actor, params, body }) => unwrap(await publishDraft(deps, db, actor, params.draftId, body)),
  });
}

function mountHistory(app: Hono, deps: Deps): void {
  const { db } = deps.store;
  mount(app, deps, api.draftSince, {
    subject: ({ params }) => draftSubject(db, params.draftId),
    handle: async ({ params }) => (await readSince(db, params.draftId, params.after)) ?? unwrap(notFound()),
  });
  mount(app, deps, api.listDraftSaves, {
    subject: ({ params }) => draftSubject(db, params.draftId),
    handle: ({ params, query }) => readSaves(db, params.draftId, query),
  });
  mount(app, deps, api.getDraftRevision, {
    subject: ({ params }) => draftSubject(db, params.draftId),
    handle: async ({ params }) => (await readRevision(db, params.draftId, params.revision)) ?? unwrap(notFound()),
  });
}

function mountVersions(app: Hono, deps: Deps): void {
  const { templates, store } = deps;
  const requireTemplate = async ({ id, version }: { id: string; version: string }): Promise<Template> =>
    (await knownTemplate(store.db, templates, id, version)) ??
    unwrap(fail("template.unknown", "所选清单不存在，请重新选择"));
  mount(app, deps, api.listVersions, {
    subject: () => ({}),
    handle: async () => {
      const all = await knownVersions(store.db, templates);
      const known = all.map(({ template }) => template);
      return all.map((each) => versionOf(each, known));
    },
  });
  mount(app, deps, api.templateFile, {
    subject: () => ({}),
    handle: async ({ query }) => {
      const template = await requireTemplate(query);
      const name = `${template.id.replaceAll("/", "-")}-${template.version}.json`;
      return new Response(templateText(template), {
        headers: {
          "content-type": "application/json; charset=utf-8",
          "content-disposition": disposition("attachment", name),
          "cache-control": "no-store",
        },
      });
    },
  });
  mount(app, deps, templateChanges, {
    subject: () => ({}),
    handle: async ({ query }) => changesOf(await requireTemplate(query), await knownTemplates(store.db, templates)),
  });
}
