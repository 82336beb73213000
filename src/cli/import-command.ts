import { existsSync, statSync } from "node:fs";
import { type Command, CommandError, UsageError } from "#cli/command.ts";
import { printedImport } from "#cli/import/print-import.ts";
import { readImportSource } from "#cli/import/read-import-source.ts";
import { loadSimplifier } from "#cli/import/simplifier.ts";
import { installedTemplates } from "#cli/installed-templates.ts";
import { readArguments } from "#cli/parse-args.ts";
import { projectFolder } from "#cli/project-folder.ts";
import { importReport } from "#core/importer/import-report.ts";
import { isTraditional } from "#core/importer/source-line.ts";
import type { Template } from "#core/template/schema.ts";

const OPTIONS = {
  template: { type: "string" },
  year: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

export const importCommand: Command = {
  words: ["import"],
  summary: "把已发布的自评报告读成清单各项的草稿",
  usage: [
    "npm run ziping -- import 文件 --template 清单@版本 [--year 年度] [--json]",
    "文件：.docx、保存下来的网页（.html）、.txt（UTF-8 或 GB18030）",
    "年度：报告所属的评价年度；不写时从文中读出",
    "只读不写：列出各项的正文、数据、文件、归属把握和放不下的内容",
    "例：npm run ziping -- import 自评报告.docx --template cq-duty@2022 --json",
  ],
  run: async (args, terminal) => {
    const { values, positionals } = readArguments(args, OPTIONS, 1);
    const [file] = positionals;
    if (file === undefined) throw new UsageError("请给出要导入的文件");
    if (!existsSync(file)) throw new CommandError(`没有文件 ${file}`);
    if (statSync(file).isDirectory()) throw new CommandError(`${file} 是文件夹，请给出其中的一个文件`);
    const registry = await installedTemplates(projectFolder("templates"));
    const template = templateNamed(values.template, registry.templates);
    const { text, furniture } = await readImportSource(file);
    const simplify = isTraditional(text) ? await loadSimplifier() : undefined;
    const year = readYear(values.year);
    const result = importReport({ source: text, furniture, template, indicators: registry.indicators, simplify, year });
    if (values.json)
      terminal.say(
        JSON.stringify({ file, template: { id: template.id, version: template.version }, ...result }, null, 2),
      );
    else for (const line of printedImport(result, template)) terminal.say(line);
  },
};

function readYear(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^20\d{2}$/.test(text)) throw new UsageError("--year 要写四位年份，例如 --year 2022");
  return Number(text);
}

/** cq-duty@2022; without a version the newest of that name. */
function templateNamed(asked: string | undefined, templates: readonly Template[]): Template {
  if (asked === undefined) throw new UsageError("请用 --template 指定清单，例如 --template cq-duty@2022");
  const [id = "", version] = asked.split("@");
  const named = templates.filter((each) => each.id === id && (version === undefined || each.version === version));
  const newest = [...named].sort((a, b) => (a.version < b.version ? 1 : -1))[0];
  if (!newest) {
    const known = templates.map((each) => `${each.id}@${each.version}`).join("、");
    throw new CommandError(`没有清单 ${asked}，现有：${known}`);
  }
  return newest;
}
