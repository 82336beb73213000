import type { Actor } from "#core/access/access.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { buildApp } from "#mocks/build-app.ts";
import { actorOf, expectOk, type SeededOrganisation, seedOrganisation } from "#mocks/seed.ts";
import { headOf } from "#mocks/seed-review.ts";
import { tusHeaders } from "#mocks/upload-file.ts";
import { streamOf } from "#server/files/memory.ts";
import { addEvidence } from "#server/services/add-evidence.ts";
import { startThread } from "#server/services/comments.ts";
import { openCycle } from "#server/services/review/cycles.ts";
import { insertUpload } from "#server/services/upload-rows.ts";

/** What the requests of the access tests are about: two districts and a city, each with something of everything. */
export interface AccessWorld {
  app: MockApp;
  organisations: SeededOrganisation[];
  evidenceIds: ReadonlyMap<string, string>;
  /** records that stand under an item of another unit than the contributor's, and nowhere else */
  foreignRecords: ReadonlyMap<string, string>;
  threadIds: ReadonlyMap<string, string>;
  cycleId: string;
}

export async function buildWorld(): Promise<AccessWorld> {
  const app = await buildApp();
  const organisations = [
    await seedOrganisation(app, "district", "yb", "重庆市渝北区"),
    await seedOrganisation(app, "district", "jb", "重庆市江北区"),
    await seedOrganisation(app, "city", "cq", "市教育督导室"),
  ];
  const [evidenceIds, foreignRecords, threadIds] = [
    new Map<string, string>(),
    new Map<string, string>(),
    new Map<string, string>(),
  ];
  for (const each of organisations) {
    if (each.kind !== "district") continue;
    evidenceIds.set(each.id, await seedEvidence(app, each, "spending"));
    foreignRecords.set(each.id, await seedEvidence(app, each, "new-schools"));
    const remark = { itemKey: "spending", revision: 0, body: "请核对", key: `seed-${each.id}` };
    const thread = await startThread(app.deps, actorOf(each, "editor"), await headOf(app, each), remark);
    threadIds.set(each.id, expectOk(thread).id);
  }
  return { app, organisations, evidenceIds, foreignRecords, threadIds, cycleId: await seedCycle(app, organisations) };
}

/** Of the city, about no district of the table: cycles of one's own and another's organisation are told apart. */
async function seedCycle(app: MockApp, organisations: readonly SeededOrganisation[]): Promise<string> {
  const city = organisations.find(({ kind }) => kind === "city");
  const elsewhere = await seedOrganisation(app, "district", "ba", "重庆市巴南区");
  if (!city) throw new Error("no city");
  const dates = { submitBy: "2023-01-01", reviewBy: "2023-02-01" };
  const wanted = {
    year: 2021,
    templateId: "test-small",
    templateVersion: "2022",
    ...dates,
    districtIds: [elsewhere.id],
  };
  return expectOk(await openCycle(app.deps, app.deps.store.db, actorOf(city, "supervisor"), wanted));
}

/** A phrase of whoever asks; nobody else's can be named. */
export async function seedPhrase(app: MockApp, actor: Actor | undefined): Promise<void> {
  const { db } = app.deps.store;
  await db.deleteFrom("phrase").execute();
  if (!actor) return;
  await db
    .insertInto("phrase")
    .values({
      id: "a-phrase",
      organisation_id: actor.organisation.id,
      account_id: actor.accountId,
      text: "材料齐全",
      verdict: null,
      item_key: null,
      shared: 0,
      added_at: "2023-01-01T00:00:00.000Z",
    })
    .execute();
}

export const uploadId = "an-upload";

/** An upload of the actor's own, of which nothing has arrived yet. */
export async function seedUpload(
  app: MockApp,
  actor: Actor | undefined,
  submissionId: string,
  itemKey: string,
): Promise<void> {
  if (!actor || submissionId === "none") return;
  const { arrivals, clock, store } = app.deps;
  await store.db.deleteFrom("upload").where("id", "=", uploadId).execute();
  await insertUpload({ clock, newId: () => uploadId }, store.db, actor, {
    submissionId,
    size: 9,
    metadata: { item: itemKey, fileName: "a.pdf", sha256: "0".repeat(64) },
  });
  await arrivals.serve(new Request("http://ziping.test/api/x", { method: "POST", headers: tusHeaders }), {
    id: uploadId,
    size: 9,
  });
}

async function seedEvidence(app: MockApp, organisation: SeededOrganisation, itemKey: string): Promise<string> {
  const added = await addEvidence(
    app.deps,
    app.deps.store.db,
    actorOf(organisation, "editor"),
    await headOf(app, organisation),
    {
      itemKey,
      slot: undefined,
      fileName: "决算.pdf",
      stream: streamOf(new TextEncoder().encode(`%PDF-1.4 ${organisation.prefix} ${itemKey}`)),
      expected: undefined,
    },
  );
  return expectOk(added).evidence.id;
}
