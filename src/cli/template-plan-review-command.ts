import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Command, CommandError } from "#cli/command.ts";
import { installedTemplates } from "#cli/installed-templates.ts";
import { readArguments } from "#cli/parse-args.ts";
import { projectFolder } from "#cli/project-folder.ts";
import { writeWhole } from "#cli/write-file.ts";
import { templateText } from "#core/builder/canonical.ts";
import { planOutline } from "#core/builder/plan-outline.ts";
import { planReview } from "#core/builder/plan-review.ts";
import { findTemplate, type Registry } from "#server/templates/registry.ts";

/** The checklist whose cover the others borrow. */
const FRAME = { id: "cq-duty", version: "2025" };

export const templatePlanReviewCommand: Command = {
  words: ["template", "plan-review"],
  summary: "由任务大纲和规划目标记录生成规划年度评估清单",
  usage: [
    "npm run ziping -- template plan-review [--check]",
    "读 templates/plan-review 下各文件夹的 outline.json，写同一文件夹的 template.json",
    "--check：只核对清单是否与大纲、目标记录一致，不写入",
  ],
  run: async (args, terminal) => {
    const { values } = readArguments(args, { check: { type: "boolean", default: false } } as const, 0);
    const registry = await installedTemplates(projectFolder("templates"));
    const folder = join(projectFolder("templates"), "plan-review");
    const stale: string[] = [];
    for (const place of await outlines(folder)) {
      const path = join(folder, place, "template.json");
      const text = await makeText(join(folder, place, "outline.json"), registry);
      if (existsSync(path) && (await readFile(path, "utf8")) === text) continue;
      stale.push(place);
      if (values.check) continue;
      await writeWhole(path, text);
      terminal.say(`templates/plan-review/${place}/template.json  ${Buffer.byteLength(text)}字节`);
    }
    if (values.check && stale.length > 0)
      throw new CommandError(`清单 ${stale.join("、")} 不是最新，请执行 npm run ziping -- template plan-review`);
  },
};

async function outlines(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name === "outline.json")
    .map((entry) => entry.parentPath.slice(folder.length + 1))
    .sort();
}

async function makeText(path: string, registry: Registry): Promise<string> {
  const outline = planOutline.parse(JSON.parse(await readFile(path, "utf8")));
  const file = registry.plans.find(({ plan }) => plan.key === outline.plan);
  const frame = findTemplate(registry, FRAME.id, FRAME.version);
  if (!file || !frame) throw new CommandError(`${path}：没有规划“${outline.plan}”的目标记录，请核对 plan`);
  const made = planReview(outline, file, frame, registry.indicators);
  if (!made.ok) throw new CommandError(`${path}：${made.error}`);
  return templateText(made.value);
}
