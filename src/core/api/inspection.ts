import { z } from "zod";
import { endpoint } from "#core/api/endpoint.ts";
import { ERROR_STATUS, type ErrorCode } from "#core/api/error.ts";

const id = z.string().min(1).max(64);
const bytes = z.int().min(0);
const reading = ["session.required", "access.denied"] as const;

/** For Prometheus, with the token that the operator has set; without one it is not there. */
export const metrics = endpoint({
  method: "GET",
  path: "/api/metrics",
  action: "public",
  summary: "Metrics of this process in Prometheus' text format",
  errors: ["resource.not-found", "access.denied"],
});

/** A request that took long, or that the server could not answer. Its content is nowhere. */
export const notedRequest = z.object({
  requestId: z.string(),
  at: z.iso.datetime(),
  method: z.string(),
  /** the contract's pattern, never the path */
  route: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(ERROR_STATUS) as [ErrorCode, ...ErrorCode[]]).nullable(),
  ms: z.int(),
});
export type NotedRequest = z.infer<typeof notedRequest>;

/** What the log's hash chain was found to be when it was last gone through from its beginning. */
export const verification = z.object({
  state: z.enum(["running", "sound", "broken"]),
  /** sound up to this entry */
  number: z.int(),
  /** the newest entry at the moment */
  head: z.int(),
  at: z.iso.datetime(),
  /** the first broken place, in words */
  broken: z.string().nullable(),
});
export type Verification = z.infer<typeof verification>;

export const systemState = z.object({
  at: z.iso.datetime(),
  version: z.string(),
  store: z.object({
    kind: z.enum(["sqlite", "postgres"]),
    /** applied, and the newest that this version knows */
    migration: z.int(),
    newest: z.int(),
    bytes: bytes.nullable(),
  }),
  files: z.object({ usable: z.boolean(), count: z.int(), bytes }),
  templates: z.int(),
  /** of the process that answered; others may be running beside it */
  process: z.object({
    startedAt: z.iso.datetime(),
    node: z.string().nullable(),
    platform: z.string().nullable(),
    memory: z.object({ rss: bytes, heapUsed: bytes }).nullable(),
    /** milliseconds */
    eventLoop: z.object({ mean: z.int(), p99: z.int(), max: z.int() }).nullable(),
    disk: z.object({ free: bytes, size: bytes }).nullable(),
    requests: z.int(),
    failed: z.int(),
    slowMs: z.int(),
    /** newest first, the last ones only */
    slowRequests: z.array(notedRequest),
    failedRequests: z.array(notedRequest),
  }),
  verification: verification.nullable(),
});
export type SystemState = z.infer<typeof systemState>;

export const inspectSystem = endpoint({
  method: "GET",
  path: "/api/system",
  action: "system.inspect",
  summary: "How the installation and this process are",
  response: systemState,
  errors: [...reading, "store.unavailable"],
});

/** The page goes on until it is no longer running, and can stop; another administrator finds it where it stands. */
export const verifyNow = endpoint({
  method: "POST",
  path: "/api/system/verification",
  action: "system.inspect",
  summary: "Checks the log's hash chain from its beginning, or the next part of it, and keeps what was found",
  body: z.strictObject({ from: z.enum(["beginning", "there"]) }),
  response: verification,
  errors: ["request.invalid", ...reading],
});

export const sessionEntry = z.object({
  id,
  name: z.string(),
  username: z.string(),
  device: z.string().nullable(),
  since: z.iso.datetime(),
  /** exact to some minutes */
  seenAt: z.iso.datetime(),
  /** the one that asks */
  own: z.boolean(),
});
export type SessionEntry = z.infer<typeof sessionEntry>;

export const listSessions = endpoint({
  method: "GET",
  path: "/api/system/sessions",
  action: "system.inspect",
  summary: "Who of one's organisation is signed in, last seen first",
  response: z.array(sessionEntry),
  errors: reading,
});

export const endSession = endpoint({
  method: "DELETE",
  path: "/api/system/sessions/:sessionId",
  action: "account.manage",
  summary: "End a session of one's organisation",
  params: z.object({ sessionId: id }),
  errors: ["request.invalid", ...reading, "resource.not-found"],
});

/** A day on which a person of one's organisation failed to sign in. */
export const failedSignIns = z.object({
  day: z.iso.date(),
  accountId: id,
  name: z.string(),
  username: z.string(),
  count: z.int(),
  lastAt: z.iso.datetime(),
});
export type FailedSignIns = z.infer<typeof failedSignIns>;
export const lockedAccount = z.object({
  accountId: id,
  name: z.string(),
  username: z.string(),
  until: z.iso.datetime(),
});
export type LockedAccount = z.infer<typeof lockedAccount>;

export const listFailedSignIns = endpoint({
  method: "GET",
  path: "/api/system/sign-ins",
  action: "system.inspect",
  summary: "Failed sign-ins of one's organisation by day and person, and who is locked out",
  response: z.object({
    locked: z.array(lockedAccount),
    failures: z.array(failedSignIns),
    /** with names that nobody has, on the whole installation */
    strangers: z.int(),
    /** how many days it goes back */
    days: z.int(),
  }),
  errors: reading,
});

export const unlockAccount = endpoint({
  method: "POST",
  path: "/api/accounts/:accountId/unlock",
  action: "account.manage",
  summary: "Let a locked-out person try again at once",
  params: z.object({ accountId: id }),
  errors: ["request.invalid", ...reading, "resource.not-found"],
});
