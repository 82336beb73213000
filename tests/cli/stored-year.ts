import { join } from "node:path";
import { assembleApp } from "#mocks/assemble-app.ts";
import { expectOk } from "#mocks/seed.ts";
import { openDiskFiles } from "#server/files/disk.ts";
import { loadSample } from "#server/services/sample.ts";
import { openSqlite } from "#server/store/node-sqlite.ts";
import { readTemplates } from "#server/templates/read-folder.ts";
import { TEMPLATES_FOLDER, temporaryFolder } from "#tests/cli/run-command.ts";

export const SAMPLE_YEAR = 2022;

/**
 * A data folder with the sample's submission and, for each further district, one that has nothing but an answer to
 * quote. Returns the folder and the districts' submission ids.
 */
export async function storedYear(...districts: string[]): Promise<{ data: string; ids: string[] }> {
  const data = await temporaryFolder();
  const templates = await readTemplates(TEMPLATES_FOLDER);
  if (!templates.ok) throw new Error(templates.error.message);
  const now = new Date("2022-11-08T08:00:00Z");
  const app = await assembleApp({
    store: openSqlite(join(data, "ziping.sqlite")),
    templates: templates.value,
    replace: { files: await openDiskFiles(join(data, "files"), now) },
  });
  const { db } = app.deps.store;
  expectOk(await loadSample(app.deps, db, await app.deps.auth.hashPassword("three plain words")));
  const first = await db.selectFrom("submission").selectAll().executeTakeFirstOrThrow();
  const ids = [first.id];
  const created_at = now.toISOString();
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
  await app.close();
  return { data, ids };
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
