import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { backupFailure, configured, teller } from "#cli/backup-words.ts";
import { type Command, CommandError, type Terminal, UsageError } from "#cli/command.ts";
import { readArguments } from "#cli/parse-args.ts";
import { projectVersion } from "#cli/project-version.ts";
import { type Keep, readKeep } from "#core/backup/keep.ts";
import { sizeText } from "#core/backup/size-text.ts";
import { attempted } from "#server/backup/backup-error.ts";
import { backupSource, readPassphrase } from "#server/backup/backup-source.ts";
import { makeBackup } from "#server/backup/make-backup.ts";
import { checkBackup, openBackup, whileReading } from "#server/backup/read-backup.ts";
import { openProved, writeDatabase } from "#server/backup/restored-database.ts";
import type { BackupConfig } from "#server/config.ts";
import { localInstant } from "#server/services/local-time.ts";

const OPTIONS = {
  to: { type: "string" },
  keep: { type: "string" },
  "passphrase-file": { type: "string" },
  verify: { type: "string" },
} as const;

export const backupCommand: Command = {
  words: ["backup"],
  summary: "备份数据库和全部材料，自评通可以正在运行；或核验一份备份",
  usage: [
    "npm run ziping -- backup [--to 文件夹] [--keep 7,4,12] [--passphrase-file 口令文件]",
    "npm run ziping -- backup --verify 备份文件夹 [--passphrase-file 口令文件]",
    "--to      不写时存入 BACKUP_DIR（默认为数据文件夹下的 backups），并按 BACKUP_KEEP 清理旧备份",
    "--keep    写明 --to 时，保留最近多少天、多少周、多少月的备份；不写则都保留",
    "材料只复制新增的；写完读回核对，中断后再次执行即可接着做",
    "--passphrase-file  第一行为口令的文件，也可设 BACKUP_PASSPHRASE；备份加密保存，忘记口令即无法恢复",
    "--verify  读遍一份备份，核对每个文件、数据库和操作日志；写备份文件夹则核验最新的一份",
  ],
  run: async (args, terminal) => {
    const { values } = readArguments(args, OPTIONS, 0);
    const config = configured(terminal.env);
    const backup = { ...config.backup, ...passphraseFile(values["passphrase-file"]) };
    if (values.verify !== undefined) {
      if (values.to !== undefined || values.keep !== undefined) throw new UsageError("--verify 不与 --to、--keep 同用");
      return verify(values.verify, backup, terminal);
    }
    const now = new Date();
    process.umask(0o077);
    const made = await makeBackup({
      source: backupSource(config, now),
      folder: resolve(values.to ?? backup.folder),
      passphrase: await passphraseOf(backup),
      reason: "asked",
      version: await projectVersion(),
      now,
      keep: keepOf(values.keep, values.to === undefined ? backup.keep : undefined),
      told: teller(terminal, "已备份新增文件"),
    });
    if (!made.ok) throw backupFailure(made.error);
    const { name, bytes, files, encrypted, missing } = made.value.made;
    terminal.say(`备份完成并已核对：${join(resolve(values.to ?? backup.folder), name)}`);
    terminal.say(`数据库和${files}个文件，共${sizeText(bytes)}${encrypted ? "，已加密" : "，未加密，请妥善保管"}`);
    for (const old of made.value.damaged) terminal.complain(`此前的备份 ${old} 已损坏，其内容不再清理，请核对后删除`);
    if (missing > 0)
      throw new CommandError(`有${missing}个文件在原处已缺失或损坏，备份中没有，请核对磁盘；其余内容已完整备份`);
  },
};

export const passphraseFile = (path: string | undefined): Partial<BackupConfig> =>
  path === undefined ? {} : { passphraseFile: path };

export async function passphraseOf(backup: BackupConfig): Promise<string | undefined> {
  const read = await attempted(() => readPassphrase(backup));
  if (!read.ok) throw backupFailure(read.error);
  return read.value;
}

function keepOf(text: string | undefined, fallback: Keep | undefined): Keep | undefined {
  if (text === undefined) return fallback;
  const keep = readKeep(text);
  if (!keep.ok) throw new UsageError(`--keep ${keep.error}`);
  return keep.value;
}

async function verify(path: string, config: BackupConfig, terminal: Terminal): Promise<void> {
  const passphrase = await passphraseOf(config);
  const scratch = await mkdtemp(join(tmpdir(), "ziping-verify-"));
  try {
    const verified = await attempted(async () => {
      const backup = await openBackup(path, passphrase);
      await whileReading(backup, () => checkBackup(backup, teller(terminal, "已核对文件")));
      const copy = join(scratch, "database");
      await writeDatabase(backup, copy);
      const { store, brokenLog } = await openProved(copy, backup.manifest, new Date());
      await store.close();
      return { backup, brokenLog };
    });
    if (!verified.ok) throw backupFailure(verified.error);
    const { backup, brokenLog } = verified.value;
    const { madeAt, files, audit, missing } = backup.manifest;
    terminal.say(
      `备份完好：${backup.name}，${localInstant(new Date(madeAt))}，${files.length}个文件，日志至第${audit.number}条`,
    );
    for (const { title, sha256 } of missing) terminal.complain(`备份时已缺失或损坏：《${title}》 ${sha256}`);
    if (brokenLog !== undefined) throw new CommandError(`备份时操作日志已不完整。${brokenLog}`);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
