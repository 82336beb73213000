import type { Auth } from "#server/auth/auth.ts";
import { identityOf } from "#server/auth/identity.ts";
import type { Db } from "#server/store/store.ts";

/** Who is signed in, kept in a variable: a service worker cannot set cookies, and a test need not sign in first. */
export interface PageSession {
  auth: Auth;
  /** undefined = signs out */
  become: (accountId: string | undefined) => void;
}

/** Everything but the cookie is the real thing. */
export function pageSession(real: Auth, db: Db): PageSession {
  let current: string | undefined;
  const auth: Auth = {
    ...real,
    identify: async () => {
      const identity = current === undefined ? undefined : await identityOf(db, current);
      return identity && { ...identity, sessionId: "page", cookies: [] };
    },
    liveSessions: async (_db, sessionIds) => {
      const identity = current === undefined ? undefined : await identityOf(db, current);
      return new Map(identity ? sessionIds.map((each) => [each, identity.actor]) : []);
    },
    startSession: async (_db, accountId) => {
      current = accountId;
      return [];
    },
    endSession: async () => {
      current = undefined;
      return [];
    },
  };
  return {
    auth,
    become: (accountId) => {
      current = accountId;
    },
  };
}
