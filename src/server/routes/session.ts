import type { Hono } from "hono";
import { changePassword, currentAccount, signIn, signOut } from "#core/api/system.ts";
import type { Deps } from "#server/deps.ts";
import { unwrap } from "#server/routes/api-error.ts";
import { mount } from "#server/routes/mount.ts";
import { changeOwnPassword } from "#server/services/own-password.ts";
import { signIn as performSignIn } from "#server/services/sign-in.ts";
import { tellAtOnce } from "#server/store/notices.ts";

export function mountSession(app: Hono, deps: Deps): void {
  const { auth, store } = deps;
  mount(app, deps, signIn, {
    open: async ({ body, setCookies }) => {
      const { me, cookies } = unwrap(await performSignIn(deps, body));
      setCookies(cookies);
      return me;
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
  mount(app, deps, currentAccount, { subject: () => ({}), handle: async ({ signed }) => signed.me });
  mount(app, deps, changePassword, {
    subject: () => ({}),
    handle: async ({ actor, signed, body }) => {
      unwrap(await changeOwnPassword(deps, actor, { username: signed.me.username, sessionId: signed.sessionId }, body));
      return undefined;
    },
  });
}
