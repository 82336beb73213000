import type { Row } from "./row.ts";

type Bench = () => Promise<Row[]>;

/** What can be measured, by name. `npm run bench -- report` measures one of them. */
const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  report: async () => (await import("./report.bench.ts")).reportBench,
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

function print(rows: readonly Row[]): void {
  const figures = rows.map(({ value }) => (value < 100 ? value.toFixed(1) : value.toFixed(0)));
  const names = Math.max(...rows.map(({ name }) => columns(name)));
  const widest = Math.max(...figures.map((figure) => figure.length));
  for (const [index, { name, unit }] of rows.entries()) {
    const gap = " ".repeat(names - columns(name));
    process.stdout.write(`${name}${gap}  ${(figures[index] ?? "").padStart(widest)} ${unit}\n`);
  }
}

/** Places on a terminal: a Chinese character takes two. */
function columns(text: string): number {
  return [...text].reduce((sum, character) => sum + (character > "\u2e7f" ? 2 : 1), 0);
}
