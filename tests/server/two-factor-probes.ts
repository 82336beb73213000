import type { Subject } from "#core/access/access.ts";
import * as oidc from "#core/api/oidc.ts";
import * as api from "#core/api/two-factor.ts";
import { actorOf, type SeededOrganisation } from "#mocks/seed.ts";
import type { Probe } from "#tests/server/reuse-probes.ts";

/** A request for every endpoint of the other ways to sign in: open, about oneself, and one that an administrator has. */
export const twoFactorProbes = (target: SeededOrganisation): Record<string, Probe[]> => {
  const own: Subject = { organisationId: target.id };
  const params = { accountId: actorOf(target, "reader").accountId };
  return {
    signInWays: [{ endpoint: oidc.signInWays, input: {}, subject: {} }],
    beginOidc: [{ endpoint: oidc.beginOidc, input: {}, subject: {} }],
    finishOidc: [{ endpoint: oidc.finishOidc, input: {}, subject: {} }],
    twoFactorState: [{ endpoint: api.twoFactorState, input: {}, subject: {} }],
    beginTwoFactor: [{ endpoint: api.beginTwoFactor, input: { body: { password: "x" } }, subject: {} }],
    confirmTwoFactor: [{ endpoint: api.confirmTwoFactor, input: { body: { code: "000000" } }, subject: {} }],
    renewRecoveryCodes: [{ endpoint: api.renewRecoveryCodes, input: { body: { password: "x" } }, subject: {} }],
    endTwoFactor: [{ endpoint: api.endTwoFactor, input: { body: { password: "x" } }, subject: {} }],
    resetTwoFactor: [{ endpoint: api.resetTwoFactor, input: { params }, subject: own }],
  };
};
