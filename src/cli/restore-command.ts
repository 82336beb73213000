import { resolve } from "node:path";
import { passphraseFile, passphraseOf } from "#cli/backup-command.ts";
import { backupFailure, configured, teller } from "#cli/backup-words.ts";
import { type Command, CommandError, type Terminal, UsageError } from "#cli/command.ts";
import { readArguments } from "#cli/parse-args.ts";
import { attempted } from "#server/backup/backup-error.ts";
import { openBackup, whileReading } from "#server/backup/read-backup.ts";
import {
  OccupiedError,
  type Restored,
  type RestoreStep,
  type RestoreTask,
  restoreToFolder,
  restoreToStore,
} from "#server/backup/restore-backup.ts";
import type { Config } from "#server/config.ts";
import { openDiskFiles } from "#server/files/disk.ts";
import type { Files } from "#server/files/files.ts";
import { openS3Bucket } from "#server/files/s3/s3-bucket.ts";
import { s3Files } from "#server/files/s3/s3-files.ts";
import { filesFolder } from "#server/open-stored-bytes.ts";
import { localInstant } from "#server/services/local-time.ts";
import { openPostgres } from "#server/store/postgres.ts";

const OPTIONS = {
  from: { type: "string" },
  to: { type: "string" },
  files: { type: "string" },
  "passphrase-file": { type: "string" },
} as const;

export const restoreCommand: Command = {
  words: ["restore"],
  summary: "从备份恢复到空的数据文件夹，或空的 PostgreSQL 和材料存储",
  usage: [
    "npm run ziping -- restore --from 备份文件夹 --to 空文件夹 [--passphrase-file 口令文件]",
    "npm run ziping -- restore --from 备份文件夹 --to postgres://用户:密码@主机:端口/数据库 --files s3://存储桶?endpoint=…",
    "--from  某一份备份，或存放备份的文件夹（取最新的一份）",
    "先读遍备份再写；损坏、不完整、版本更新或口令不符的拒绝；目标不是空的拒绝；中断后再次执行即可接着恢复，完成前不能启动",
    "完成后所有人须重新登录。上传到一半的文件和待处理的数据包不在备份中",
  ],
  run: async (args, terminal) => {
    const { values } = readArguments(args, OPTIONS, 0);
    const { from, to, files } = values;
    if (from === undefined || to === undefined) throw new UsageError("请用 --from 写明备份，用 --to 写明恢复到哪里");
    const database = /^postgres(ql)?:/.test(to);
    if (database && files === undefined) throw new UsageError("恢复到 PostgreSQL 时请用 --files 写明材料存放处");
    if (!database && files !== undefined) throw new UsageError("恢复到文件夹时材料放在其中，不用 --files");
    const target = database
      ? { DATABASE_URL: to, FILES_URL: files }
      : { DATABASE_URL: "", FILES_URL: "", DATA_DIR: to };
    const config = configured({ ...terminal.env, ...target });
    const passphrase = await passphraseOf({ ...config.backup, ...passphraseFile(values["passphrase-file"]) });
    process.umask(0o077);
    const restored = await attempted(async () => {
      const backup = await openBackup(from, passphrase);
      const madeAt = localInstant(new Date(backup.manifest.madeAt));
      terminal.say(`恢复${madeAt}的备份 ${backup.name}，${backup.manifest.files.length}个文件`);
      const task = { backup, now: new Date(), told: tellers(terminal) };
      return whileReading(backup, () => restore(task, config)).catch(occupied);
    });
    if (!restored.ok) throw backupFailure(restored.error);
    if (restored.value === undefined)
      throw new CommandError(
        "目标中已有数据，未作任何改动。请另选空的文件夹或数据库；要恢复到原处，先停止自评通并把原文件夹改名（备份也在其中的，从改名后的文件夹恢复）",
      );
    tell(restored.value, terminal);
  },
};

function occupied(error: unknown): undefined {
  if (!(error instanceof OccupiedError)) throw error;
}

async function restore(task: RestoreTask, config: Config): Promise<Restored> {
  const { databaseUrl } = config;
  if (databaseUrl === undefined) {
    const folder = resolve(config.dataDir);
    return restoreToFolder(task, folder, filesFolder(config));
  }
  const to = openPostgres(databaseUrl, () => undefined);
  try {
    return await restoreToStore(task, to, await openFiles(config, task.now));
  } finally {
    await to.close();
  }
}

const openFiles = (config: Config, now: Date): Promise<Files> =>
  config.s3 ? Promise.resolve(s3Files(openS3Bucket(config.s3))) : openDiskFiles(filesFolder(config), now);

const STEP_TEXT: Record<RestoreStep, string> = {
  checking: "已核对备份中的文件",
  copying: "已恢复文件",
  proving: "已读回核对文件",
};

function tellers(terminal: Terminal): RestoreTask["told"] {
  return (step, done, all) => teller(terminal, STEP_TEXT[step])(done, all);
}

function tell({ missing, brokenLog }: Restored, terminal: Terminal): void {
  terminal.say("恢复完成：数据库、全部文件和操作日志已核对。请启动自评通，所有人须重新登录");
  for (const { title, sha256 } of missing) terminal.complain(`备份时已缺失：《${title}》 ${sha256}`);
  if (brokenLog !== undefined) terminal.complain(`备份时操作日志已不完整。${brokenLog}`);
}
