import { type AssembleOptions, assembleApp, type MockApp } from "#mocks/assemble-app.ts";
import { smallRegistry } from "#mocks/small-registry.ts";
import { openSqlite } from "#server/store/node-sqlite.ts";

/** The application over SQLite in memory, with the small checklist of the tests unless told otherwise. */
export const buildApp = async (options: Partial<AssembleOptions> = {}): Promise<MockApp> =>
  assembleApp({ store: openSqlite(":memory:"), templates: await smallRegistry(), ...options });
