import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type Command, CommandError } from "#cli/command.ts";
import { readArguments } from "#cli/parse-args.ts";
import { projectFolder } from "#cli/project-folder.ts";
import { writeWhole } from "#cli/write-file.ts";
import { indicatorFile } from "#core/indicator/indicator.ts";
import { submissionFile } from "#core/submission/submission.ts";
import { planFile } from "#core/target/plan.ts";
import { template } from "#core/template/schema.ts";

/** What an editor completes from: one JSON Schema per kind of file that people write by hand. */
const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  "template.schema.json": template,
  "indicators.schema.json": indicatorFile,
  "submission.schema.json": submissionFile,
  "targets.schema.json": planFile,
};

export const templateSchemaCommand: Command = {
  words: ["template", "schema"],
  summary: "由程序中的定义生成 JSON Schema，供编辑器补全",
  usage: ["npm run ziping -- template schema [--check]", "--check：只核对 templates 中的文件是否最新，不写入"],
  run: async (args, terminal) => {
    const { values } = readArguments(args, { check: { type: "boolean", default: false } } as const, 0);
    const stale: string[] = [];
    for (const [name, schema] of Object.entries(SCHEMAS)) {
      const path = join(projectFolder("templates"), name);
      const text = `${JSON.stringify(z.toJSONSchema(schema, { io: "input" }), null, 2)}\n`;
      if (existsSync(path) && (await readFile(path, "utf8")) === text) continue;
      stale.push(name);
      if (values.check) continue;
      await writeWhole(path, text);
      terminal.say(`templates/${name}  ${Buffer.byteLength(text)}字节`);
    }
    if (values.check && stale.length > 0)
      throw new CommandError(`templates 中的 ${stale.join("、")} 不是最新，请执行 npm run ziping -- template schema`);
  },
};
