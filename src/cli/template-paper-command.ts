import { extname } from "node:path";
import { type Command, CommandError, UsageError } from "#cli/command.ts";
import { installedTemplates } from "#cli/installed-templates.ts";
import { readArguments } from "#cli/parse-args.ts";
import { projectFolder } from "#cli/project-folder.ts";
import { shortPath } from "#cli/short-path.ts";
import { writeWhole } from "#cli/write-file.ts";
import { blankForm } from "#core/document/blank-form.ts";
import { taskDocument, taskSheet } from "#core/document/task-table.ts";
import type { Template } from "#core/template/schema.ts";
import { makeReport, type ReportInput } from "#report/make.ts";
import { loadProjectFont } from "#server/reports/disk-supplies.ts";
import { findTemplate } from "#server/templates/registry.ts";

const OPTIONS = {
  blank: { type: "string" },
  tasks: { type: "string" },
  deadline: { type: "string", default: "" },
} as const;

export const templatePaperCommand: Command = {
  words: ["template"],
  summary: "由清单生成空白表和任务分解表",
  usage: [
    "npm run ziping -- template 清单编号@版本 [--blank 空白表.docx|.pdf] [--tasks 任务分解表.docx|.xlsx] [--deadline 2025-10-31]",
    "例：npm run ziping -- template cq-duty@2025 --blank out/空白表.docx --tasks out/任务分解表.xlsx --deadline 2025-10-31",
  ],
  run: async (args, terminal) => {
    const { values, positionals } = readArguments(args, OPTIONS, 1);
    const { blank, tasks, deadline } = values;
    if (blank === undefined && tasks === undefined)
      throw new UsageError(
        `没有“template ${positionals[0] ?? ""}”这一命令；要生成空白表或任务分解表，请写 --blank 或 --tasks`,
      );
    if (deadline !== "" && !/^\d{4}-\d{2}-\d{2}$/.test(deadline))
      throw new UsageError("--deadline 写成 2025-10-31 的样子");
    const template = await findInstalled(positionals[0]);
    const files: [string, Made][] = [
      ...(blank === undefined ? [] : [[blank, { document: blankForm(template, template.year) }] as [string, Made]]),
      ...(tasks === undefined ? [] : [[tasks, tasksOf(template, deadline)] as [string, Made]]),
    ];
    for (const [path, made] of files) {
      const bytes = await write(path, made);
      terminal.say(`${shortPath(path)}  ${bytes}字节`);
    }
  },
};

type Made = Pick<ReportInput, "document" | "sheets">;

const tasksOf = (template: Template, deadline: string): Made => {
  const deadlines = deadline === "" ? {} : { rest: deadline };
  return { document: taskDocument(template, deadlines), sheets: [taskSheet(template, deadlines)] };
};

async function findInstalled(name: string | undefined): Promise<Template> {
  const [id, version] = (name ?? "").split("@");
  if (!id || !version) throw new UsageError("请给出清单，写成 cq-duty@2025 的样子");
  const registry = await installedTemplates(projectFolder("templates"));
  const template = findTemplate(registry, id, version);
  if (!template) throw new CommandError(`没有清单 ${id} ${version}，用 template check 查看已有的清单`);
  return template;
}

async function write(path: string, made: Made): Promise<number> {
  const format = (["docx", "pdf", "xlsx"] as const).find((each) => extname(path).toLowerCase() === `.${each}`);
  const offered = made.sheets === undefined ? ["docx", "pdf"] : ["docx", "pdf", "xlsx"];
  if (!format || !offered.includes(format)) throw new UsageError(`${path} 的扩展名应为 ${offered.join("、")}`);
  const { bytes } = await makeReport({ ...made, format, loadFont: loadProjectFont });
  await writeWhole(path, bytes);
  return bytes.length;
}
