import type { Actor } from "#core/access/access.ts";
import type { Me } from "#core/api/system.ts";
import type { Result } from "#core/result.ts";
import type { Db } from "#server/store/store.ts";

/** Who is signed in. `cookies` are Set-Cookie values that a prolonged session asks for. */
export interface Signed {
  actor: Actor;
  me: Me;
  sessionId: string;
  cookies: readonly string[];
}

export interface NewUser {
  username: string;
  name: string;
  passwordHash: string;
}

/** Sessions and passwords. What takes a `db` joins the transaction that it is given. */
export interface Auth {
  identify: (request: Request) => Promise<Signed | undefined>;
  /** of these sessions the ones that still count, with their people as they are by now; none is prolonged */
  liveSessions: (db: Db, sessionIds: readonly string[], now: Date) => Promise<ReadonlyMap<string, Actor>>;
  hashPassword: (password: string) => Promise<string>;
  /** The account that this name and password open; takes the same time when there is none. */
  verifyPassword: (db: Db, username: string, password: string) => Promise<string | undefined>;
  createUser: (db: Db, user: NewUser) => Promise<Result<string, "taken">>;
  setPassword: (db: Db, accountId: string, passwordHash: string) => Promise<void>;
  /** Set-Cookie values */
  startSession: (db: Db, accountId: string) => Promise<string[]>;
  /** ends this session and answers the Set-Cookie values that clear it */
  endSession: (db: Db, sessionId: string) => Promise<string[]>;
  endAllSessions: (db: Db, accountId: string, except?: string) => Promise<void>;
}

/** User names differ only beyond case. */
export const foldUsername = (username: string): string => username.trim().toLowerCase();
