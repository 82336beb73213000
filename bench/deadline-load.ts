import { readFile } from "node:fs/promises";
import { makeClient, type Tally } from "./deadline-client.ts";
import type { Seat } from "./deadline-seed.ts";
import { quantile } from "./row.ts";

/** Nobody waits longer than this for 99 of 100 answers. */
export const PATIENCE_MS = 250;
const LEVELS = [2, 4, 8, 16, 32, 64, 128, 256];
const SAMPLE_MS = 5000;

export interface Level {
  clients: number;
  perSecond: number;
  p50: number;
  p99: number;
  errors: number;
  firstError: string | undefined;
}

export interface Place {
  origins: readonly string[];
  seats: readonly Seat[];
  pids: readonly number[];
}

/** So many clients that never rest, for so long. */
export async function run({ origins, seats }: Place, clients: number, seconds: number): Promise<Level> {
  const tally: Tally = { times: [], errors: 0, firstError: undefined };
  const until = performance.now() + seconds * 1000;
  const from = performance.now();
  const work = async (index: number): Promise<void> => {
    // a seat is one client's: nobody overtakes anybody
    const own = seats.filter((_, at) => at % clients === index);
    const client = makeClient(origins, own, index, tally);
    while (performance.now() < until) await client.act();
    client.close();
  };
  await Promise.all(Array.from({ length: Math.min(clients, seats.length) }, (_, index) => work(index)));
  return {
    clients,
    perSecond: tally.times.length / ((performance.now() - from) / 1000),
    p50: quantile(tally.times, 0.5),
    p99: quantile(tally.times, 0.99),
    errors: tally.errors,
    firstError: tally.firstError,
  };
}

/** More and more clients, until the patience is at an end. Gives the most that was carried, and all errors on the way. */
export async function raise(
  place: Place,
  seconds: number,
): Promise<{ best: Level; errors: number; firstError: string | undefined }> {
  await run(place, 4, Math.min(3, seconds));
  const levels: Level[] = [];
  for (const clients of LEVELS.filter((each) => each <= place.seats.length)) {
    const level = await run(place, clients, seconds);
    levels.push(level);
    process.stdout.write(
      `  ${clients}个客户端：${level.perSecond.toFixed(0)}次/s，中位${level.p50.toFixed(0)} ms，第99百分位${level.p99.toFixed(0)} ms，出错${level.errors}\n`,
    );
    if (level.p99 > PATIENCE_MS) break;
  }
  const within = levels.filter(({ p99 }) => p99 <= PATIENCE_MS);
  const best = [...(within.length > 0 ? within : levels)].sort((a, b) => b.perSecond - a.perSecond)[0];
  if (!best) throw new Error("no level was measured");
  return {
    best,
    errors: levels.reduce((sum, { errors }) => sum + errors, 0),
    firstError: levels.find(({ firstError }) => firstError !== undefined)?.firstError,
  };
}

/** The memory of all processes while the load goes on: how much the last fifth is above the second. */
export async function hold(
  place: Place,
  clients: number,
  minutes: number,
): Promise<{ level: Level; peak: number; growth: number }> {
  const samples: number[] = [];
  const look = async (): Promise<void> => {
    samples.push((await Promise.all(place.pids.map(residentMegabytes))).reduce((sum, each) => sum + each, 0));
  };
  const timer = setInterval(() => void look(), SAMPLE_MS);
  const level = await run(place, clients, minutes * 60);
  clearInterval(timer);
  await look();
  const fifth = Math.max(1, Math.floor(samples.length / 5));
  const mean = (some: readonly number[]): number =>
    some.reduce((sum, each) => sum + each, 0) / Math.max(1, some.length);
  return {
    level,
    peak: Math.max(...samples),
    growth:
      mean(samples.slice(-fifth)) - mean(samples.slice(fifth, 2 * fifth).concat(samples.length < 5 ? samples : [])),
  };
}

export async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}
