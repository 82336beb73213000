import { fileURLToPath } from "node:url";
import { documentText } from "#core/document/model.ts";
import { importReport } from "#core/importer/import-report.ts";
import { readTemplates } from "#server/templates/read-folder.ts";
import { findTemplate } from "#server/templates/registry.ts";
import { publishedFolder, readPublished, sourceNamed } from "./published.ts";
import { median, type Row } from "./row.ts";
import { sampleJob } from "./sample-job.ts";

const RUNS = 15;
const CHARACTERS = 12_000;

/** A report of 12,000 characters becomes items, figures and documents; the first time is told beside the others. */
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
  return [
    { name: `导入${CHARACTERS}字，首次`, value: times[0] ?? Number.NaN, unit: "ms" },
    { name: `导入${CHARACTERS}字，中位`, value: median(times), unit: "ms", budget: 200 },
  ];
}

/** A published report where there is one, else the sample's. */
async function reportText(): Promise<string> {
  const folder = publishedFolder();
  if (folder !== undefined) return readPublished(folder, sourceNamed(folder, "003"));
  return documentText((await sampleJob()).document).join("\n");
}
