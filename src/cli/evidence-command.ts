import { join, resolve } from "node:path";
import { type Command, CommandError, type Terminal, UsageError } from "#cli/command.ts";
import { evidenceBytes } from "#cli/evidence-place.ts";
import { installedTemplates } from "#cli/installed-templates.ts";
import { openSource } from "#cli/open-source.ts";
import { readArguments } from "#cli/parse-args.ts";
import { projectFolder } from "#cli/project-folder.ts";
import type { ReportSource } from "#cli/report-source.ts";
import { shortPath } from "#cli/short-path.ts";
import { writeWhole } from "#cli/write-file.ts";
import { catalogueSheets, composeCatalogue } from "#core/document/catalogue.ts";
import { type Audience, audience, discretionFor } from "#core/evidence/audience.ts";
import { type ZipPlan, zipPlan } from "#core/evidence/zip-plan.ts";
import { makeReport } from "#report/make.ts";
import { evidenceZip } from "#report/zip/evidence-zip.ts";
import { DamagedFileError, type Files } from "#server/files/files.ts";
import { loadProjectFont } from "#server/reports/disk-supplies.ts";

const OPTIONS = {
  zip: { type: "string" },
  catalogue: { type: "string" },
  for: { type: "string", default: "own" },
  out: { type: "string", default: "." },
} as const;

const CATALOGUE_FORMATS = ["docx", "pdf", "xlsx"] as const;
type CatalogueFormat = (typeof CATALOGUE_FORMATS)[number];

export const evidenceCommand: Command = {
  words: ["evidence"],
  summary: "打包佐证材料，生成材料目录",
  usage: [
    "npm run ziping -- evidence 文件|文件夹|编号 --zip 材料.zip [--for own|others]",
    "npm run ziping -- evidence 文件|文件夹|编号 --catalogue docx,pdf,xlsx [--out 文件夹] [--for own|others]",
    "材料按清单顺序装入文件夹，附目录和校验清单（清单.sha256）。own 本单位留存，含涉密；others 供外部，不含涉密",
    "例：npm run ziping -- evidence templates/samples/yubei-2022 --zip out/材料.zip",
  ],
  run: async (args, terminal) => {
    const { values, positionals } = readArguments(args, OPTIONS, 1);
    const [name] = positionals;
    if (name === undefined) throw new UsageError("请给出填报文件、文件夹或自评编号");
    if (values.zip === undefined && values.catalogue === undefined)
      throw new UsageError("请用 --zip 指定材料包，或用 --catalogue 指定目录的格式");
    const reader = readAudience(values.for);
    const formats = values.catalogue === undefined ? [] : readFormats(values.catalogue);
    const source = await openSource(name, await installedTemplates(projectFolder("templates")), terminal);
    await writeCatalogue(source, reader, formats, resolve(values.out), terminal);
    if (values.zip !== undefined) await writeZip(source, reader, resolve(values.zip), terminal);
  },
};

function readAudience(text: string): Audience {
  const parsed = audience.safeParse(text);
  if (!parsed.success) throw new UsageError(`--for 只能是 own（本单位留存）或 others（供外部），不是“${text}”`);
  return parsed.data;
}

function readFormats(text: string): CatalogueFormat[] {
  const formats = text.split(",").map((part) => {
    const format = CATALOGUE_FORMATS.find((known) => known === part.trim());
    if (!format) throw new UsageError(`目录不支持格式“${part}”，可用 ${CATALOGUE_FORMATS.join("、")}`);
    return format;
  });
  return [...new Set(formats)];
}

async function writeCatalogue(
  { content }: ReportSource,
  reader: Audience,
  formats: readonly CatalogueFormat[],
  out: string,
  terminal: Terminal,
): Promise<void> {
  const discretion = discretionFor(reader);
  for (const format of formats) {
    const made = await makeReport({
      document: composeCatalogue(content, discretion),
      format,
      loadFont: loadProjectFont,
      sheets: catalogueSheets(content, discretion),
    });
    const path = join(out, made.fileName);
    await writeWhole(path, made.bytes);
    terminal.say([shortPath(path), `${made.bytes.length}字节`].join("  "));
  }
}

async function writeZip(
  { content, evidence }: ReportSource,
  reader: Audience,
  path: string,
  terminal: Terminal,
): Promise<void> {
  const plan = zipPlan(content, reader);
  if (plan.files.length === 0) throw new CommandError("没有可打包的佐证材料（evidence.none）");
  const files = evidenceBytes(evidence);
  await refuseMissing(plan, files);
  const zip = await evidenceZip(content, reader, async (sha256) => {
    const stream = await files.openVerified(sha256);
    if (!stream) throw new DamagedFileError(sha256);
    return stream;
  });
  try {
    await writeWhole(path, zip.stream);
  } catch (error) {
    if (!(error instanceof DamagedFileError)) throw error;
    throw new CommandError(`材料包未生成，文件内容与登记时不同：${namesOf(plan, error.sha256)}（evidence.damaged）`);
  }
  terminal.say([shortPath(path), `${plan.files.length}个文件`, `${zip.size}字节`].join("  "));
  if (plan.withheld.length > 0)
    terminal.complain(
      `未装入涉密材料${plan.withheld.length}项：${plan.withheld.map(({ number }) => number).join("、")}`,
    );
}

async function refuseMissing(plan: ZipPlan, files: Pick<Files, "has">): Promise<void> {
  for (const { entry } of plan.files) {
    const { sha256 } = entry.evidence;
    if (!(await files.has(sha256)))
      throw new CommandError(
        `材料包未生成，文件缺失：${namesOf(plan, sha256)}，请从备份恢复后再执行（evidence.damaged）`,
      );
  }
}

const namesOf = (plan: ZipPlan, sha256: string): string =>
  plan.files
    .filter(({ entry }) => entry.evidence.sha256 === sha256)
    .map(({ entry }) => `${entry.number}《${entry.evidence.title}》`)
    .join("、");
