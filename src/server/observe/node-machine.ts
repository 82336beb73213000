import { statfs } from "node:fs/promises";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Machine } from "#server/observe/machine.ts";

const RESOLUTION_MS = 20;
const NS_IN_MS = 1e6;

/** Begins to measure at once, and goes on as long as the process does. */
export function nodeMachine(dataDir: string): () => Promise<Machine> {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  // what is measured is the time between two looks, of which the resolution is wanted
  const late = (ns: number): number =>
    Number.isFinite(ns) ? Math.max(0, Math.round(ns / NS_IN_MS) - RESOLUTION_MS) : 0;
  return async () => {
    const { rss, heapUsed } = process.memoryUsage();
    return {
      node: process.versions.node,
      platform: `${process.platform}-${process.arch}`,
      memory: { rss, heapUsed },
      eventLoop: { mean: late(delay.mean), p99: late(delay.percentile(99)), max: late(delay.max) },
      disk: await diskOf(dataDir),
    };
  };
}

async function diskOf(folder: string): Promise<Machine["disk"]> {
  const { bavail, blocks, bsize } = await statfs(folder).catch(() => ({ bavail: 0, blocks: 0, bsize: 0 }));
  return blocks === 0 ? undefined : { free: bavail * bsize, size: blocks * bsize };
}
