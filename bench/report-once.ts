import { readFile } from "node:fs/promises";
import type { LoadFont } from "#report/fonts.ts";
import { makeReport, REPORT_FORMATS } from "#report/make.ts";
import type { Measured } from "./report.bench.ts";
import { pictures, type SampleJob } from "./sample-job.ts";

const loadFont: LoadFont = async (name) => readFile(new URL(`../public/fonts/${name}`, import.meta.url));

// One process, one format: `node bench/report-once.ts pdf job.json` prints a line of JSON.
const [wanted, file = ""] = process.argv.slice(2);
const format = REPORT_FORMATS.find((known) => known === wanted);
if (!format) throw new Error(`unknown format ${wanted}`);
const { document, sheets, pictures: count } = JSON.parse(await readFile(file, "utf8")) as SampleJob;
const read = performance.now();
const images = pictures(count);
const begun = performance.now();
const make = () => makeReport({ document, format, loadFont, sheets, images });
const { bytes } = await make();
// making the pictures is not what is measured
const cold = performance.now() - (begun - read);
const peak = process.resourceUsage().maxRSS / 1024;
await make();
const before = performance.now();
await make();
const result: Measured = { cold, warm: performance.now() - before, peak, size: bytes.length / 1000 };
process.stdout.write(JSON.stringify(result));
