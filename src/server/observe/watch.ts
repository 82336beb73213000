import type { ErrorCode } from "#core/api/error.ts";
import type { LogFacts } from "#server/log.ts";
import { counter, histogram } from "#server/observe/metrics.ts";
import type { Answered, RequestNotes } from "#server/observe/request-notes.ts";
import { workCounters } from "#server/observe/work-counters.ts";

/** A request worth looking at: nothing in it is anybody's content. */
export interface NotedRequest {
  requestId: string;
  at: string;
  method: string;
  route: string;
  status: number;
  code: ErrorCode | null;
  ms: number;
}

/** What one process has seen of its requests since it started. In memory only: nothing is decided by it. */
export interface Watch {
  /** a request has come; what is handed back is called when its answer goes out */
  begin: () => (answered: Answered) => void;
  /** how long the work takes that makes files of a kind */
  timed: <A extends unknown[], T>(kind: string, work: (...given: A) => Promise<T>) => (...given: A) => Promise<T>;
  startedAt: Date;
  slowMs: number;
  totals: () => { requests: number; failed: number; inFlight: number };
  /** newest first */
  slow: () => NotedRequest[];
  failed: () => NotedRequest[];
  /** its metrics as text */
  lines: () => string[];
}

export interface WatchOptions {
  clock: () => Date;
  slowMs?: number | undefined;
  /** hears of slow requests, and of every one at the lowest level */
  log?: { warn: (event: string, facts: LogFacts) => void; debug: (event: string, facts: LogFacts) => void } | undefined;
  /** milliseconds that never go back */
  ticks?: () => number;
}

export const SLOW_MS = 1000;
const MOST_KEPT = 50;
const SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const REPORT_SECONDS = [0.5, 1, 2.5, 5, 10, 30, 60, 120];
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]);

export function makeWatch({ clock, slowMs = SLOW_MS, log, ticks = () => performance.now() }: WatchOptions): Watch {
  const startedAt = clock();
  const requests = counter("ziping_http_requests_total", "Requests by route, method and class of status.");
  const seconds = histogram("ziping_http_request_duration_seconds", "Until the answer begins.", SECONDS);
  const errors = counter("ziping_errors_total", "Answers that say what is wrong, by their code.");
  const reports = histogram("ziping_report_seconds", "Making report files.", REPORT_SECONDS);
  const work = workCounters();
  const slow: NotedRequest[] = [];
  const failed: NotedRequest[] = [];
  const totals = { requests: 0, failed: 0, inFlight: 0 };

  const finish = (answered: Answered, ms: number): void => {
    const noted = notedOf(answered, ms, clock());
    const { route, method, status, code } = noted;
    totals.inFlight -= 1;
    totals.requests += 1;
    requests.add({ route, method, status: `${Math.floor(status / 100)}xx` });
    if (code !== null) errors.add({ code });
    work.count(answered);
    // how long an upload or a push takes is the line's doing
    const ours = answered.notes.transfers !== true;
    if (ours) seconds.observe(ms / 1000, { route, method });
    if (ours && ms > slowMs) {
      keep(slow, noted);
      log?.warn("request.slow", factsOf(noted, answered.notes));
    }
    if (status >= 500) {
      totals.failed += 1;
      keep(failed, noted);
    }
    log?.debug("request.answered", factsOf(noted, answered.notes));
  };

  return {
    begin: () => {
      const from = ticks();
      totals.inFlight += 1;
      return (answered) => finish(answered, Math.max(0, Math.round(ticks() - from)));
    },
    timed:
      (kind, make) =>
      async (...given) => {
        const from = ticks();
        try {
          const made = await make(...given);
          reports.observe((ticks() - from) / 1000, { kind, outcome: "made" });
          return made;
        } catch (error) {
          reports.observe((ticks() - from) / 1000, { kind, outcome: "failed" });
          throw error;
        }
      },
    startedAt,
    slowMs,
    totals: () => ({ ...totals }),
    slow: () => slow.toReversed(),
    failed: () => failed.toReversed(),
    lines: () => [...requests.lines(), ...seconds.lines(), ...errors.lines(), ...reports.lines(), ...work.lines()],
  };
}

function notedOf({ requestId, method, api, status, notes }: Answered, ms: number, now: Date): NotedRequest {
  const route = notes.route ?? (api ? "unmatched" : "files");
  return {
    requestId,
    at: now.toISOString(),
    method: METHODS.has(method) ? method : "OTHER",
    route,
    status,
    code: notes.code ?? null,
    ms,
  };
}

const factsOf = (
  { requestId, method, route, status, code, ms }: NotedRequest,
  { account }: RequestNotes,
): LogFacts => ({
  requestId,
  method,
  route,
  status,
  code: code ?? undefined,
  ms,
  account,
});

function keep(kept: NotedRequest[], noted: NotedRequest): void {
  kept.push(noted);
  if (kept.length > MOST_KEPT) kept.shift();
}
