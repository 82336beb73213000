import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { importReport } from "#core/importer/import-report.ts";
import { readTemplates } from "#server/templates/read-folder.ts";
import { findTemplate } from "#server/templates/registry.ts";

/** One import in a process of its own, modules loaded: the first report that an officer opens. */
const registry = await readTemplates(fileURLToPath(new URL("../templates", import.meta.url)));
if (!registry.ok) throw new Error(registry.error.message);
const template = findTemplate(registry.value, "cq-duty", "2022");
if (!template) throw new Error("there is no checklist to measure with");
const source = readFileSync(process.argv[2] ?? 0, "utf8");
const start = performance.now();
const before = process.cpuUsage();
importReport({ source, template, indicators: registry.value.indicators });
const { user, system } = process.cpuUsage(before);
process.stdout.write(JSON.stringify({ wall: performance.now() - start, cpu: (user + system) / 1000 }));
