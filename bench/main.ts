import { print } from "./print.ts";
import type { Row } from "./row.ts";

type Bench = () => Promise<Row[]>;

/** What can be measured, by name. `npm run bench -- report` measures one of them. */
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
  peers: async () => (await import("./peers.bench.ts")).peersBench,
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in BENCHES));
if (unknown !== undefined) {
  process.stderr.write(`没有“${unknown}”这一项，可选：${Object.keys(BENCHES).join("、")}\n`);
  process.exitCode = 2;
} else {
  const rows: Row[] = [];
  for (const [name, load] of Object.entries(BENCHES))
    if (asked.length === 0 || asked.includes(name)) rows.push(...(await (await load())()));
  print(rows);
}
