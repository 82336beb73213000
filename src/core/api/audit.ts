import { z } from "zod";
import { endpoint } from "#core/api/endpoint.ts";
import { EVENT_GROUPS, isEventGroup } from "#core/audit/groups.ts";

const id = z.string().min(1).max(64);
const number = z.coerce.number().int().min(0);
const errors = ["request.invalid", "session.required", "access.denied"] as const;

/** What narrows the log down; everything that is given must hold. */
const filter = {
  /** words that all stand in the sentence, the person's name or the submission's title */
  text: z.string().trim().max(100).optional(),
  accountId: id.optional(),
  group: z.string().max(32).refine(isEventGroup, "没有这一类日志，请重新选择").optional(),
  submissionId: id.optional(),
};

export const auditEntry = z.object({
  number: z.int(),
  at: z.iso.datetime(),
  by: z.string(),
  group: z.string(),
  /** the submission that it is about */
  submission: z.string().nullable(),
  sentence: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

export const listAudit = endpoint({
  method: "GET",
  path: "/api/audit",
  action: "audit.read",
  summary: "Audit log of one's organisation, newest first",
  query: z.object({
    ...filter,
    before: number.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  /** `next`: go on before this number; entries may be fewer than asked for although more follow */
  response: z.object({ entries: z.array(auditEntry), next: z.int().nullable() }),
  errors,
});

export const auditChoices = endpoint({
  method: "GET",
  path: "/api/audit/choices",
  action: "audit.read",
  summary: "What the log can be filtered by",
  response: z.object({
    people: z.array(z.object({ id, name: z.string() })),
    submissions: z.array(z.object({ id, title: z.string() })),
    groups: z.array(z.object({ id: z.enum(Object.keys(EVENT_GROUPS)), name: z.string() })),
  }),
  errors: ["session.required", "access.denied"],
});

export const exportAudit = endpoint({
  method: "GET",
  path: "/api/audit/csv",
  action: "audit.read",
  summary: "The filtered log as CSV, oldest first",
  query: z.object(filter),
  errors,
});

/** The whole installation's chain, in pieces: the page goes on until `done`, and can stop. */
export const verifyAudit = endpoint({
  method: "GET",
  path: "/api/audit/chain",
  action: "audit.read",
  summary: "Checks the next part of the hash chain after an entry",
  query: z.object({ after: number.default(0) }),
  response: z.object({
    /** sound up to this entry */
    number: z.int(),
    hash: z.string(),
    /** the newest entry at the moment */
    head: z.int(),
    done: z.boolean(),
    at: z.iso.datetime(),
    /** the first broken place, in words */
    broken: z.string().nullable(),
  }),
  errors,
});
