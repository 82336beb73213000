import { cpus, loadavg } from "node:os";
import type { Row } from "./row.ts";

/** One table: name, figure, unit, and the budget where there is one. */
export function print(rows: readonly Row[]): void {
  const figures = rows.map(({ value }) => figure(value));
  const names = Math.max(...rows.map(({ name }) => columns(name)));
  const widest = Math.max(...figures.map((text) => text.length));
  for (const [index, row] of rows.entries()) {
    const gap = " ".repeat(names - columns(row.name));
    const line = `${row.name}${gap}  ${(figures[index] ?? "").padStart(widest)} ${row.unit.padEnd(2)}  ${budgetText(row)}`;
    process.stdout.write(`${line.trimEnd()}\n`);
  }
  const load = loadavg().map((each) => each.toFixed(1));
  process.stdout.write(`\nNode ${process.version}，${cpus().length}核，负载 ${load.join(" ")}\n`);
}

const figure = (value: number): string => (value < 100 ? value.toFixed(1) : value.toFixed(0));

function budgetText({ value, budget }: Row): string {
  if (budget === undefined) return "";
  return value <= budget ? `≤ ${budget}` : `≤ ${budget}，超出`;
}

/** Places on a terminal: a Chinese character or full-width mark takes two. */
function columns(text: string): number {
  return [...text].reduce((sum, character) => sum + (character > "\u2e7f" ? 2 : 1), 0);
}
