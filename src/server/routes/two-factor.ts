import type { Hono } from "hono";
import {
  beginTwoFactor,
  confirmTwoFactor,
  endTwoFactor,
  renewRecoveryCodes,
  resetTwoFactor,
  twoFactorState,
} from "#core/api/two-factor.ts";
import type { Signed } from "#server/auth/auth.ts";
import type { Deps } from "#server/deps.ts";
import { unwrap } from "#server/routes/api-error.ts";
import { mount } from "#server/routes/mount.ts";
import { organisationOfAccount } from "#server/services/accounts.ts";
import * as services from "#server/services/two-factor.ts";

const ownerOf = ({ actor, me, sessionId }: Signed): services.Owner => ({ actor, username: me.username, sessionId });

export function mountTwoFactor(app: Hono, deps: Deps): void {
  const subject = () => ({});
  mount(app, deps, twoFactorState, { subject, handle: ({ actor }) => services.readTwoFactor(deps, actor) });
  mount(app, deps, beginTwoFactor, {
    subject,
    handle: async ({ signed, body }) => unwrap(await services.beginTwoFactor(deps, ownerOf(signed), body.password)),
  });
  mount(app, deps, confirmTwoFactor, {
    subject,
    handle: async ({ signed, body }) => ({
      recoveryCodes: unwrap(await services.confirmTwoFactor(deps, ownerOf(signed), body.code)),
    }),
  });
  mount(app, deps, renewRecoveryCodes, {
    subject,
    handle: async ({ signed, body }) => ({
      recoveryCodes: unwrap(await services.renewRecoveryCodes(deps, ownerOf(signed), body.password)),
    }),
  });
  mount(app, deps, endTwoFactor, {
    subject,
    handle: async ({ signed, body }) => {
      unwrap(await services.endTwoFactor(deps, ownerOf(signed), body.password));
      return undefined;
    },
  });
  mount(app, deps, resetTwoFactor, {
    subject: async ({ params }) => {
      const organisationId = await organisationOfAccount(deps.store.db, params.accountId);
      return organisationId === undefined ? undefined : { organisationId };
    },
    handle: async ({ actor, params }) => {
      unwrap(await services.resetTwoFactor(deps, actor, params.accountId));
      return undefined;
    },
  });
}
