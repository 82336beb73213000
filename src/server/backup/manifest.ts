import { createHash } from "node:crypto";
import { z } from "zod";
import { type BackupMade, backupReason } from "#core/api/backup.ts";
import { BackupError } from "#server/backup/backup-error.ts";

const MANIFEST_FORMAT = 1;
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const size = z.int().min(0);

export const backupManifest = z.strictObject({
  format: z.literal(MANIFEST_FORMAT),
  madeAt: z.iso.datetime(),
  reason: backupReason,
  /** of the program */
  version: z.string(),
  /** the newest that the database had */
  migration: z.int().min(1),
  source: z.enum(["sqlite", "postgres"]),
  /** which installation it is of, telling nothing about it */
  mark: sha256,
  database: z.strictObject({ sha256, size }),
  /** the newest entry of the log */
  audit: z.strictObject({ number: z.int().min(0), hash: z.string() }),
  files: z.array(z.strictObject({ sha256, size })),
  /** named by the database, and neither whole at its place nor in an earlier backup */
  missing: z.array(z.strictObject({ sha256, title: z.string(), fault: z.enum(["missing", "damaged"]) })),
});
export type BackupManifest = z.infer<typeof backupManifest>;

/** One line of JSON, and its SHA-256 on the next. */
export function manifestText(manifest: { format: number }): string {
  const text = JSON.stringify(manifest);
  return `${text}\n${sealOf(text)}\n`;
}

export function readManifest(text: string, place: string): BackupManifest {
  const [line = "", seal, rest] = text.split("\n");
  if (rest !== "" || seal !== sealOf(line)) throw new BackupError("backup.damaged", place);
  const value: unknown = JSON.parse(line);
  const { format } = z.looseObject({ format: z.int() }).parse(value);
  if (format > MANIFEST_FORMAT) throw new BackupError("backup.newer", place);
  const parsed = backupManifest.safeParse(value);
  if (!parsed.success) throw new BackupError("backup.damaged", place, { cause: parsed.error });
  return parsed.data;
}

const sealOf = (text: string): string => createHash("sha256").update(`ziping backup manifest ${text}`).digest("hex");

export const madeOf = (name: string, manifest: BackupManifest, encrypted: boolean): BackupMade => ({
  name,
  madeAt: manifest.madeAt,
  reason: manifest.reason,
  bytes: manifest.files.reduce((sum, file) => sum + file.size, manifest.database.size),
  files: manifest.files.length,
  encrypted,
  missing: manifest.missing.length,
});
