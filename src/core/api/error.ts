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
  /** the password is right, and the account asks for a code as well */
  "session.code-required": 401,
  "session.wrong-code": 401,
  /** the installation asks this role for a second step: it is set up before anything else */
  "session.enrolment-required": 403,
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
  /** given by somebody else: it is changed before anything else */
  "account.password-due": 403,
  /** whom the work cannot be handed to */
  "account.successor": 409,
  /** what was shown is no longer what would happen */
  "people.plan-changed": 409,
  /** rows that say something impossible */
  "people.sheet-faulty": 422,
  "organisation.name-taken": 409,
  "organisation.code-taken": 409,
  "two-factor.on": 409,
  "two-factor.not-begun": 409,
  "two-factor.wrong-code": 400,
  "unit.name-taken": 409,
  "template.unknown": 404,
  /** taken by a version that is published or installed */
  "template.version-taken": 409,
  /** a draft with errors is not published */
  "template.faulty": 422,
  /** why a checklist's file is refused, each with its place */
  "template.import-refused": 422,
  /** the checklist has an open draft already */
  "draft.exists": 409,
  /** somebody else has saved since: read what is new, rebase, save again */
  "draft.stale": 409,
  /** an edit does not fit */
  "draft.invalid": 422,
  /** published or given up */
  "draft.closed": 409,
  /** no version that the submission could be brought to */
  "upgrade.target": 409,
  /** submitted: it stays on its version */
  "upgrade.frozen": 409,
  /** something was saved since the plan was made */
  "upgrade.changed": 409,
  "upgrade.unknown": 404,
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
  /** a review is its district's to take in */
  "package.for-district": 409,
  /** the version that was reviewed is none of the district's own, or not the one that stands */
  "package.other-version": 409,
  /** the district's city reviews in this very installation */
  "package.reviewed-here": 409,
  /** a later conclusion of the same city is here already */
  "package.older-review": 409,
  /** what was shown is no longer what would happen */
  "package.plan-changed": 409,
  /** somebody has to say which side is right */
  "package.undecided": 409,
  /** submitted: nothing of it is written but what was returned */
  "submission.frozen": 423,
  /** something still stands between the submission and its being submitted */
  "submission.gate": 409,
  /** what was approved is not what is stored by now */
  "submission.changed": 409,
  /** not in this phase */
  "flow.refused": 409,
  /** somebody else has brought it on since the page was read */
  "flow.stale": 409,
  /** the scan's stamp is another version's */
  "scan.other-version": 409,
  "cycle.exists": 409,
  "cycle.stale": 409,
  /** not a district, another city's, or one whose submission is under review already */
  "cycle.district": 409,
  /** a review has been concluded by it */
  "cycle.scoring-closed": 409,
  /** submitted, but no inspector has begun: it could still be recalled */
  "review.unopened": 409,
  /** returned or concluded: nothing is decided now */
  "review.closed": 409,
  /** the item says something else than what was read */
  "review.other-text": 409,
  "review.basis-changed": 409,
  /** there is something to be looked at before it is concluded */
  "review.warnings": 409,
  "verdict.invalid": 400,
  "verdict.stale": 409,
  "problem.refused": 409,
  "problem.stale": 409,
  /** as many pages are told of changes as this process can tell; the page asks by itself instead */
  "notice.full": 503,
  "backup.running": 409,
  /** none are made by this process */
  "backup.off": 409,
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
