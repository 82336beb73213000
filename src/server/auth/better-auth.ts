import { betterAuth } from "better-auth";
import { username } from "better-auth/plugins/username";
import { parse, serialize, serializeSigned } from "hono/utils/cookie";
import { err, ok } from "#core/result.ts";
import { type Auth, foldUsername } from "#server/auth/auth.ts";
import { identityOf } from "#server/auth/identity.ts";
import { liveSessions, SESSION_LIFE_MS } from "#server/auth/live-sessions.ts";
import { signingSecret } from "#server/auth/secret.ts";
import type { Db } from "#server/store/store.ts";

const COOKIE = "ziping.session_token";
/** Without a request for half a day a session ends: who comes to work signs in once. */
const IDLE_SECONDS = 12 * 60 * 60;
const COOKIE_OPTIONS = { path: "/", httpOnly: true, sameSite: "Lax" } as const;

export interface Passwords {
  hash: (password: string) => Promise<string>;
  verify: (given: { hash: string; password: string }) => Promise<boolean>;
}

/**
 * Users, password hashes (scrypt) and sessions by better-auth; its HTTP handler is not mounted, our own routes call it.
 * An instance is bound to one database handle and costs about a millisecond, so a transaction gets its own.
 */
const instance = (db: Db, secret: string, passwords: Passwords | undefined) =>
  betterAuth({
    // every instant is ISO text and every flag 0 or 1 on both databases, which is what the library calls "sqlite"
    database: { db, type: "sqlite" },
    secret,
    // only used for links in mails, which are never sent
    baseURL: "http://localhost",
    emailAndPassword: { enabled: true, disableSignUp: true, ...(passwords ? { password: passwords } : {}) },
    session: { modelName: "auth_session", expiresIn: IDLE_SECONDS, updateAge: 15 * 60 },
    user: { modelName: "auth_user" },
    account: { modelName: "auth_credential" },
    verification: { modelName: "auth_verification" },
    plugins: [
      username({
        displayUsername: false,
        usernameNormalization: foldUsername,
        usernameValidator: () => true,
        maxUsernameLength: 64,
      }),
    ],
    // our own migrations and their tests answer for the schema
    advanced: { cookiePrefix: "ziping", database: { validateSchema: false } },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });

/** `passwords` replaces scrypt where its cost is in the way. */
export async function makeAuth(root: Db, passwords?: Passwords): Promise<Auth> {
  const secret = await signingSecret(root);
  const contextOf = (db: Db) => instance(db, secret, passwords).$context;
  const shared = instance(root, secret, passwords);
  const { password } = await shared.$context;

  return {
    identify: async (request) => {
      const cookies = parse(request.headers.get("cookie") ?? "", COOKIE);
      if (cookies[COOKIE] === undefined) return undefined;
      const { response, headers } = await shared.api.getSession({ headers: request.headers, returnHeaders: true });
      if (!response) return undefined;
      if (Date.now() - response.session.createdAt.getTime() > SESSION_LIFE_MS) {
        await root.deleteFrom("auth_session").where("id", "=", response.session.id).execute();
        return undefined;
      }
      const identity = await identityOf(root, response.user.id);
      return identity && { ...identity, sessionId: response.session.id, cookies: headers.getSetCookie() };
    },
    liveSessions,
    hashPassword: (plain) => password.hash(plain),
    verifyPassword: async (db, name, plain) => {
      const known = await db
        .selectFrom("auth_user")
        .innerJoin("auth_credential", "auth_credential.userId", "auth_user.id")
        .select(["auth_user.id", "auth_credential.password"])
        .where("auth_user.username", "=", foldUsername(name))
        .executeTakeFirst();
      if (known?.password)
        return (await password.verify({ hash: known.password, password: plain })) ? known.id : undefined;
      await password.hash(plain);
      return undefined;
    },
    createUser: async (db, user) => {
      const folded = foldUsername(user.username);
      const taken = await db.selectFrom("auth_user").select("id").where("username", "=", folded).executeTakeFirst();
      if (taken) return err("taken");
      const { internalAdapter } = await contextOf(db);
      const created = await internalAdapter.createUser(
        {
          name: user.name,
          username: folded,
          // the library wants an address; nothing is ever sent to it
          email: `${folded}@local.invalid`,
          emailVerified: true,
        },
        { method: "admin" },
      );
      await internalAdapter.linkAccount({
        userId: created.id,
        accountId: created.id,
        providerId: "credential",
        password: user.passwordHash,
      });
      return ok(created.id);
    },
    setPassword: async (db, accountId, passwordHash) => {
      const { internalAdapter } = await contextOf(db);
      await internalAdapter.updatePassword(accountId, passwordHash);
    },
    startSession: async (db, accountId) => {
      await db
        .deleteFrom("auth_session")
        .where("userId", "=", accountId)
        .where("expiresAt", "<", new Date().toISOString())
        .execute();
      const { internalAdapter } = await contextOf(db);
      const session = await internalAdapter.createSession(accountId, false);
      return [await serializeSigned(COOKIE, session.token, secret, { ...COOKIE_OPTIONS, maxAge: IDLE_SECONDS })];
    },
    endSession: async (db, sessionId) => {
      await db.deleteFrom("auth_session").where("id", "=", sessionId).execute();
      return [serialize(COOKIE, "", { ...COOKIE_OPTIONS, maxAge: 0 })];
    },
    endAllSessions: async (db, accountId, except) => {
      const all = db.deleteFrom("auth_session").where("userId", "=", accountId);
      await (except === undefined ? all : all.where("id", "!=", except)).execute();
    },
  };
}
