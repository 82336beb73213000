import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { type BackupReason, backupMade } from "#core/api/backup.ts";
import { backupFault } from "#core/backup/fault.ts";
import { err, ok } from "#core/result.ts";
import type { BackupRun } from "#server/backup/daily-backups.ts";

const SCRIPT = fileURLToPath(new URL("./backup-process.ts", import.meta.url));

const outcomeOf = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), value: z.object({ made: backupMade, damaged: z.array(z.string()) }) }),
  z.object({
    ok: z.literal(false),
    error: z.object({ fault: backupFault, place: z.string().optional(), cause: z.string().optional() }),
  }),
]);

/**
 * In a process of its own, which the system may let wait: hashing, encrypting and checking the database page by page
 * would make every save wait for them. It reads the same environment, and ends with this process.
 */
export function runBackup(reason: BackupReason, version: string): BackupRun {
  const child = fork(SCRIPT, [reason, version], { execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const done = new Promise<Awaited<BackupRun["done"]>>((resolve) => {
    let heard: Awaited<BackupRun["done"]> | undefined;
    child.once("message", (message) => {
      const parsed = outcomeOf.safeParse(message);
      if (parsed.success) heard = parsed.data.ok ? ok(parsed.data.value) : err(parsed.data.error);
    });
    child.once("error", (error) => resolve(err({ fault: "backup.failed", cause: error.message })));
    child.once("exit", (code, signal) =>
      resolve(heard ?? err({ fault: "backup.interrupted", cause: `ended with ${signal ?? code}` })),
    );
  });
  return { done, stop: () => void child.kill("SIGKILL") };
}
