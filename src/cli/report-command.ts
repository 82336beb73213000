import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { type Command, UsageError } from "#cli/command.ts";
import { installedTemplates } from "#cli/installed-templates.ts";
import { readArguments } from "#cli/parse-args.ts";
import { projectFolder } from "#cli/project-folder.ts";
import { readStoredSubmission } from "#cli/read-stored-submission.ts";
import { readSubmissionFile } from "#cli/read-submission-file.ts";
import { writeWhole } from "#cli/write-file.ts";
import { composeReport } from "#core/document/compose.ts";
import { checkSubmission } from "#core/rule/check.ts";
import type { LoadFont } from "#report/fonts.ts";
import { makeReport, REPORT_FORMATS, type ReportFormat } from "#report/make.ts";

const OPTIONS = {
  out: { type: "string", default: "." },
  format: { type: "string", default: REPORT_FORMATS.join(",") },
} as const;

export const reportCommand: Command = {
  words: ["report"],
  summary: "生成自评报告",
  usage: [
    "npm run ziping -- report 文件|文件夹|编号 [--out 文件夹] [--format docx,pdf]",
    "文件：填报文件（submission.json 格式）；文件夹：其中有 submission.json 和佐证材料；编号：数据文件夹中的一份自评",
    "例：npm run ziping -- report templates/samples/yubei-2022 --out out --format docx,pdf",
  ],
  run: async (args, terminal) => {
    const { values, positionals } = readArguments(args, OPTIONS, 1);
    const [source] = positionals;
    if (source === undefined) throw new UsageError("请给出填报文件、文件夹或自评编号");
    const formats = readFormats(values.format);
    const registry = await installedTemplates(projectFolder("templates"));
    const content = existsSync(source)
      ? await readSubmissionFile(source, registry)
      : await readStoredSubmission(source, registry, terminal);
    const document = composeReport(content, checkSubmission(content));
    for (const format of formats) {
      const made = await makeReport({ document, format, loadFont });
      const path = join(resolve(values.out), made.fileName);
      await writeWhole(path, made.bytes);
      const pages = made.pages === undefined ? "" : `  ${made.pages}页`;
      terminal.say(`${shown(path)}${pages}  ${made.bytes.length}字节`);
      if (made.missing.length > 0)
        terminal.complain(`PDF 中有${made.missing.length}个字符没有字形，以〓代替：${made.missing.join(" ")}`);
    }
  },
};

/** Short where the file lies below the current folder. */
function shown(path: string): string {
  const short = relative("", path);
  return short.startsWith("..") ? path : short;
}

const loadFont: LoadFont = async (fileName) => readFile(join(projectFolder("public/fonts"), fileName));

function readFormats(text: string): ReportFormat[] {
  const formats = text.split(",").map((part) => {
    const format = REPORT_FORMATS.find((known) => known === part.trim());
    if (!format) throw new UsageError(`不支持格式“${part}”，可用 ${REPORT_FORMATS.join("、")}`);
    return format;
  });
  return [...new Set(formats)];
}
