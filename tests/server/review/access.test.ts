import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Action, type Actor, can, type Duty, ROLES_IN, type Subject } from "#core/access/access.ts";
import { errorBody } from "#core/api/error.ts";
import { PHASES, type Phase } from "#core/review/flow.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { buildApp } from "#mocks/build-app.ts";
import { callApi } from "#mocks/call-api.ts";
import { actorOf, type SeededOrganisation, seedOrganisation, submissionOf } from "#mocks/seed.ts";
import { addAccount, bringTo, type SeededCity, seedCity } from "#mocks/seed-review.ts";
import { openSqlite } from "#server/store/node-sqlite.ts";
import { type ProbeIds, type ReviewProbe, submissionProbes } from "#tests/server/review/probes.ts";

/** Somebody who asks, and what of the submission was assigned to them: as a whole, and of the item that is asked about. */
interface Asking {
  name: string;
  actor: Actor;
  whole: Duty;
  item: Duty;
}

let app: MockApp;
let seeded: SeededCity;
let own: SeededOrganisation;
let asking: Asking[];
let ids: ProbeIds;
/** statements that the database was asked to carry out */
let statements = 0;

beforeAll(async () => {
  const store = openSqlite(":memory:");
  app = await buildApp({ store: { ...store, db: counting(store.db) } });
  seeded = await seedCity(app);
  own = seeded.districts[0];
  await bringTo(app, seeded, own, "returned");
  const { db } = app.deps.store;
  const submissionId = submissionOf(own);
  const file = await db.selectFrom("snapshot_file").select("evidence_id").executeTakeFirstOrThrow();
  ids = { submissionId, evidenceId: file.evidence_id, threadId: "a-thread", problemId: "a-problem" };
  await seedMarks(submissionId);
  asking = await everybody();
});
afterAll(() => app.close());

function counting(db: MockApp["deps"]["store"]["db"]): MockApp["deps"]["store"]["db"] {
  return db.withPlugin({
    transformQuery: ({ node }) => {
      statements += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  });
}

/** A remark, a scan, and a problem that waits for the city. */
async function seedMarks(submission_id: string): Promise<void> {
  const { db } = app.deps.store;
  const at = "2023-02-01T00:00:00.000Z";
  const by = seeded.inspector.accountId;
  await db
    .insertInto("comment_thread")
    .values({
      id: ids.threadId,
      submission_id,
      item_key: "spending",
      revision: 1,
      opened_at: at,
      resolved_at: null,
      resolved_by: null,
      version: 1,
      side: "review",
      item_hash: "x",
    })
    .execute();
  await db
    .insertInto("comment")
    .values({
      id: "c1",
      thread_id: ids.threadId,
      body: "请核对",
      written_at: at,
      written_by: by,
      request_key: "seeded-remark",
    })
    .execute();
  const bytes = await app.deps.store.db.selectFrom("evidence").select(["sha256", "size"]).executeTakeFirstOrThrow();
  const file = { file_name: "a.pdf", size: Number(bytes.size), sha256: bytes.sha256, added_at: at, added_by: by };
  await db
    .insertInto("scan")
    .values({ id: "s1", submission_id, round: 1, hash: "x", ...file })
    .execute();
  await db
    .insertInto("problem")
    .values({
      id: ids.problemId,
      submission_id,
      number: 1,
      item_key: "spending",
      text: "x",
      state: "reported",
      measure: "",
      unit: "",
      person: "",
      due: null,
      version: 1,
      found_at: at,
      withdrawn_at: null,
    })
    .execute();
  await db
    .insertInto("problem_evidence")
    .values({ id: "unknown", problem_id: ids.problemId, media_type: "application/pdf", ...file, removed_at: null })
    .execute();
}

async function everybody(): Promise<Asking[]> {
  const { db } = app.deps.store;
  const third = await addAccount(app, seeded.city, "inspector", "督学四");
  await db
    .insertInto("duty")
    .values({ cycle_id: seeded.cycleId, account_id: third.accountId, organisation_id: own.id, sections: '["schools"]' })
    .execute();
  const elsewhere = await seedOrganisation(app, "city", "cd", "另一市教育督导室");
  const none = { whole: "none", item: "none" } as const;
  const of = (organisation: SeededOrganisation): Asking[] =>
    ROLES_IN[organisation.kind].flatMap((role) =>
      organisation === seeded.city && role === "inspector"
        ? []
        : [{ name: `${organisation.prefix}-${role}`, actor: actorOf(organisation, role), ...none }],
    );
  return [
    ...of(own),
    ...of(seeded.districts[1]),
    ...of(seeded.city),
    ...of(elsewhere),
    { name: "inspector of all", actor: seeded.inspector, whole: "district", item: "district" },
    { name: "inspector of this section", actor: seeded.second, whole: "item", item: "item" },
    { name: "inspector of another section", actor: third, whole: "item", item: "none" },
    { name: "inspector without a duty", actor: seeded.idle, ...none },
  ];
}

async function force(phase: Phase): Promise<void> {
  const current_round = phase === "drafting" ? null : 1;
  await app.deps.store.db
    .updateTable("submission_flow")
    .set({ phase, current_round, round: 1 })
    .where("submission_id", "=", ids.submissionId)
    .execute();
}

async function ask({ endpoint, input }: Pick<ReviewProbe, "endpoint" | "input">, actor: Actor) {
  app.become(actor.accountId);
  statements = 0;
  const { status, body } = await callApi(app, endpoint, input);
  const failed = errorBody.safeParse(body);
  const { code, message } = failed.success ? failed.data.error : { code: "allowed" as const, message: "" };
  if (code !== "allowed" && !endpoint.errors.includes(code)) undeclared.add(`${endpoint.summary}: ${code}`);
  return { status, code, message, asked: statements };
}

const undeclared = new Set<string>();
const names = Object.keys(submissionProbes({ submissionId: "s", evidenceId: "e", threadId: "t", problemId: "p" }));
const REFUSALS: ReadonlySet<string> = new Set([
  "session.required",
  "access.denied",
  "resource.not-found",
  "review.closed",
]);

function expected({ actor, whole, item }: Asking, { endpoint, itemKey }: ReviewProbe, phase: Phase): string {
  const { action } = endpoint;
  const subject: Subject = {
    organisationId: own.id,
    cityId: seeded.city.id,
    phase,
    duty: itemKey === undefined ? whole : item,
  };
  const may = (wanted: Action, about = subject): boolean => can(actor, wanted, about);
  if (action === "public" || may(action)) return "allowed";
  if (actor.organisation.id !== own.id && !may("review.read")) return "resource.not-found";
  return may(action, { ...subject, phase: "reviewing" }) ? "review.closed" : "access.denied";
}

describe.each(PHASES)("a submission that is %s", (phase) => {
  it.each(names)("lets in for %s whom can() lets in, and tells the others what they may know", async (name) => {
    const wrong: string[] = [];
    for (const each of asking) {
      const probe = submissionProbes(ids)[name];
      if (!probe) throw new Error(`no probe for ${name}`);
      await force(phase);
      const { code } = await ask(probe, each.actor);
      const seen = REFUSALS.has(code) ? code : "allowed";
      const wanted = expected(each, probe, phase);
      if (seen !== wanted) wrong.push(`${each.name}: ${code}, not ${wanted}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe("what another organisation has", () => {
  it.each(names)("answers %s like what does not exist, and takes the same steps", async (name) => {
    await force("reviewing");
    const unknown = { submissionId: "unknown", evidenceId: "unknown", threadId: "unknown", problemId: "unknown" };
    const [there, nowhere] = [submissionProbes(ids)[name], submissionProbes(unknown)[name]];
    if (!there || !nowhere) throw new Error(`no probe for ${name}`);
    for (const { name: who, actor } of asking) {
      const stranger = actor.organisation.id !== own.id && actor.organisation.id !== seeded.city.id;
      if (!stranger) continue;
      const answered = await ask(there, actor);
      expect(answered.asked, who).toBeGreaterThan(0);
      expect(answered, who).toEqual(await ask(nowhere, actor));
    }
  });

  it("has met no error that its contract does not name, and logged no fault", () => {
    expect([...undeclared]).toEqual([]);
    expect(app.logged).toEqual([]);
  });
});
