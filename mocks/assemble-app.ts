import { type PageSession, pageSession } from "#mocks/page-session.ts";
import type { Supplies } from "#report/make-files.ts";
import { createApp } from "#server/app.ts";
import { makeAuth, type Passwords } from "#server/auth/better-auth.ts";
import { backupsElsewhere } from "#server/backup/backups.ts";
import type { Deps } from "#server/deps.ts";
import type { Files } from "#server/files/files.ts";
import { memoryFiles } from "#server/files/memory.ts";
import { memoryArrivals } from "#server/files/memory-arrivals.ts";
import { memoryParcels } from "#server/files/memory-parcels.ts";
import type { Log, LogFacts } from "#server/log.ts";
import { opinionsHere, reportsHere } from "#server/reports/reports.ts";
import { migrate } from "#server/store/migrate.ts";
import type { Store } from "#server/store/store.ts";
import type { Registry } from "#server/templates/registry.ts";

export interface LogEntry {
  level: "info" | "error";
  event: string;
  facts: LogFacts;
}

/** The real application over stores in memory, and a handle on everything around it. */
export interface MockApp {
  fetch: (request: Request) => Promise<Response>;
  deps: Deps;
  become: PageSession["become"];
  /** what the application logged, for tests to assert on */
  logged: LogEntry[];
  close: () => Promise<void>;
}

export interface AssembleOptions {
  store: Store;
  templates: Registry;
  /** the fonts, and how a picture is read where the application runs; without them no report is made */
  supplies?: (files: Files) => Supplies;
  /** replaces single dependencies, to inject faults */
  replace?: Partial<Deps>;
  /** real cookies instead of the page's own session */
  cookies?: boolean;
  clock?: () => Date;
}

/** Real hashing takes a tenth of a second each; what is tested or tried here is not the hash. */
const PLAIN: Passwords = {
  hash: async (password) => `plain:${password}`,
  verify: async ({ hash, password }) => hash === `plain:${password}`,
};

/** Runs in Node and in a browser page alike. */
export async function assembleApp(options: AssembleOptions): Promise<MockApp> {
  const { store, templates, clock = () => new Date() } = options;
  await migrate(store, clock);
  const real = await makeAuth(store.db, PLAIN);
  const session = pageSession(real, store.db);
  const logged: LogEntry[] = [];
  const files = options.replace?.files ?? memoryFiles();
  const deps: Deps = {
    store,
    files,
    arrivals: memoryArrivals(files),
    parcels: memoryParcels(),
    makeReports: options.supplies ? reportsHere(options.supplies(files)) : noReports,
    makeOpinion: options.supplies ? opinionsHere(options.supplies(files).loadFont) : noReports,
    backups: backupsElsewhere("off"),
    auth: options.cookies ? real : session.auth,
    templates,
    clock,
    newId: () => crypto.randomUUID(),
    log: memoryLog(logged),
    version: "0.0.0-mock",
    ...options.replace,
  };
  return { fetch: createApp(deps).fetch, deps, become: session.become, logged, close: store.close };
}

const noReports = async (): Promise<never> => {
  throw new Error("the mock was given nothing to make a report from");
};

const memoryLog = (logged: LogEntry[]): Log => {
  const keep =
    (level: LogEntry["level"]) =>
    (event: string, facts: LogFacts = {}): void => {
      logged.push({ level, event, facts });
    };
  return { info: keep("info"), error: keep("error") };
};
