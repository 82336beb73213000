import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Action, type Actor, can, ROLES_IN, type Subject } from "#core/access/access.ts";
import { emptyAnswer } from "#core/answer/answer.ts";
import * as collationApi from "#core/api/collation.ts";
import * as conclusionApi from "#core/api/conclusion.ts";
import * as cycleApi from "#core/api/cycle.ts";
import type { Endpoint } from "#core/api/endpoint.ts";
import { errorBody } from "#core/api/error.ts";
import * as evidenceApi from "#core/api/evidence.ts";
import * as flowApi from "#core/api/flow.ts";
import * as packageApi from "#core/api/package.ts";
import * as phraseApi from "#core/api/phrase.ts";
import * as rectificationApi from "#core/api/rectification.ts";
import * as reviewApi from "#core/api/review.ts";
import * as submissionApi from "#core/api/submission.ts";
import * as submissionListApi from "#core/api/submission-list.ts";
import * as systemApi from "#core/api/system.ts";
import * as uploadApi from "#core/api/upload.ts";
import * as verdictApi from "#core/api/verdict.ts";
import type { Phase } from "#core/review/flow.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { buildApp } from "#mocks/build-app.ts";
import { type ApiInput, callApi } from "#mocks/call-api.ts";
import { actorOf, expectOk, type SeededOrganisation, seedOrganisation, submissionOf } from "#mocks/seed.ts";
import { parcelOf, seedParcel } from "#mocks/seed-parcel.ts";
import { metadataHeader, tusHeaders } from "#mocks/upload-file.ts";
import { streamOf } from "#server/files/memory.ts";
import { addEvidence } from "#server/services/add-evidence.ts";
import { saveAnswer } from "#server/services/answers.ts";
import { startThread } from "#server/services/comments.ts";
import { linkEvidence } from "#server/services/evidence-links.ts";
import { openCycle } from "#server/services/review/cycles.ts";
import { readHead } from "#server/services/submission-rows.ts";
import { insertUpload } from "#server/services/upload-rows.ts";
import { auditProbes } from "#tests/server/audit-probes.ts";
import { everyEndpoint } from "#tests/server/every-endpoint.ts";
import { type Probe, reuseProbes } from "#tests/server/reuse-probes.ts";
import { officeProbes, submissionProbes } from "#tests/server/review/probes.ts";

const isEndpoint = (entry: [string, unknown]): entry is [string, Endpoint] =>
  typeof entry[1] === "object" && entry[1] !== null && "path" in entry[1] && "action" in entry[1];

/** About a submission on its way between district and city: tests/server/review/access.test.ts asks these, phase by phase. */
const onTheirWay: Record<string, unknown> = {
  ...flowApi,
  ...reviewApi,
  ...verdictApi,
  ...conclusionApi,
  ...rectificationApi,
};
const inOffice = new Set(["reviewList", "acrossDistricts", "listProblems"]);
const endpoints = [
  ...everyEndpoint,
  ...Object.entries({ ...cycleApi, ...phraseApi }),
  ...Object.entries(onTheirWay).filter(([name]) => inOffice.has(name)),
].filter(isEndpoint);

let app: MockApp;
let organisations: SeededOrganisation[];
let evidenceIds: Map<string, string>;
/** records that stand under an item of another unit than the contributor's, and nowhere else */
let foreignRecords: Map<string, string>;
let threadIds: Map<string, string>;
let cycleId: string;

beforeAll(async () => {
  app = await buildApp();
  organisations = [
    await seedOrganisation(app, "district", "yb", "重庆市渝北区"),
    await seedOrganisation(app, "district", "jb", "重庆市江北区"),
    await seedOrganisation(app, "city", "cq", "市教育督导室"),
  ];
  evidenceIds = new Map();
  foreignRecords = new Map();
  threadIds = new Map();
  for (const each of organisations) {
    if (each.kind !== "district") continue;
    evidenceIds.set(each.id, await seedEvidence(each, "spending"));
    foreignRecords.set(each.id, await seedEvidence(each, "new-schools"));
    const remark = { itemKey: "spending", revision: 0, body: "请核对", key: `seed-${each.id}` };
    const thread = await startThread(app.deps, actorOf(each, "editor"), await headOf(each), remark);
    threadIds.set(each.id, expectOk(thread).id);
  }
  cycleId = await seedCycle();
});
afterAll(() => app.close());

/** Of the city, about no district of the table: cycles of one's own and another's organisation are told apart. */
async function seedCycle(): Promise<string> {
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
async function seedPhrase(actor: Actor | undefined): Promise<void> {
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

async function headOf(organisation: SeededOrganisation) {
  const head = await readHead(app.deps.store.db, app.deps.templates, submissionOf(organisation));
  if (!head) throw new Error("no submission");
  return head;
}

const uploadId = "an-upload";
/** An upload of the actor's own, of which nothing has arrived yet. */
async function seedUpload(actor: Actor | undefined, submissionId: string, itemKey: string): Promise<void> {
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

async function seedEvidence(organisation: SeededOrganisation, itemKey: string): Promise<string> {
  const added = await addEvidence(
    app.deps,
    app.deps.store.db,
    actorOf(organisation, "editor"),
    await headOf(organisation),
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

/** A well-formed request for every endpoint about `target`, and what it is about. */
function probes(target: SeededOrganisation): Record<string, Probe[]> {
  const own: Subject = { organisationId: target.id };
  const submissionId = target.submissionId ?? "none";
  const evidenceId = evidenceIds.get(target.id) ?? "none";
  const unitOf = (itemKey: string): string | undefined =>
    itemKey === "new-schools" ? "education" : target.actors.get("contributor")?.unitId;
  const about = (itemKey: string): Subject => ({ ...own, unitId: unitOf(itemKey) });
  const simple = (endpoint: Endpoint, subject: Subject, input: ApiInput = {}): Probe[] => [
    { endpoint, input, subject },
  ];
  const perItem = (make: (itemKey: string) => Omit<Probe, "subject">): Probe[] =>
    ["spending", "new-schools"].map((itemKey) => ({ ...make(itemKey), subject: about(itemKey) }));
  const threadId = threadIds.get(target.id) ?? "none";
  const saveOnce = async (itemKey: string): Promise<void> => {
    const save = { base: 0, key: `seed-${itemKey}`, answer: { ...emptyAnswer(), done: true } };
    const { store } = app.deps;
    await saveAnswer(app.deps, store.db, actorOf(target, "editor"), await headOf(target), itemKey, save);
  };
  const reopen = async (): Promise<void> => void (await app.deps.store.db.deleteFrom("sign_off").execute());
  const perRecord = (make: (evidenceId: string) => Omit<Probe, "subject" | "prepare">): Probe[] => [
    { ...make(evidenceId), subject: about("spending"), prepare: () => link("spending") },
    { ...make(foreignRecords.get(target.id) ?? "none"), subject: about("new-schools") },
  ];
  const link = async (itemKey: string): Promise<void> => {
    const place = { evidenceId, itemKey, slot: null };
    expectOk(await linkEvidence(app.deps, app.deps.store.db, actorOf(target, "editor"), await headOf(target), place));
  };
  const perParcel = (endpoint: Endpoint, input: ApiInput): Probe[] =>
    simple(endpoint, own, { ...input, params: { packageId: parcelOf(target.id) } }).map((probe) => ({
      ...probe,
      prepare: () => seedParcel(app, actorOf(target, "reader")),
    }));
  return {
    health: simple(systemApi.health, {}),
    setupState: simple(systemApi.setupState, {}),
    setUp: simple(systemApi.setUp, {}, { body: { mode: "sample", code: "x", password: "some long phrase" } }),
    signIn: simple(systemApi.signIn, {}, { body: { username: "nobody", password: "x" } }),
    signOut: simple(systemApi.signOut, {}),
    currentAccount: simple(systemApi.currentAccount, {}),
    changePassword: simple(systemApi.changePassword, {}, { body: { current: "x", next: "some long phrase" } }),
    listAccounts: simple(systemApi.listAccounts, own),
    createAccount: simple(systemApi.createAccount, own, {
      body: {
        username: `${target.prefix}-reader`,
        name: "某",
        password: "some long phrase",
        roles: ["reader"],
        unitId: null,
      },
    }),
    changeAccount: simple(systemApi.changeAccount, own, {
      params: { accountId: actorOf(target, "reader").accountId },
      body: { name: "新名" },
    }),
    listUnits: simple(systemApi.listUnits, own),
    createUnit: simple(systemApi.createUnit, own, { body: { name: "区财政局" } }),
    ...auditProbes(own),
    listTemplates: simple(submissionApi.listTemplates, {}),
    getTemplate: simple(submissionApi.getTemplate, {}, { query: { id: "test-small", version: "2022" } }),
    listIndicators: simple(submissionApi.listIndicators, {}),
    listPlans: simple(submissionApi.listPlans, {}, { query: { district: "重庆市渝北区" } }),
    listSubmissions: simple(submissionListApi.listSubmissions, {}),
    createSubmission: simple(submissionApi.createSubmission, own, {
      body: { templateId: "test-small", templateVersion: "2022", year: 2022, deadline: null },
    }),
    getSubmission: simple(submissionApi.getSubmission, own, { params: { submissionId } }),
    saveAnswer: perItem((itemKey) => ({
      endpoint: submissionApi.saveAnswer,
      input: {
        params: { submissionId, itemKey },
        body: { base: 0, key: "a-request", answer: { format: 1, values: {}, done: false, explanations: {} } },
      },
    })),
    answerHistory: perItem((itemKey) => ({
      endpoint: collationApi.answerHistory,
      input: { params: { submissionId, itemKey } },
    })),
    answerRevision: perItem((itemKey) => ({
      endpoint: collationApi.answerRevision,
      input: { params: { submissionId, itemKey, revision: "1" } },
      prepare: () => saveOnce(itemKey),
    })),
    restoreAnswer: perItem((itemKey) => ({
      endpoint: collationApi.restoreAnswer,
      input: { params: { submissionId, itemKey }, body: { revision: 1, base: 1, key: "a-restore" } },
      prepare: () => saveOnce(itemKey),
    })),
    getItem: perItem((itemKey) => ({ endpoint: collationApi.getItem, input: { params: { submissionId, itemKey } } })),
    listComments: perItem((itemKey) => ({
      endpoint: collationApi.listComments,
      input: { params: { submissionId, itemKey } },
    })),
    startThread: perItem((itemKey) => ({
      endpoint: collationApi.startThread,
      input: { params: { submissionId, itemKey }, body: { body: "请核对", revision: 0, key: `a-comment-${itemKey}` } },
    })),
    replyToThread: simple(collationApi.replyToThread, own, {
      params: { submissionId, threadId },
      body: { body: "已核对", key: "a-reply-here" },
    }),
    resolveThread: simple(collationApi.resolveThread, own, {
      params: { submissionId, threadId },
      body: { resolved: true },
    }),
    handIn: perItem((itemKey) => ({
      endpoint: collationApi.handIn,
      input: { params: { submissionId }, body: { itemKeys: [itemKey] } },
      prepare: reopen,
    })),
    takeOver: perItem((itemKey) => ({
      endpoint: collationApi.takeOver,
      input: { params: { submissionId }, body: { itemKeys: [itemKey] } },
      prepare: reopen,
    })),
    sendBack: perItem((itemKey) => ({
      endpoint: collationApi.sendBack,
      input: { params: { submissionId }, body: { itemKeys: [itemKey], reason: "缺少依据" } },
      prepare: reopen,
    })),
    assignItems: perItem((itemKey) => ({
      endpoint: collationApi.assignItems,
      input: { params: { submissionId }, body: { itemKeys: [itemKey], unitId: "unknown" } },
    })),
    listStaff: simple(collationApi.listStaff, own, { params: { submissionId } }),
    submissionGate: simple(collationApi.submissionGate, own, { params: { submissionId } }),
    beat: simple(collationApi.beat, own, { params: { submissionId }, body: { writing: false } }),
    assignItem: perItem((itemKey) => ({
      endpoint: submissionApi.assignItem,
      input: { params: { submissionId, itemKey }, body: { unitId: "unknown", due: null } },
    })),
    createUpload: perItem((itemKey) => ({
      endpoint: uploadApi.createUpload,
      input: {
        params: { submissionId },
        headers: {
          ...tusHeaders,
          "upload-length": "9",
          "upload-metadata": metadataHeader({ item: itemKey, fileName: "a.pdf", sha256: "0".repeat(64) }),
        },
      },
    })),
    uploadOffset: perItem((itemKey) => ({
      endpoint: uploadApi.uploadOffset,
      input: { params: { submissionId, uploadId }, headers: tusHeaders },
      prepare: (actor) => seedUpload(actor, submissionId, itemKey),
    })),
    continueUpload: perItem((itemKey) => ({
      endpoint: uploadApi.continueUpload,
      input: {
        params: { submissionId, uploadId },
        headers: { ...tusHeaders, "upload-offset": "0" },
        body: "%PDF-1.4 ",
      },
      prepare: (actor) => seedUpload(actor, submissionId, itemKey),
    })),
    abandonUpload: perItem((itemKey) => ({
      endpoint: uploadApi.abandonUpload,
      input: { params: { submissionId, uploadId }, headers: tusHeaders },
      prepare: (actor) => seedUpload(actor, submissionId, itemKey),
    })),
    finishUpload: perItem((itemKey) => ({
      endpoint: uploadApi.finishUpload,
      input: { params: { submissionId, uploadId }, body: {} },
      prepare: (actor) => seedUpload(actor, submissionId, itemKey),
    })),
    knownEvidence: simple(uploadApi.knownEvidence, own, { params: { submissionId }, body: { sha256: "0".repeat(64) } }),
    evidenceThumbnail: simple(uploadApi.evidenceThumbnail, own, { params: { submissionId, evidenceId } }),
    linkEvidence: perItem((itemKey) => ({
      endpoint: evidenceApi.linkEvidence,
      input: { params: { submissionId, evidenceId, itemKey }, body: { slot: null } },
    })),
    detachEvidence: perItem((itemKey) => ({
      endpoint: evidenceApi.detachEvidence,
      input: { params: { submissionId, evidenceId, itemKey } },
      prepare: () => link(itemKey),
    })),
    orderEvidence: perItem((itemKey) => ({
      endpoint: evidenceApi.orderEvidence,
      input: { params: { submissionId, itemKey }, body: { order: [] } },
    })),
    changeEvidence: perRecord((evidenceId) => ({
      endpoint: evidenceApi.changeEvidence,
      input: { params: { submissionId, evidenceId }, body: { title: "新名" } },
    })),
    restoreRevision: perRecord((evidenceId) => ({
      endpoint: evidenceApi.restoreRevision,
      input: { params: { submissionId, evidenceId }, body: { revision: 1 } },
    })),
    ...reuseProbes({ submissionId, own, simple, perRecord }),
    ...ownOffice(target),
    exportPackage: simple(packageApi.exportPackage, own, { params: { submissionId } }),
    receivePackage: simple(packageApi.receivePackage, own, { body: "not a package" }),
    getPackage: perParcel(packageApi.getPackage, {}),
    importPackage: perParcel(packageApi.importPackage, {
      body: { digest: "x", decisions: { items: {}, evidence: {} } },
    }),
    dropPackage: perParcel(packageApi.dropPackage, {}),
    deleteEvidence: [
      {
        endpoint: evidenceApi.deleteEvidence,
        input: { params: { submissionId, evidenceId } },
        subject: own,
        // it stands under an item: the request is allowed, and refused for that alone
        prepare: () => link("spending"),
      },
    ],
    listRevisions: simple(evidenceApi.listRevisions, own, { params: { submissionId, evidenceId } }),
    revisionContent: simple(evidenceApi.revisionContent, own, {
      params: { submissionId, evidenceId, revision: "1" },
    }),
    evidenceZip: simple(evidenceApi.evidenceZip, own, { params: { submissionId }, query: { for: "own" } }),
    evidenceContent: simple(evidenceApi.evidenceContent, own, { params: { submissionId, evidenceId } }),
  };
}

/** Cycles are the city's, so a district has none of its own to name; phrases are whoever's asks. */
function ownOffice(target: SeededOrganisation): Record<string, Probe[]> {
  const all = officeProbes({ organisationId: target.id }, cycleId, "a-phrase");
  const named = (probe: Probe): boolean => probe.endpoint.path.includes(":cycleId");
  return Object.fromEntries(
    Object.entries(all).map(([name, probes]): [string, Probe[]] => [
      name,
      probes.flatMap((probe: Probe) => {
        if (probe.endpoint.path.includes(":phraseId")) return [{ ...probe, prepare: seedPhrase }];
        return named(probe) && target.kind === "district" ? [] : [probe];
      }),
    ]),
  );
}

/** Endpoints that are about one's own organisation take no id that could name another. */
const namesTarget = ({ endpoint }: Probe): boolean =>
  endpoint.path.includes(":") && !endpoint.path.includes(":phraseId");

const undeclared = new Set<string>();

async function codeOf(probe: Probe, actor: Actor | undefined, then?: () => Promise<void>): Promise<string> {
  await probe.prepare?.(actor);
  await then?.();
  app.become(actor?.accountId);
  const answer = await callApi(app, probe.endpoint, probe.input);
  const failed = errorBody.safeParse(answer.body);
  if (!failed.success) return "allowed";
  const { code } = failed.data.error;
  if (!probe.endpoint.errors.includes(code)) undeclared.add(`${probe.endpoint.summary}: ${code}`);
  return code;
}

/** What changes the content of a submission. */
const CHANGING: ReadonlySet<string> = new Set([
  "answer.write",
  "item.assign",
  "item.hand-in",
  "item.collate",
  "submission.carry",
  "evidence.write",
  "evidence.describe",
  "evidence.delete",
] satisfies Action[]);

const FROZEN: { name: string; phase: Phase; returned: string[] }[] = [
  { name: "submitted", phase: "submitted", returned: [] },
  { name: "under review", phase: "reviewing", returned: [] },
  { name: "returned for another item", phase: "returned", returned: ["pay"] },
  { name: "returned for these items", phase: "returned", returned: ["spending", "new-schools"] },
  { name: "concluded", phase: "concluded", returned: [] },
];

/** Puts a submission into a phase, whatever led there. */
async function force(target: SeededOrganisation, phase: Phase, returned: readonly string[]): Promise<void> {
  const { db } = app.deps.store;
  const submission_id = submissionOf(target);
  await db.updateTable("submission_flow").set({ phase }).where("submission_id", "=", submission_id).execute();
  await db.deleteFrom("item_return").where("submission_id", "=", submission_id).execute();
  const by = {
    due: "2023-03-01",
    returned_at: "2023-02-01T00:00:00.000Z",
    returned_by: actorOf(target, "editor").accountId,
  };
  for (const item_key of returned)
    await db
      .insertInto("item_return")
      .values({ submission_id, item_key, round: 1, reason: "补充", ...by, answered_round: null })
      .execute();
}

const REFUSALS = new Set(["session.required", "access.denied", "resource.not-found"]);

describe("access on every endpoint", () => {
  it("is probed for every endpoint that the contracts define", () => {
    const [first] = organisations;
    if (!first) throw new Error("no organisation");
    expect(Object.keys(probes(first)).sort()).toEqual(endpoints.map(([name]) => name).sort());
    const ids = { submissionId: "s", evidenceId: "e", threadId: "t", problemId: "p" };
    const elsewhere = Object.entries(onTheirWay).filter(isEndpoint);
    const named = elsewhere.map(([name]) => name).filter((name) => !inOffice.has(name));
    expect(Object.keys(submissionProbes(ids)).sort()).toEqual(named.sort());
  });

  it.each(endpoints)(
    "%s is what can() says, for every role, in one's own organisation and another",
    async (name, endpoint) => {
      const wrong: string[] = [];
      for (const target of organisations)
        for (const reader of organisations)
          for (const role of ROLES_IN[reader.kind])
            for (const probe of probes(target)[name] ?? []) {
              const foreign = reader.id !== target.id;
              const missing = probe.input.params?.submissionId === "none";
              if ((foreign && !namesTarget(probe)) || missing) continue;
              const actor = actorOf(reader, role);
              const allowed = endpoint.action === "public" || can(actor, endpoint.action as Action, probe.subject);
              const expected = allowed ? "allowed" : foreign ? "resource.not-found" : "access.denied";
              const code = await codeOf(probe, actor);
              const seen = REFUSALS.has(code) ? code : "allowed";
              if (seen !== expected)
                wrong.push(`${reader.prefix}-${role} on ${target.prefix}: ${seen}, not ${expected}`);
            }
      expect(wrong).toEqual([]);
    },
  );

  it.each(endpoints)("%s asks an anonymous visitor to sign in unless it is public", async (name, endpoint) => {
    for (const target of organisations)
      for (const probe of probes(target)[name] ?? []) {
        if (probe.input.params?.submissionId === "none") continue;
        const code = await codeOf(probe, undefined);
        if (endpoint.action === "public") expect(REFUSALS.has(code)).toBe(false);
        else expect(code).toBe("session.required");
      }
  });

  it("answers another organisation's resource exactly like one that does not exist", async () => {
    const [mine, theirs] = organisations;
    if (!mine || !theirs) throw new Error("no organisations");
    app.become(actorOf(mine, "editor").accountId);
    const read = async (submissionId: string) => {
      const { status, body } = await callApi(app, submissionApi.getSubmission, { params: { submissionId } });
      const { requestId: _, ...error } = errorBody.parse(body).error;
      return { status, error };
    };
    expect(await read(submissionOf(theirs))).toEqual(await read("no-such-submission"));
  });

  describe.each(FROZEN)("in a submission that is $name", ({ phase, returned }) => {
    const changing = endpoints.filter(([, { action }]) => CHANGING.has(action));

    it.each(changing)("%s changes nothing but what was returned", async (name, { action }) => {
      const wrong: string[] = [];
      const [target] = organisations;
      if (!target || action === "public") throw new Error("nothing to ask");
      for (const role of ROLES_IN.district)
        for (const probe of probes(target)[name] ?? []) {
          const actor = actorOf(target, role);
          const draft = can(actor, action, probe.subject);
          const unlocked = returned.length > 1 && action !== "submission.carry";
          const open = can(actor, action, { ...probe.subject, phase, unlocked });
          const expected = open ? "allowed" : draft ? "submission.frozen" : "access.denied";
          await force(target, "drafting", []);
          const code = await codeOf(probe, actor, () => force(target, phase, returned));
          const seen = REFUSALS.has(code) || code === "submission.frozen" ? code : "allowed";
          if (seen !== expected) wrong.push(`${role}: ${seen}, not ${expected}`);
        }
      await force(target, "drafting", []);
      expect(wrong).toEqual([]);
    });
  });

  it("has met no error that its contract does not name, and logged no fault", () => {
    expect([...undeclared]).toEqual([]);
    expect(app.logged).toEqual([]);
  });
});
