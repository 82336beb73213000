import type { Hono } from "hono";
import type { Subject } from "#core/access/access.ts";
import { dropPackage, exportPackage, getPackage, importPackage, receivePackage } from "#core/api/package.ts";
import type { Deps } from "#server/deps.ts";
import { unwrap } from "#server/routes/api-error.ts";
import { mount } from "#server/routes/mount.ts";
import { requireHead, submissionSubject } from "#server/routes/submission-subject.ts";
import { zipResponse } from "#server/routes/zip-response.ts";
import { exportPackage as performExport, WORD_AND_PDF } from "#server/services/package-export.ts";
import {
  parcelOwner,
  dropPackage as performDrop,
  importPackage as performImport,
  receivePackage as performReceive,
  rereadPackage,
} from "#server/services/package-import.ts";

export function mountPackages(app: Hono, deps: Deps): void {
  const parcelSubject = async (packageId: string): Promise<Subject | undefined> => {
    const organisationId = await parcelOwner(deps.store.db, packageId);
    return organisationId === undefined ? undefined : { organisationId };
  };
  mount(app, deps, exportPackage, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ actor, params }) => {
      const head = await requireHead(deps, params.submissionId);
      const by = { organisationId: head.organisationId, accountId: actor.accountId };
      return zipResponse(deps, unwrap(await performExport(deps, { by, name: actor.name }, head, WORD_AND_PDF)));
    },
  });
  mount(app, deps, receivePackage, {
    subject: ({ actor }) => ({ organisationId: actor.organisation.id }),
    handle: async ({ actor, bytes }) => unwrap(await performReceive(deps, actor, bytes())),
  });
  mount(app, deps, getPackage, {
    subject: ({ params }) => parcelSubject(params.packageId),
    handle: async ({ actor, params }) => unwrap(await rereadPackage(deps, actor, params.packageId)),
  });
  mount(app, deps, importPackage, {
    subject: ({ params }) => parcelSubject(params.packageId),
    handle: async ({ actor, params, body }) => unwrap(await performImport(deps, actor, params.packageId, body)),
  });
  mount(app, deps, dropPackage, {
    subject: ({ params }) => parcelSubject(params.packageId),
    handle: async ({ actor, params }) => {
      unwrap(await performDrop(deps, actor, params.packageId));
      return undefined;
    },
  });
}
