import { createReadStream } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { Readable } from "node:stream";
import type { z } from "zod";
import { type Indicator, indicatorFile } from "#core/indicator/indicator.ts";
import { err, ok, type Result } from "#core/result.ts";
import { submissionFile } from "#core/submission/submission.ts";
import { planFile } from "#core/target/plan.ts";
import { checkTemplate } from "#core/template/check.ts";
import { checkLineageAgainst } from "#core/template/check-lineage.ts";
import type { TemplateFault } from "#core/template/fault.ts";
import { type Template, template } from "#core/template/schema.ts";
import type { Bytes } from "#server/files/files.ts";
import { findTemplate, makeRegistry, type Registry, type Sample } from "#server/templates/registry.ts";

/** The first fault stops the start: a checklist that cannot be read must not be worked with. */
export interface TemplateFileFault {
  file: string;
  path: string;
  code: string;
  message: string;
}

const SAMPLE = join("samples", "yubei-2022");
const NOT_CHECKLISTS = new Set(["indicators", "samples", "schema", "targets"]);

/** templates/<id…>/<version>/template.json, templates/indicators/*.json, templates/targets/*.json and the sample. */
export async function readTemplates(folder: string): Promise<Result<Registry, TemplateFileFault>> {
  const files = await listJson(folder);
  const vocabulary = await readEach(folder, files, "indicators", indicatorFile);
  if (!vocabulary.ok) return vocabulary;
  const plans = await readEach(folder, files, "targets", planFile);
  if (!plans.ok) return plans;
  const indicators: Indicator[] = vocabulary.value.flatMap((each) => each.indicators);
  const table = makeRegistry([], indicators, [], undefined).indicators;
  const templates: Template[] = [];
  for (const file of files.filter(isChecklist)) {
    const read = await readJsonFile(folder, file, template);
    if (!read.ok) return read;
    const fault = misplaced(file, read.value) ?? checkTemplate(read.value, table)[0];
    if (fault) return err({ file, ...fault });
    templates.push(read.value);
  }
  for (const each of templates) {
    const fault = lineageFault(each, templates);
    if (fault) return err({ file: join(...each.id.split("/"), each.version, "template.json"), ...fault });
  }
  const sample = await readSample(folder, files, makeRegistry(templates, indicators, [], undefined));
  return sample.ok ? ok(makeRegistry(templates, indicators, plans.value, sample.value)) : sample;
}

/** All files of one of the folders that hold no checklists. */
async function readEach<S extends z.ZodType>(
  folder: string,
  files: readonly string[],
  name: string,
  schema: S,
): Promise<Result<z.output<S>[], TemplateFileFault>> {
  const all: z.output<S>[] = [];
  for (const file of files.filter((each) => each.startsWith(`${name}${sep}`))) {
    const read = await readJsonFile(folder, file, schema);
    if (!read.ok) return read;
    all.push(read.value);
  }
  return ok(all);
}

/** The first fault against an earlier version that is installed here. */
const lineageFault = (of: Template, all: readonly Template[]): TemplateFault | undefined =>
  of.lineage.flatMap((each) => {
    const earlier = all.find(({ id, version }) => id === (each.id ?? of.id) && version === each.version);
    return earlier ? checkLineageAgainst(of, each, earlier) : [];
  })[0];

const isChecklist = (file: string): boolean =>
  file.endsWith(`${sep}template.json`) && !NOT_CHECKLISTS.has(file.split(sep)[0] ?? "");

/** The folder is how people find a checklist; what it says must be what the file says. */
function misplaced(file: string, { id, version }: Template) {
  const told = file.split(sep).slice(0, -1).join("/");
  return told === `${id}/${version}`
    ? undefined
    : { path: "id", code: "template.misplaced", message: `应放在 ${id}/${version}/template.json` };
}

async function listJson(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

async function readJsonFile<S extends z.ZodType>(
  folder: string,
  file: string,
  schema: S,
): Promise<Result<z.output<S>, TemplateFileFault>> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(join(folder, file), "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : "";
    return err({ file, path: "", code: "template.not-json", message: `文件不是有效的 JSON：${reason}` });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  return err({
    file,
    path: issue?.path.join("/") ?? "",
    code: `template.${issue?.code.replaceAll("_", "-") ?? "invalid"}`,
    message: issue?.message ?? "格式不正确",
  });
}

async function readSample(
  folder: string,
  files: readonly string[],
  registry: Registry,
): Promise<Result<Sample | undefined, TemplateFileFault>> {
  const file = join(SAMPLE, "submission.json");
  if (!files.includes(file)) return ok(undefined);
  const read = await readJsonFile(folder, file, submissionFile);
  if (!read.ok) return read;
  const { id, version } = read.value.template;
  if (!findTemplate(registry, id, version))
    return err({ file, path: "template", code: "sample.unknown-template", message: `清单 ${id} ${version} 不存在` });
  const base = resolve(folder, SAMPLE);
  const outside = read.value.evidence.findIndex((each) => !resolve(base, each.file).startsWith(base + sep));
  if (outside >= 0)
    return err({
      file,
      path: `evidence/${outside}/file`,
      code: "sample.outside-folder",
      message: "材料须在样例文件夹内",
    });
  const open = async (name: string): Promise<Bytes> => Readable.toWeb(createReadStream(resolve(base, name))) as Bytes;
  return ok({ submission: read.value, open });
}
