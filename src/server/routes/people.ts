import type { Hono } from "hono";
import type { Actor, Subject } from "#core/access/access.ts";
import {
  addDistrict,
  addDistrictAdministrator,
  changeDistrict,
  handOver,
  importAccounts,
  importDistricts,
  listDistricts,
  planAccounts,
  planDistricts,
  planHandOver,
} from "#core/api/people.ts";
import { readHost } from "#server/auth/identity.ts";
import type { Deps } from "#server/deps.ts";
import { unwrap } from "#server/routes/api-error.ts";
import { mount } from "#server/routes/mount.ts";
import { organisationOfAccount } from "#server/services/accounts.ts";
import * as districts from "#server/services/people/districts.ts";
import { handOver as performHandOver, planHandOver as readHandOver } from "#server/services/people/hand-over.ts";
import {
  planAccounts as readAccountPlan,
  importAccounts as writeAccounts,
} from "#server/services/people/import-accounts.ts";
import {
  planDistricts as readDistrictPlan,
  importDistricts as writeDistricts,
} from "#server/services/people/import-districts.ts";

export function mountPeople(app: Hono, deps: Deps): void {
  mountAccountSheet(app, deps);
  mountHandOver(app, deps);
  mountDistricts(app, deps);
  mountDistrictSheet(app, deps);
}

const ownOrganisation = ({ actor }: { actor: Actor }): Subject => ({ organisationId: actor.organisation.id });

function mountAccountSheet(app: Hono, deps: Deps): void {
  mount(app, deps, planAccounts, {
    subject: ownOrganisation,
    handle: async ({ actor, body }) => unwrap(await readAccountPlan(deps.store.db, actor, body.rows)),
  });
  mount(app, deps, importAccounts, {
    subject: ownOrganisation,
    handle: async ({ actor, body }) => unwrap(await writeAccounts(deps, actor, body)),
  });
}

function mountHandOver(app: Hono, deps: Deps): void {
  const subject = async ({ params }: { params: { accountId: string } }): Promise<Subject | undefined> => {
    const organisationId = await organisationOfAccount(deps.store.db, params.accountId);
    return organisationId === undefined ? undefined : { organisationId };
  };
  mount(app, deps, planHandOver, {
    subject,
    handle: async ({ actor, params, query }) =>
      unwrap(await readHandOver(deps.store.db, actor, { ...params, to: query.to })),
  });
  mount(app, deps, handOver, {
    subject,
    handle: async ({ actor, params, body }) => {
      unwrap(await performHandOver(deps, actor, { ...params, to: body.to }, body.digest));
      return undefined;
    },
  });
}

/** All of the installation's districts, as the city that it belongs to sees them. */
const hostSubject =
  (deps: Deps) =>
  async ({ actor }: { actor: Actor }): Promise<Subject> => ({
    organisationId: actor.organisation.id,
    hostId: await readHost(deps.store.db),
  });

function mountDistricts(app: Hono, deps: Deps): void {
  const { db } = deps.store;
  const one = async ({ params }: { params: { districtId: string } }): Promise<Subject | undefined> => {
    const district = await districts.readDistrict(db, params.districtId);
    return district && { organisationId: district.id, hostId: await readHost(db) };
  };
  mount(app, deps, listDistricts, { subject: hostSubject(deps), handle: () => districts.listDistricts(db) });
  mount(app, deps, addDistrict, {
    subject: hostSubject(deps),
    handle: async ({ actor, body }) => unwrap(await districts.addDistrict(deps, actor, body)),
  });
  mount(app, deps, changeDistrict, {
    subject: one,
    handle: async ({ actor, params, body }) => {
      unwrap(await districts.changeDistrict(deps, actor, params.districtId, body));
      return undefined;
    },
  });
  mount(app, deps, addDistrictAdministrator, {
    subject: one,
    handle: async ({ actor, params, body }) =>
      unwrap(await districts.addAdministrator(deps, actor, params.districtId, body)),
  });
}

function mountDistrictSheet(app: Hono, deps: Deps): void {
  mount(app, deps, planDistricts, {
    subject: hostSubject(deps),
    handle: async ({ body }) => unwrap(await readDistrictPlan(deps.store.db, body.rows)),
  });
  mount(app, deps, importDistricts, {
    subject: hostSubject(deps),
    handle: async ({ actor, body }) => unwrap(await writeDistricts(deps, actor, body)),
  });
}
