import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as rest } from "node:timers/promises";
import { residentMegabytes } from "./deadline-load.ts";
import { buildOnce, launch } from "./product.ts";
import { median, type Row } from "./row.ts";

const STARTS = 5;
const START_BUDGET_MS = 1500;
const IDLE_MS = 30_000;
const IDLE_BUDGET_MB = 150;

/** A built tree: from the command to the first connection taken, and what the process holds when nobody asks for anything. */
export async function coldStartBench(): Promise<Row[]> {
  buildOnce();
  const folder = await mkdtemp(join(tmpdir(), "ziping-bench-"));
  const data = join(folder, "data");
  try {
    const first = await timedStart(data);
    await first.stop();
    const times: number[] = [];
    for (let at = 0; at < STARTS; at += 1) {
      const server = await timedStart(data);
      times.push(server.ms);
      await server.stop();
    }
    const server = await timedStart(data);
    await fetch(`${server.origin}/`).then((answer) => answer.arrayBuffer());
    await rest(IDLE_MS);
    const idle = await residentMegabytes(server.pid);
    await server.stop();
    return [
      { name: "首次启动（建库）", value: first.ms, unit: "ms" },
      { name: "再次启动到接受连接，中位", value: median(times), unit: "ms", budget: START_BUDGET_MS },
      { name: "启动30秒后空闲内存", value: idle, unit: "MB", budget: IDLE_BUDGET_MB },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function timedStart(data: string) {
  const before = performance.now();
  const server = await launch(data, {});
  return { ...server, ms: performance.now() - before };
}
