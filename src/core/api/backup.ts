import { z } from "zod";
import { endpoint } from "#core/api/endpoint.ts";
import { backupFault } from "#core/backup/fault.ts";

export const BACKUP_REASONS = ["daily", "asked", "upgrade"] as const;
export const backupReason = z.enum(BACKUP_REASONS);
export type BackupReason = (typeof BACKUP_REASONS)[number];

/** A whole backup that was read back. */
export const backupMade = z.object({
  name: z.string(),
  madeAt: z.iso.datetime(),
  reason: backupReason,
  /** of the database and of every file that it names, stored anew or not */
  bytes: z.int().min(0),
  files: z.int().min(0),
  encrypted: z.boolean(),
  /** files that were lost or damaged already when it was made, and no earlier backup had */
  missing: z.int().min(0),
});
export type BackupMade = z.infer<typeof backupMade>;

export const backupState = z.object({
  /** daily = by itself; off = switched off; outside = several processes share a database, and another of them or its operator's timer makes them */
  schedule: z.enum(["daily", "off", "outside"]),
  /** where they lie: in the data folder, on the very disk that they are to save from, or elsewhere */
  place: z.enum(["data", "elsewhere"]),
  running: z.object({ since: z.iso.datetime(), reason: backupReason }).nullable(),
  /** the newest whole one */
  last: backupMade.nullable(),
  kept: z.int().min(0),
  next: z.iso.datetime().nullable(),
  /** of the newest attempt; null when that one succeeded */
  failure: z.object({ at: z.iso.datetime(), code: backupFault, message: z.string() }).nullable(),
});
export type BackupState = z.infer<typeof backupState>;

export const getBackups = endpoint({
  method: "GET",
  path: "/api/backups",
  action: "backup.manage",
  summary: "When the last good backup was made, when the next one is due, and why the newest attempt failed",
  response: backupState,
  errors: ["session.required", "access.denied"],
});

/** Answers at once; how it ends is told by `getBackups`. */
export const makeBackup = endpoint({
  method: "POST",
  path: "/api/backups",
  action: "backup.manage",
  summary: "Begin a backup now",
  response: backupState,
  errors: ["session.required", "access.denied", "backup.running", "backup.off"],
});
