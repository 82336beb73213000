import type { Hono } from "hono";
import type { Actor, Subject } from "#core/access/access.ts";
import { changeAccount, createAccount, createUnit, listAccounts, listUnits } from "#core/api/system.ts";
import type { Deps } from "#server/deps.ts";
import { unwrap } from "#server/routes/api-error.ts";
import { mount } from "#server/routes/mount.ts";
import {
  organisationOfAccount,
  createAccount as performCreate,
  listAccounts as readAccounts,
} from "#server/services/accounts.ts";
import { changeAccount as performChange } from "#server/services/change-account.ts";
import { createUnit as addUnit, listUnits as readUnits } from "#server/services/units.ts";

const ownOrganisation = ({ actor }: { actor: Actor }): Subject => ({ organisationId: actor.organisation.id });

export function mountOrganisation(app: Hono, deps: Deps): void {
  const { db } = deps.store;
  mount(app, deps, listAccounts, {
    subject: ownOrganisation,
    handle: ({ actor }) => readAccounts(db, actor.organisation.id),
  });
  mount(app, deps, createAccount, {
    subject: ownOrganisation,
    handle: async ({ actor, body }) => unwrap(await performCreate(deps, actor, body)),
  });
  mount(app, deps, changeAccount, {
    subject: async ({ params }) => {
      const organisationId = await organisationOfAccount(db, params.accountId);
      return organisationId === undefined ? undefined : { organisationId };
    },
    handle: async ({ actor, params, body }) => unwrap(await performChange(deps, actor, params.accountId, body)),
  });
  mount(app, deps, listUnits, {
    subject: ownOrganisation,
    handle: ({ actor }) => readUnits(db, actor.organisation.id),
  });
  mount(app, deps, createUnit, {
    subject: ownOrganisation,
    handle: async ({ actor, body }) => unwrap(await addUnit(deps, actor, body.name)),
  });
}
