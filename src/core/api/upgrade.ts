import { z } from "zod";
import { endpoint } from "#core/api/endpoint.ts";
import { templateChange } from "#core/api/template-change.ts";

const id = z.string().min(1).max(64);
const version = z.string().min(1).max(20);
const inSubmission = z.object({ submissionId: id });
const READING = ["session.required", "access.denied", "resource.not-found"] as const;
const counts = z.object({ kept: z.int(), moved: z.int(), orphaned: z.int() });

export const upgradePart = z.object({
  /** narrative, values.教育支出, values.教育支出.prior, explanations.slot:list */
  path: z.string(),
  itemKey: z.string(),
  title: z.string(),
  label: z.string(),
  /** what it says, for people */
  text: z.string(),
  state: z.enum(["kept", "moved", "orphaned"]),
  to: z.object({ itemKey: z.string(), path: z.string() }).optional(),
  note: z.string().optional(),
});

/** Where a record of evidence stands, and where it will; `to` null = in the library only. */
export const upgradeLink = z.object({
  evidenceId: id,
  title: z.string(),
  from: z.object({ itemKey: z.string(), slot: z.string().nullable() }),
  to: z.object({ itemKey: z.string(), slot: z.string().nullable() }).nullable(),
});

export const upgradeTarget = z.object({ version, title: z.string(), year: z.int() });

/** One time that a submission was brought to another version. */
export const upgradeRecord = z.object({
  id,
  from: version,
  to: version,
  appliedAt: z.iso.datetime(),
  appliedBy: z.string(),
  counts,
  undoneAt: z.iso.datetime().nullable(),
});
export type UpgradeRecord = z.infer<typeof upgradeRecord>;

export const listUpgrades = endpoint({
  method: "GET",
  path: "/api/submissions/:submissionId/upgrades",
  action: "submission.upgrade",
  summary: "The versions that a submission could be brought to, and what was done before, newest first",
  params: inSubmission,
  response: z.object({
    current: upgradeTarget,
    /** submitted: it stays on its version */
    frozen: z.boolean(),
    targets: z.array(upgradeTarget),
    done: z.array(upgradeRecord),
  }),
  errors: READING,
});

export const planSubmissionUpgrade = endpoint({
  method: "GET",
  path: "/api/submissions/:submissionId/upgrade",
  action: "submission.upgrade",
  summary: "What every answer and record of evidence becomes on another version; nothing is written",
  params: inSubmission,
  query: z.object({ version }),
  response: z.object({
    from: upgradeTarget,
    to: upgradeTarget,
    summary: z.string(),
    verdict: z.string(),
    changes: z.array(templateChange),
    parts: z.array(upgradePart),
    counts,
    links: z.array(upgradeLink),
    /** identifies what the plan was made from: it is carried out only while that is unchanged */
    basis: z.string(),
  }),
  errors: ["request.invalid", ...READING, "upgrade.target", "upgrade.frozen"],
});

export const applyUpgrade = endpoint({
  method: "POST",
  path: "/api/submissions/:submissionId/upgrade",
  action: "submission.upgrade",
  summary: "Bring a submission to another version, all of it or nothing; a repeated key gives the first outcome again",
  params: inSubmission,
  body: z.strictObject({ version, basis: z.string().max(100), key: z.string().min(8).max(64) }),
  response: upgradeRecord,
  errors: ["request.invalid", ...READING, "upgrade.target", "upgrade.frozen", "upgrade.changed", "store.full"],
});

export const undoUpgrade = endpoint({
  method: "POST",
  path: "/api/submissions/:submissionId/upgrades/:upgradeId/undo",
  action: "submission.upgrade",
  summary: "Take the newest upgrade back as a whole, as long as nothing was changed since",
  params: inSubmission.extend({ upgradeId: id }),
  body: z.strictObject({}),
  response: upgradeRecord,
  errors: ["request.invalid", ...READING, "upgrade.unknown", "upgrade.frozen", "upgrade.changed", "store.full"],
});

/** An answer without a home in the newer version, or a record of evidence that stands under no item since. */
export const orphan = z.object({
  id,
  upgradeId: id,
  from: version,
  to: version,
  kind: z.enum(["answer", "evidence"]),
  path: z.string(),
  itemKey: z.string(),
  title: z.string(),
  label: z.string(),
  text: z.string(),
  /** of an answer, as it was stored */
  value: z.json().optional(),
  evidenceId: id.optional(),
  note: z.string().optional(),
  settledAt: z.iso.datetime().nullable(),
  settledBy: z.string().nullable(),
});
export type Orphan = z.infer<typeof orphan>;

export const listOrphans = endpoint({
  method: "GET",
  path: "/api/submissions/:submissionId/orphans",
  action: "submission.read",
  summary: "What upgrades left without a home: kept, and shown until somebody has dealt with it",
  params: inSubmission,
  response: z.array(orphan),
  errors: READING,
});

export const settleOrphan = endpoint({
  method: "PUT",
  path: "/api/submissions/:submissionId/orphans/:orphanId/settled",
  action: "submission.upgrade",
  summary: "Say that an orphan has been dealt with, or has not; it stays on record",
  params: inSubmission.extend({ orphanId: id }),
  body: z.strictObject({ settled: z.boolean() }),
  response: orphan,
  errors: ["request.invalid", ...READING],
});
