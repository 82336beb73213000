import { BACKUP_FAULT_TEXT, type BackupFault } from "#core/backup/fault.ts";
import { err, ok, type Result } from "#core/result.ts";
import { FilesUnavailableError } from "#server/files/files.ts";
import { classifySqlite } from "#server/store/node-sqlite.ts";
import { classifyPostgres } from "#server/store/postgres.ts";

/** Why there is no backup, or none that can be used; `place` is the file that it is about. */
export interface BackupFailure {
  fault: BackupFault;
  place?: string | undefined;
  /** for the log: no answers, no names */
  cause?: string | undefined;
}

/** Ends a backup from wherever it has got to. */
export class BackupError extends Error {
  readonly fault: BackupFault;
  readonly place: string | undefined;
  constructor(fault: BackupFault, place?: string, options?: ErrorOptions) {
    super(`${fault}${place === undefined ? "" : ` at ${place}`}`, options);
    this.fault = fault;
    this.place = place;
  }
}

/** Whatever ends it is an answer: nobody waits at this place for an exception. */
export async function attempted<T>(work: () => Promise<T>): Promise<Result<T, BackupFailure>> {
  try {
    return ok(await work());
  } catch (error) {
    return err(failureOf(error));
  }
}

const FOLDER_CODES = new Set([
  "EACCES",
  "EPERM",
  "EROFS",
  "ENOENT",
  "ENOTDIR",
  "EISDIR",
  "EIO",
  "ENODEV",
  "EBUSY",
  "EEXIST",
]);

function failureOf(error: unknown): BackupFailure {
  if (error instanceof BackupError) return { fault: error.fault, place: error.place, cause: causeOf(error.cause) };
  const cause = causeOf(error);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOSPC" || code === "EDQUOT" || classifySqlite(error) === "store.full")
    return { fault: "backup.full", cause };
  if (error instanceof FilesUnavailableError) return { fault: "backup.files", cause };
  if (FOLDER_CODES.has(code)) return { fault: "backup.folder", cause };
  const database = code === "ERR_SQLITE_ERROR" || classifySqlite(error) || classifyPostgres(error);
  return { fault: database ? "backup.database" : "backup.failed", cause };
}

const causeOf = (error: unknown): string | undefined => (error instanceof Error ? error.message : undefined);

/** The remedy, and the place that it is about. */
export const failureText = ({ fault, place }: BackupFailure): string =>
  `${BACKUP_FAULT_TEXT[fault]}${place === undefined ? "" : `（${place}）`}`;
