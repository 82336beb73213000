import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { documentText } from "#core/document/model.ts";
import { importReport } from "#core/importer/import-report.ts";
import { readTemplates } from "#server/templates/read-folder.ts";
import { findTemplate } from "#server/templates/registry.ts";
import { publishedFolder, readPublished, sourceNamed } from "./published.ts";
import { median, type Row } from "./row.ts";
import { sampleJob } from "./sample-job.ts";

const RUNS = 15;
const CHARACTERS = 12_000;
const COLD_RUNS = 3;
const once = z.object({ wall: z.number(), cpu: z.number() });

/** A report of 12,000 characters becomes items, figures and documents, warm and as the first thing that a process does. */
export async function importBench(): Promise<Row[]> {
  const registry = await readTemplates(fileURLToPath(new URL("../templates", import.meta.url)));
  if (!registry.ok) throw new Error(registry.error.message);
  const template = findTemplate(registry.value, "cq-duty", "2022");
  if (!template) throw new Error("there is no checklist to measure with");
  const { indicators } = registry.value;
  const text = await reportText();
  const source = text.repeat(Math.ceil(CHARACTERS / text.length)).slice(0, CHARACTERS);
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    importReport({ source, template, indicators });
    return performance.now() - start;
  });
  const cold = Array.from({ length: COLD_RUNS }, () => coldImport(source));
  return [
    { name: `导入${CHARACTERS}字，新进程首次`, value: median(cold.map(({ wall }) => wall)), unit: "ms", budget: 200 },
    { name: `导入${CHARACTERS}字，新进程首次（处理器时间）`, value: median(cold.map(({ cpu }) => cpu)), unit: "ms" },
    { name: `导入${CHARACTERS}字，中位`, value: median(times), unit: "ms", budget: 200 },
  ];
}

/** The first report that an officer opens: nothing has been compiled or prepared. */
function coldImport(source: string): z.infer<typeof once> {
  const script = fileURLToPath(new URL("./import-once.ts", import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { input: source, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return once.parse(JSON.parse(stdout));
}

/** A published report where there is one, else the sample's. */
async function reportText(): Promise<string> {
  const folder = publishedFolder();
  if (folder !== undefined) return readPublished(folder, sourceNamed(folder, "003"));
  return documentText((await sampleJob()).document).join("\n");
}
