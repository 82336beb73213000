import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { sql } from "kysely";
import { BackupError } from "#server/backup/backup-error.ts";
import type { BackupSource } from "#server/backup/backup-task.ts";
import { copyPostgres, copySqlite } from "#server/backup/copy-database.ts";
import { absent } from "#server/backup/depot.ts";
import type { BackupConfig, Config } from "#server/config.ts";
import { storedPath } from "#server/files/disk.ts";
import { openS3Bucket } from "#server/files/s3/s3-bucket.ts";
import { s3Files } from "#server/files/s3/s3-files.ts";
import { filesFolder } from "#server/open-stored-bytes.ts";
import { openPostgres } from "#server/store/postgres.ts";

const READ_BYTES = 1024 * 1024;

/** What the configuration names, for a process of its own beside the servers. */
export function backupSource(config: Config, now: Date): BackupSource {
  const { databaseUrl } = config;
  const read = readFrom(config);
  if (databaseUrl !== undefined)
    return {
      kind: "postgres",
      databaseBytes: () => postgresBytes(databaseUrl),
      copyDatabase: (path) => copyPostgres(databaseUrl, path, now),
      scratch: tmpdir(),
      read,
    };
  const database = join(resolve(config.dataDir), "ziping.sqlite");
  return {
    kind: "sqlite",
    databaseBytes: async () => {
      const [main, log] = await Promise.all([database, `${database}-wal`].map((path) => stat(path).catch(absent)));
      return (main?.size ?? 0) + (log?.size ?? 0);
    },
    copyDatabase: (path) => copySqlite(database, path),
    scratch: resolve(config.dataDir),
    read,
  };
}

function readFrom(config: Config): BackupSource["read"] {
  if (config.s3) {
    const files = s3Files(openS3Bucket(config.s3));
    return (sha256) => files.openVerified(sha256);
  }
  const folder = filesFolder(config);
  return async (sha256) => {
    const path = storedPath(folder, sha256);
    return (await stat(path).catch(absent)) && createReadStream(path, { highWaterMark: READ_BYTES });
  };
}

async function postgresBytes(url: string): Promise<number> {
  const store = openPostgres(url, () => undefined);
  try {
    const { rows } = await sql<{ size: string }>`select pg_database_size(current_database()) as size`.execute(store.db);
    return Number(rows[0]?.size ?? 0);
  } finally {
    await store.close();
  }
}

/** Never from the command line, where every program of the machine could read it. */
export async function readPassphrase({
  passphrase,
  passphraseFile,
}: Pick<BackupConfig, "passphrase" | "passphraseFile">): Promise<string | undefined> {
  if (passphraseFile === undefined) return passphrase;
  const text = await readFile(passphraseFile, "utf8").catch((error: unknown) => {
    throw new BackupError("backup.passphrase", passphraseFile, { cause: error });
  });
  const line = text.replace(/\r?\n$/, "");
  if (line.trim() === "") throw new BackupError("backup.passphrase", passphraseFile);
  return line;
}
