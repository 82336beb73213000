import { constants, setPriority } from "node:os";
import { resolve } from "node:path";
import { backupReason } from "#core/api/backup.ts";
import { attempted } from "#server/backup/backup-error.ts";
import { backupSource, readPassphrase } from "#server/backup/backup-source.ts";
import { makeBackup } from "#server/backup/make-backup.ts";
import { readConfig } from "#server/config.ts";

// what run-backup.ts hands over; without it nobody waits for the outcome
process.once("disconnect", () => process.exit(1));
process.umask(0o077);
try {
  setPriority(constants.priority.PRIORITY_LOW);
} catch {
  // not every system lets a process stand back
}

const outcome = await attempted(async () => {
  const [reason, version = ""] = process.argv.slice(2);
  const config = readConfig(process.env);
  if (!config.ok) throw new Error(config.error.join("\n"));
  const { folder, keep } = config.value.backup;
  const now = new Date();
  return {
    source: backupSource(config.value, now),
    folder: resolve(folder),
    passphrase: await readPassphrase(config.value.backup),
    reason: backupReason.parse(reason),
    version,
    now,
    keep,
  };
});
process.send?.(outcome.ok ? await makeBackup(outcome.value) : outcome, () => process.exit(0));
