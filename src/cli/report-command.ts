import type { Command } from "#cli/command.ts";
import { installedTemplates } from "#cli/installed-templates.ts";
import { openSource } from "#cli/open-source.ts";
import { projectFolder } from "#cli/project-folder.ts";
import { reportYear } from "#cli/report-batch.ts";
import { readRequest } from "#cli/report-options.ts";
import { shortPath } from "#cli/short-path.ts";
import { type WrittenFile, writeReport } from "#cli/write-report.ts";

export const reportCommand: Command = {
  words: ["report"],
  summary: "生成自评报告",
  usage: [
    "npm run ziping -- report 文件|文件夹|编号 [--out 文件夹] [--format docx,pdf,html,txt,xlsx] [--shell 文种] [--letterhead 模板.docx]",
    "文件：填报文件（submission.json 格式）；文件夹：其中有 submission.json 和佐证材料；编号：数据文件夹中的一份自评",
    "文种：report 报告、letter 函、notice 公示、plain 网页正文；不写时按封面所选",
    "模板：本单位的 Word 模板（红头、字体、页边距），只用于 Word",
    "例：npm run ziping -- report templates/samples/yubei-2022 --out out --format docx,pdf",
    "npm run ziping -- report --all --year 年度 --out 文件夹 [其他选项同上]",
    "生成数据文件夹中该年度的全部自评。中断后再执行，没有变化的不再重做",
    "例：npm run ziping -- report --all --year 2022 --out out --format docx,pdf",
  ],
  run: async (args, terminal) => {
    const request = await readRequest(args);
    const registry = await installedTemplates(projectFolder("templates"));
    if (request.kind === "year") return reportYear(request.year, request.options, registry, terminal);
    const source = await openSource(request.source, registry, terminal);
    const { files, complaints } = await writeReport(source, request.options);
    for (const file of files) terminal.say(lineOf(file));
    for (const complaint of complaints) terminal.complain(complaint);
  },
};

const lineOf = ({ path, pages, bytes }: WrittenFile): string =>
  [shortPath(path), ...(pages === undefined ? [] : [`${pages}页`]), `${bytes}字节`].join("  ");
