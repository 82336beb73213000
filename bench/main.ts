import { type Options, readOptions } from "./options.ts";
import { print } from "./print.ts";
import type { Row } from "./row.ts";

type Bench = (options: Options) => Promise<Row[]>;

/**
 * What can be measured, by name. `npm run bench -- report` measures one of them,
 * `npm run bench -- deadline --minutes 10 --seconds 8 --districts 2844` says how long and how much.
 */
const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  bundle: async () => (await import("./bundle.bench.ts")).bundleBench,
  import: async () => (await import("./import.bench.ts")).importBench,
  keystroke: async () => (await import("./keystroke.bench.ts")).keystrokeBench,
  builder: async () => (await import("./builder.bench.ts")).builderBench,
  expected: async () => (await import("./expected.bench.ts")).expectedBench,
  text: async () => (await import("./text.bench.ts")).textBench,
  save: async () => (await import("./save.bench.ts")).saveBench,
  writers: async () => (await import("./writers.bench.ts")).writersBench,
  upload: async () => (await import("./upload.bench.ts")).uploadBench,
  package: async () => (await import("./package.bench.ts")).packageBench,
  report: async () => (await import("./report.bench.ts")).reportBench,
  "report-browser": async () => (await import("./report-browser.bench.ts")).reportBrowserBench,
  numbers: async () => (await import("./numbers.bench.ts")).numbersBench,
  zip: async () => (await import("./zip.bench.ts")).zipBench,
  review: async () => (await import("./review.bench.ts")).reviewBench,
  backup: async () => (await import("./backup.bench.ts")).backupBench,
  "cold-start": async () => (await import("./cold-start.bench.ts")).coldStartBench,
  deadline: async () => (await import("./deadline.bench.ts")).deadlineBench,
  peers: async () => (await import("./peers.bench.ts")).peersBench,
};

const options = readOptions(process.argv.slice(2));
const asked = options.names;
const unknown = asked.find((name) => !(name in BENCHES));
if (unknown !== undefined) {
  process.stderr.write(`没有“${unknown}”这一项，可选：${Object.keys(BENCHES).join("、")}\n`);
  process.exitCode = 2;
} else {
  const rows: Row[] = [];
  for (const [name, load] of Object.entries(BENCHES))
    if (asked.length === 0 || asked.includes(name)) rows.push(...(await (await load())(options)));
  print(rows);
}
