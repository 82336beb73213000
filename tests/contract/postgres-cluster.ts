import type { TestProject } from "vitest/node";
import { startPostgres } from "#mocks/start-postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** of a database that may create others */
    postgresUrl: string;
  }
}

/** One real PostgreSQL for all contract tests. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await startPostgres({ synced: false });
  project.provide("postgresUrl", url);
  return stop;
}
