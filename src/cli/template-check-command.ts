import { existsSync, statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Command, CommandError } from "#cli/command.ts";
import { installedTemplates } from "#cli/installed-templates.ts";
import { readArguments } from "#cli/parse-args.ts";
import { projectFolder } from "#cli/project-folder.ts";
import { readSubmissionFile } from "#cli/read-submission-file.ts";
import { sectionItems } from "#core/template/outline.ts";

export const templateCheckCommand: Command = {
  words: ["template", "check"],
  summary: "检查清单、指标库和样例",
  usage: ["npm run ziping -- template check [文件夹]", "不写文件夹时检查 templates"],
  run: async (args, terminal) => {
    const { positionals } = readArguments(args, {}, 1);
    const folder = positionals[0] ?? projectFolder("templates");
    if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new CommandError(`没有文件夹 ${folder}`);
    const registry = await installedTemplates(folder);
    if (registry.templates.length === 0)
      throw new CommandError(`${folder} 中没有清单（<清单编号>/<版本>/template.json）`);
    for (const template of registry.templates)
      terminal.say(
        `${template.id} ${template.version}：${template.sections.length}节${sectionItems(template).length}项，无误`,
      );
    for (const sample of await sampleFolders(folder)) {
      await readSubmissionFile(join(folder, "samples", sample), registry);
      terminal.say(`样例 ${sample}：无误`);
    }
  },
};

async function sampleFolders(folder: string): Promise<string[]> {
  const samples = join(folder, "samples");
  if (!existsSync(samples)) return [];
  const entries = await readdir(samples, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}
