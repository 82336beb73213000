import { type AssembleOptions, assembleApp, type MockApp } from "#mocks/assemble-app.ts";
import { smallRegistry } from "#mocks/small-registry.ts";
import type { Supplies } from "#report/make-files.ts";
import type { Files } from "#server/files/files.ts";
import { preparePicture } from "#server/images/prepare-picture.ts";
import { loadProjectFont } from "#server/reports/disk-supplies.ts";
import { openSqlite } from "#server/store/node-sqlite.ts";

/** The application over SQLite in memory, with the small checklist of the tests unless told otherwise. */
export const buildApp = async (options: Partial<AssembleOptions> = {}): Promise<MockApp> =>
  assembleApp({ store: openSqlite(":memory:"), templates: await smallRegistry(), supplies, ...options });

const supplies = (files: Files): Supplies => ({
  loadFont: loadProjectFont,
  readPicture: async (sha256) => {
    const stream = await files.open(sha256);
    return stream && preparePicture(new Uint8Array(await new Response(stream).arrayBuffer()));
  },
});
