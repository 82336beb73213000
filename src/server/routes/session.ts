import type { Hono } from "hono";
import { changePassword, currentAccount, type Me, signIn, signOut } from "#core/api/system.ts";
import type { Signed } from "#server/auth/auth.ts";
import type { Deps } from "#server/deps.ts";
import { unwrap } from "#server/routes/api-error.ts";
import { mount } from "#server/routes/mount.ts";
import { changeOwnPassword } from "#server/services/own-password.ts";
import { mustEnrol } from "#server/services/second-step.ts";
import { signIn as performSignIn } from "#server/services/sign-in.ts";
import { tellAtOnce } from "#server/store/notices.ts";

/** Who it is, and whether a second step has to be set up first. */
async function withDuty(deps: Deps, { actor, me }: Pick<Signed, "actor" | "me">): Promise<Me> {
  return (await mustEnrol(deps, actor)) ? { ...me, mustEnrol: true } : me;
}

export function mountSession(app: Hono, deps: Deps): void {
  const { auth, store } = deps;
  mount(app, deps, signIn, {
    open: async ({ body, request, address, setCookies }) => {
      const replaced = await auth.identify(request);
      const signedIn = unwrap(await performSignIn(deps, body, { address, replaced: replaced?.sessionId }));
      setCookies(signedIn.cookies);
      return withDuty(deps, signedIn);
    },
  });
  mount(app, deps, signOut, {
    subject: () => ({}),
    handle: async ({ query, signed, setCookies }) => {
      const cleared = await auth.endSession(store.db, signed.sessionId);
      if (query.everywhere === "true") await auth.endAllSessions(store.db, signed.actor.accountId);
      const { accountId, organisation } = signed.actor;
      await tellAtOnce(store.db, { topic: "session", organisationId: organisation.id, accountId });
      setCookies(cleared);
      return undefined;
    },
  });
  mount(app, deps, currentAccount, { subject: () => ({}), handle: ({ signed }) => withDuty(deps, signed) });
  mount(app, deps, changePassword, {
    subject: () => ({}),
    handle: async ({ actor, signed, body }) => {
      unwrap(await changeOwnPassword(deps, actor, { username: signed.me.username, sessionId: signed.sessionId }, body));
      return undefined;
    },
  });
}
