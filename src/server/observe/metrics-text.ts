import type { Deps } from "#server/deps.ts";
import { gauge, gauges } from "#server/observe/metrics.ts";
import { errorFacts } from "#server/observe/scrub.ts";
import type { Watch } from "#server/observe/watch.ts";
import { databaseBytes, storedFiles } from "#server/services/system-state.ts";

type Using = Pick<Deps, "store" | "clock" | "version" | "machine" | "backupAge" | "log">;

/** Whether a request shows the token. How long the comparison takes tells nothing about how much of it was right. */
export function presents(request: Request, token: string): boolean {
  const [, given = ""] = /^Bearer ([\x21-\x7e]{1,256})$/.exec(request.headers.get("authorization") ?? "") ?? [];
  let difference = given.length ^ token.length;
  for (let index = 0; index < token.length; index += 1)
    difference |= token.charCodeAt(index) ^ (given.charCodeAt(index) || 0);
  return difference === 0;
}

/** Everything that is known at the moment. A store that does not answer is a figure too, not the end of the answer. */
export async function metricsText(deps: Using, watch: Watch): Promise<string> {
  const { clock, version } = deps;
  const machine = await deps.machine?.();
  const { inFlight } = watch.totals();
  const lines = [
    ...gauges("ziping_info", "What runs here.", [[{ version, node: machine?.node ?? "" }, 1]]),
    ...gauge("ziping_uptime_seconds", "Since the start.", (clock().getTime() - watch.startedAt.getTime()) / 1000),
    ...watch.lines(),
    ...gauge("ziping_http_requests_in_flight", "Requests that wait for their answer.", inFlight),
    ...gauges("ziping_event_loop_delay_seconds", "How late the process comes to its next piece of work.", [
      [{ of: "mean" }, machine && machine.eventLoop.mean / 1000],
      [{ of: "p99" }, machine && machine.eventLoop.p99 / 1000],
      [{ of: "max" }, machine && machine.eventLoop.max / 1000],
    ]),
    ...gauges("ziping_memory_bytes", "Memory of the process.", [
      [{ of: "rss" }, machine?.memory.rss],
      [{ of: "heap" }, machine?.memory.heapUsed],
    ]),
    ...gauges("ziping_disk_bytes", "The volume that the data folder is on.", [
      [{ of: "free" }, machine?.disk?.free],
      [{ of: "size" }, machine?.disk?.size],
    ]),
    ...(await storeLines(deps)),
  ];
  return `${lines.join("\n")}\n`;
}

async function storeLines({ store, backupAge, log }: Using): Promise<string[]> {
  const pool = store.pool?.();
  const connections = gauges("ziping_store_connections", "Connections to the database.", [
    [{ state: "open" }, pool?.size],
    [{ state: "idle" }, pool?.idle],
    [{ state: "waited_for" }, pool?.waiting],
  ]);
  try {
    const files = await storedFiles(store.db);
    return [
      ...gauge("ziping_store_up", "Whether the database answers.", 1),
      ...connections,
      ...gauge("ziping_database_bytes", "Size of the database.", await databaseBytes(store)),
      ...gauge("ziping_evidence_bytes", "Different evidence contents.", files.bytes),
      ...gauge("ziping_evidence_files", "Different evidence contents.", files.count),
      ...gauge("ziping_backup_age_seconds", "Since the last good backup.", await backupAge?.()),
    ];
  } catch (error) {
    log.error("metrics.store", errorFacts(error));
    return [...gauge("ziping_store_up", "Whether the database answers.", 0), ...connections];
  }
}
