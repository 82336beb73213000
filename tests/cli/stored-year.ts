import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assembleApp } from "#mocks/assemble-app.ts";
import { expectOk } from "#mocks/seed.ts";
import { openDiskFiles } from "#server/files/disk.ts";
import { loadSample } from "#server/services/sample.ts";
import { openSqlite } from "#server/store/node-sqlite.ts";
import { readTemplates } from "#server/templates/read-folder.ts";
import { TEMPLATES_FOLDER, temporaryFolder } from "#tests/cli/run-command.ts";
import { type FolderContent, readFolder, writeFolder } from "#tests/fixtures/folder-content.ts";

export const SAMPLE_YEAR = 2022;
const NOW = new Date("2022-11-08T08:00:00Z");

/**
 * A data folder with the sample's submission and, for each further district, one that has nothing but an answer to
 * quote. Returns the folder and the districts' submission ids.
 */
export async function storedYear(...districts: string[]): Promise<{ data: string; ids: string[] }> {
  const data = await temporaryFolder();
  sample ??= loadedSample();
  await writeFolder(data, await sample);
  const ids: string[] = [];
  await changeData(data, async (db) => {
    const first = await db.selectFrom("submission").selectAll().executeTakeFirstOrThrow();
    ids.push(first.id);
    const created_at = NOW.toISOString();
    for (const [index, name] of districts.entries()) {
      const [organisation_id, id] = [`district-${index}`, `submission-${index}`];
      await db.insertInto("organisation").values({ id: organisation_id, kind: "district", name, created_at }).execute();
      await db
        .insertInto("submission")
        .values({ ...first, id, organisation_id })
        .execute();
      await db
        .insertInto("submission_flow")
        .values({ submission_id: id, phase: "drafting", round: 0, current_round: null, version: 0 })
        .execute();
      ids.push(id);
    }
  });
  return { data, ids };
}

let sample: Promise<FolderContent> | undefined;

/** The data folder of an installation that has loaded the sample: made once, as it takes its time. */
async function loadedSample(): Promise<FolderContent> {
  const data = await mkdtemp(join(tmpdir(), "ziping-sample-"));
  const templates = await readTemplates(TEMPLATES_FOLDER);
  if (!templates.ok) throw new Error(templates.error.message);
  const app = await assembleApp({
    store: openSqlite(join(data, "ziping.sqlite")),
    templates: templates.value,
    replace: { files: await openDiskFiles(join(data, "files"), NOW) },
  });
  const passwordHash = await app.deps.auth.hashPassword("three plain words");
  expectOk(await app.deps.store.db.transaction().execute((tx) => loadSample(app.deps, tx, passwordHash)));
  await app.close();
  const content = await readFolder(data);
  await rm(data, { recursive: true });
  return content;
}

/** Changes the database of a data folder. */
export async function changeData(
  data: string,
  change: (db: ReturnType<typeof openSqlite>["db"]) => Promise<unknown>,
): Promise<void> {
  const store = openSqlite(join(data, "ziping.sqlite"));
  try {
    await change(store.db);
  } finally {
    await store.close();
  }
}
