import { z } from "zod";
import { endpoint } from "#core/api/endpoint.ts";
import type { ErrorCode } from "#core/api/error.ts";
import { PACKAGE_FAULTS } from "#core/package/fault.ts";
import { decisions, importPlan } from "#core/package/plan.ts";

const id = z.string().min(1).max(64);
const inPackage = z.object({ packageId: id });

export const exportPackage = endpoint({
  method: "GET",
  path: "/api/submissions/:submissionId/package",
  action: "package.export",
  summary: "The submission as a .ziping package: answers, checklist, evidence with its bytes, hashes of everything",
  params: z.object({ submissionId: id }),
  errors: ["session.required", "access.denied", "resource.not-found", "evidence.damaged"],
});

const MISFITS: readonly ErrorCode[] = [
  "package.other-district",
  "package.district-present",
  "package.for-district",
  "package.other-version",
  "package.reviewed-here",
  "package.older-review",
];

/** A package that was checked, and what its import would do. */
export const receivedPackage = z.object({
  packageId: id,
  plan: importPlan,
  /** names this plan in the confirmation */
  digest: z.string(),
});
export type ReceivedPackage = z.infer<typeof receivedPackage>;

export const receivePackage = endpoint({
  method: "POST",
  path: "/api/packages",
  action: "package.import",
  summary: "Take in a package, check every byte of it, and say what its import would do; nothing is written yet",
  body: "bytes",
  response: receivedPackage,
  errors: ["session.required", "access.denied", "store.full", "request.too-large", ...PACKAGE_FAULTS, ...MISFITS],
});

export const getPackage = endpoint({
  method: "GET",
  path: "/api/packages/:packageId",
  action: "package.import",
  summary: "What the import of a package that has been taken in would do now",
  params: inPackage,
  response: receivedPackage,
  errors: ["session.required", "access.denied", "resource.not-found", ...PACKAGE_FAULTS, ...MISFITS],
});

export const importPackage = endpoint({
  method: "POST",
  path: "/api/packages/:packageId/import",
  action: "package.import",
  summary: "Carry out the plan that was shown, whole or not at all; a package that was imported before changes nothing",
  params: inPackage,
  body: z.strictObject({ digest: z.string().max(64), decisions }),
  response: z.object({ outcome: z.enum(["imported", "already"]), submissionId: id }),
  errors: [
    "request.invalid",
    "session.required",
    "access.denied",
    "resource.not-found",
    "store.full",
    "package.plan-changed",
    "package.undecided",
    "evidence.duplicate",
    ...PACKAGE_FAULTS,
    ...MISFITS,
    "submission.frozen",
    "submission.changed",
    "flow.refused",
  ],
});

export const dropPackage = endpoint({
  method: "DELETE",
  path: "/api/packages/:packageId",
  action: "package.import",
  summary: "Throw away a package that waits to be imported",
  params: inPackage,
  errors: ["session.required", "access.denied", "resource.not-found"],
});
