import { z } from "zod";
import { answer } from "#core/answer/answer.ts";

/** One error type; every code has its HTTP status here and nowhere else. */
export const ERROR_STATUS = {
  "request.invalid": 400,
  "request.too-large": 413,
  /** the body did not come in the time that one of its size needs */
  "request.too-slow": 408,
  "request.foreign-origin": 403,
  "session.required": 401,
  "session.wrong-credentials": 401,
  "session.locked": 429,
  /** another person has signed in on this browser since the page was opened */
  "session.changed": 401,
  "access.denied": 403,
  "resource.not-found": 404,
  "setup.wrong-code": 403,
  "setup.already-done": 409,
  "account.username-taken": 409,
  "account.weak-password": 400,
  "account.wrong-password": 400,
  "account.last-administrator": 409,
  "unit.name-taken": 409,
  "template.unknown": 404,
  "submission.exists": 409,
  "answer.stale": 409,
  "answer.invalid": 400,
  /** handed in or taken over: the unit cannot write until it is sent back */
  "item.locked": 423,
  "sign-off.refused": 409,
  "evidence.type-refused": 415,
  "evidence.empty": 400,
  "evidence.interrupted": 400,
  /** taken over from an earlier year, and no longer in force */
  "evidence.outdated": 409,
  /** no earlier year of the same organisation */
  "carry.source": 409,
  /** something was saved since the plan was made */
  "carry.changed": 409,
  "carry.unknown": 404,
  /** the same bytes are another record's */
  "evidence.duplicate": 409,
  /** stands under an item still */
  "evidence.in-use": 409,
  /** nothing to pack */
  "evidence.none": 404,
  /** a stored file is gone, or is not what it was */
  "evidence.damaged": 500,
  /** not what its name or first bytes promise, or dangerous to open */
  "evidence.content-refused": 422,
  /** the next bytes that were sent are not the next ones that are missing */
  "upload.out-of-step": 409,
  /** asked to finish before everything had arrived */
  "upload.incomplete": 409,
  /** what has arrived is not what was announced */
  "upload.mismatch": 422,
  /** why a package is refused, whole */
  "package.not-a-package": 415,
  "package.damaged": 422,
  "package.altered": 422,
  "package.hostile": 422,
  "package.too-large": 413,
  "package.newer-version": 422,
  "package.invalid": 422,
  /** another checklist is installed under the same name and version */
  "package.template-conflict": 409,
  /** another district's */
  "package.other-district": 409,
  /** the district fills in here itself: what it has is not the city's to replace */
  "package.district-present": 409,
  /** what was shown is no longer what would happen */
  "package.plan-changed": 409,
  /** somebody has to say which side is right */
  "package.undecided": 409,
  "store.full": 507,
  "store.unavailable": 503,
  "server.fault": 500,
} as const;
export type ErrorCode = keyof typeof ERROR_STATUS;

export const errorDetail = z.object({
  /** where: a JSON path of the request, or itemKey/fieldKey */
  path: z.string(),
  code: z.string(),
  message: z.string(),
});

/** What a stale save gets back: enough to merge, and who was faster. */
export const staleAnswer = z.object({
  base: answer,
  theirs: answer,
  revision: z.int(),
  savedBy: z.string(),
  savedAt: z.iso.datetime(),
});
export type StaleAnswer = z.infer<typeof staleAnswer>;

export const errorBody = z.object({
  error: z.object({
    code: z.enum(Object.keys(ERROR_STATUS) as [ErrorCode, ...ErrorCode[]]),
    /** Chinese, names the place and the remedy */
    message: z.string(),
    requestId: z.string(),
    details: z.array(errorDetail).optional(),
    stale: staleAnswer.optional(),
  }),
});
export type ErrorBody = z.infer<typeof errorBody>;
