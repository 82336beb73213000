import { auditCommand } from "#cli/audit-command.ts";
import { backupCommand } from "#cli/backup-command.ts";
import { checkCommand } from "#cli/check-command.ts";
import { type Command, CommandError, type Terminal, UsageError } from "#cli/command.ts";
import { evidenceCommand } from "#cli/evidence-command.ts";
import { importCommand } from "#cli/import-command.ts";
import { migrateCommand } from "#cli/migrate-command.ts";
import { packageExportCommand } from "#cli/package-export-command.ts";
import { packageImportCommand } from "#cli/package-import-command.ts";
import { reportCommand } from "#cli/report-command.ts";
import { restoreCommand } from "#cli/restore-command.ts";
import { seedCommand } from "#cli/seed-command.ts";
import { templateCheckCommand } from "#cli/template-check-command.ts";
import { templateImportCommand } from "#cli/template-import-command.ts";
import { templatePaperCommand } from "#cli/template-paper-command.ts";
import { templatePlanReviewCommand } from "#cli/template-plan-review-command.ts";
import { templateSchemaCommand } from "#cli/template-schema-command.ts";
import { FilesUnavailableError } from "#server/files/files.ts";

const COMMANDS: readonly Command[] = [
  reportCommand,
  checkCommand,
  evidenceCommand,
  importCommand,
  templateCheckCommand,
  templateImportCommand,
  templatePlanReviewCommand,
  templateSchemaCommand,
  templatePaperCommand,
  packageExportCommand,
  packageImportCommand,
  auditCommand,
  seedCommand,
  migrateCommand,
  backupCommand,
  restoreCommand,
];

/** Exit codes: 0 done, 1 not done, 2 not understood. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const asked = args.includes("--help") || args.includes("-h");
  const command = COMMANDS.find(({ words }) => words.every((word, index) => args[index] === word));
  if (asked || args.length === 0) {
    for (const line of help(command ? [command] : COMMANDS)) terminal.say(line);
    return 0;
  }
  try {
    if (!command) throw new UsageError(`没有“${args.slice(0, 2).join(" ")}”这一命令`);
    await command.run(args.slice(command.words.length), terminal);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.complain(`${error.message}。用法见 npm run ziping -- --help`);
      return 2;
    }
    if (error instanceof CommandError) {
      terminal.complain(error.message);
      return 1;
    }
    if (error instanceof FilesUnavailableError) {
      terminal.complain("无法访问对象存储，请检查 FILES_URL、密钥、存储桶是否存在，以及对象存储服务是否已启动");
      return 1;
    }
    throw error;
  }
}

function help(commands: readonly Command[]): string[] {
  return [
    "自评通命令行。用法：npm run ziping -- 命令 [参数]",
    ...commands.flatMap(({ words, summary, usage }) => [
      "",
      `${words.join(" ")}：${summary}`,
      ...usage.map((line) => `  ${line}`),
    ]),
  ];
}
