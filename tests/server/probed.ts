import type { MockApp } from "#mocks/assemble-app.ts";
import { buildApp } from "#mocks/build-app.ts";
import { actorOf, expectOk, type SeededOrganisation, seedOrganisation } from "#mocks/seed.ts";
import { headOf } from "#mocks/seed-review.ts";
import { streamOf } from "#server/files/memory.ts";
import { addEvidence } from "#server/services/add-evidence.ts";
import { startThread } from "#server/services/comments.ts";
import { openCycle } from "#server/services/review/cycles.ts";
import { seedBuilder } from "#tests/server/builder-probes.ts";
import { METRICS_TOKEN } from "#tests/server/inspection-probes.ts";

/** Two districts and a city, with something of every kind that an endpoint can be about. */
export interface Probed {
  app: MockApp;
  organisations: SeededOrganisation[];
  /** by organisation */
  evidenceIds: ReadonlyMap<string, string>;
  /** records that stand under an item of another unit than the contributor's, and nowhere else */
  foreignRecords: ReadonlyMap<string, string>;
  threadIds: ReadonlyMap<string, string>;
  cycleId: string;
}

export async function seedProbed(): Promise<Probed> {
  const app = await buildApp({ replace: { metricsToken: METRICS_TOKEN } });
  const organisations = [
    await seedOrganisation(app, "district", "yb", "重庆市渝北区"),
    await seedOrganisation(app, "district", "jb", "重庆市江北区"),
    await seedOrganisation(app, "city", "cq", "市教育督导室"),
  ];
  const evidenceIds = new Map<string, string>();
  const foreignRecords = new Map<string, string>();
  const threadIds = new Map<string, string>();
  for (const each of organisations) {
    if (each.kind !== "district") continue;
    evidenceIds.set(each.id, await seedEvidence(app, each, "spending"));
    foreignRecords.set(each.id, await seedEvidence(app, each, "new-schools"));
    const remark = { itemKey: "spending", revision: 0, body: "请核对", key: `seed-${each.id}` };
    const thread = await startThread(app.deps, actorOf(each, "editor"), await headOf(app, each), remark);
    threadIds.set(each.id, expectOk(thread).id);
  }
  for (const each of organisations) await seedBuilder(app, each);
  const cycleId = await seedCycle(app, organisations.at(-1));
  return { app, organisations, evidenceIds, foreignRecords, threadIds, cycleId };
}

/** Of the city, about no district of the table: cycles of one's own and another's organisation are told apart. */
async function seedCycle(app: MockApp, city: SeededOrganisation | undefined): Promise<string> {
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
