import { existsSync, statSync } from "node:fs";
import { extname } from "node:path";
import { checkReport, errorsIn } from "#cli/check/check-report.ts";
import type { CheckSource } from "#cli/check/check-source.ts";
import { printedReport } from "#cli/check/print-report.ts";
import { submissionSource } from "#cli/check/read-submission-source.ts";
import { readTextSource, TEXT_EXTENSIONS } from "#cli/check/read-text-source.ts";
import { type Command, CommandError, type Terminal, UsageError } from "#cli/command.ts";
import { installedTemplates } from "#cli/installed-templates.ts";
import { readArguments } from "#cli/parse-args.ts";
import { projectFolder } from "#cli/project-folder.ts";
import { readStoredSubmission } from "#cli/read-stored-submission.ts";
import { readSubmissionFile } from "#cli/read-submission-file.ts";
import type { Registry } from "#server/templates/registry.ts";

const OPTIONS = { year: { type: "string" }, json: { type: "boolean", default: false } } as const;

export const checkCommand: Command = {
  words: ["check"],
  summary: "检查报告：文中数据、文字差错、公开前应删除的内容",
  usage: [
    "npm run ziping -- check 文件|文件夹|编号 [--year 年度] [--json]",
    "文件：已发布的报告（.txt、.html、.docx）或填报文件（submission.json）；文件夹：其中有 submission.json；编号：数据文件夹中的一份自评",
    "年度：决定适用哪一年的标准；不写时从标题读出",
    "有须改正的问题时退出码为1",
    "例：npm run ziping -- check 自评报告.docx",
  ],
  run: async (args, terminal) => {
    const { values, positionals } = readArguments(args, OPTIONS, 1);
    const [file] = positionals;
    if (file === undefined) throw new UsageError("请给出要检查的文件、文件夹或自评编号");
    const asked = readYear(values.year);
    const registry = await installedTemplates(projectFolder("templates"));
    const source = await readSource(file, registry, terminal);
    const year = asked ?? source.year ?? mentionedYear(source, terminal);
    const report = checkReport(file, source, year, registry.indicators);
    for (const line of values.json ? [JSON.stringify(report, null, 2)] : printedReport(report)) terminal.say(line);
    const errors = errorsIn(report);
    if (errors > 0) throw new CommandError(`有${errors}处须改正`);
  },
};

function readYear(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^20\d{2}$/.test(text)) throw new UsageError("--year 要写四位年份，例如 --year 2022");
  return Number(text);
}

async function readSource(file: string, registry: Registry, terminal: Terminal): Promise<CheckSource> {
  if (!existsSync(file)) {
    if (extname(file) !== "") throw new CommandError(`没有文件 ${file}`);
    return submissionSource((await readStoredSubmission(file, registry, terminal)).content);
  }
  const extension = extname(file).toLowerCase();
  if (statSync(file).isDirectory() || extension === ".json")
    return submissionSource((await readSubmissionFile(file, registry)).content);
  if (!TEXT_EXTENSIONS.has(extension))
    throw new CommandError(`不能读取 ${extension || "没有扩展名的"}文件，请另存为 .docx、.html 或 .txt`);
  return readTextSource(file);
}

/** Without a year in the title it is taken to be the one that the text speaks of most. */
function mentionedYear({ paragraphs }: CheckSource, terminal: Terminal): number {
  const counts = new Map<number, number>();
  for (const { text } of paragraphs)
    for (const [, year] of text.matchAll(/(?<!\d)(20\d{2})年/g))
      counts.set(Number(year), (counts.get(Number(year)) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  if (!most) throw new CommandError("未能从文中读出年度，请用 --year 指定");
  terminal.complain(`标题没有写明年度，按文中最多提到的${most[0]}年检查；可用 --year 指定`);
  return most[0];
}
