import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Action, type Actor, can, ROLES_IN, type Subject } from "#core/access/access.ts";
import { emptyAnswer } from "#core/answer/answer.ts";
import * as collationApi from "#core/api/collation.ts";
import type { Endpoint } from "#core/api/endpoint.ts";
import { errorBody } from "#core/api/error.ts";
import * as evidenceApi from "#core/api/evidence.ts";
import * as packageApi from "#core/api/package.ts";
import * as reuseApi from "#core/api/reuse.ts";
import * as submissionApi from "#core/api/submission.ts";
import * as systemApi from "#core/api/system.ts";
import * as uploadApi from "#core/api/upload.ts";
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
import { readHead } from "#server/services/submission-rows.ts";
import { insertUpload } from "#server/services/upload-rows.ts";
import { type Probe, reuseProbes } from "#tests/server/reuse-probes.ts";

const isEndpoint = (entry: [string, unknown]): entry is [string, Endpoint] =>
  typeof entry[1] === "object" && entry[1] !== null && "path" in entry[1] && "action" in entry[1];

const exported: Record<string, unknown> = {
  ...systemApi,
  ...submissionApi,
  ...collationApi,
  ...evidenceApi,
  ...uploadApi,
  ...packageApi,
  ...reuseApi,
};
const endpoints = Object.entries(exported).filter(isEndpoint);

let app: MockApp;
let organisations: SeededOrganisation[];
let evidenceIds: Map<string, string>;
/** records that stand under an item of another unit than the contributor's, and nowhere else */
let foreignRecords: Map<string, string>;
let threadIds: Map<string, string>;

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
});
afterAll(() => app.close());

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
    readiness: simple(systemApi.readiness, {}),
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
    listAudit: simple(systemApi.listAudit, own),
    listTemplates: simple(submissionApi.listTemplates, {}),
    getTemplate: simple(submissionApi.getTemplate, {}, { query: { id: "test-small", version: "2022" } }),
    listIndicators: simple(submissionApi.listIndicators, {}),
    listPlans: simple(submissionApi.listPlans, {}, { query: { district: "重庆市渝北区" } }),
    listSubmissions: simple(submissionApi.listSubmissions, {}),
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

/** Endpoints that are about one's own organisation take no id that could name another. */
const namesTarget = ({ endpoint }: Probe): boolean => endpoint.path.includes(":");

const undeclared = new Set<string>();

async function codeOf(probe: Probe, actor: Actor | undefined): Promise<string> {
  await probe.prepare?.(actor);
  app.become(actor?.accountId);
  const answer = await callApi(app, probe.endpoint, probe.input);
  const failed = errorBody.safeParse(answer.body);
  if (!failed.success) return "allowed";
  const { code } = failed.data.error;
  if (!probe.endpoint.errors.includes(code)) undeclared.add(`${probe.endpoint.summary}: ${code}`);
  return code;
}

const REFUSALS = new Set(["session.required", "access.denied", "resource.not-found"]);

describe("access on every endpoint", () => {
  it("is probed for every endpoint that the contracts define", () => {
    const [first] = organisations;
    if (!first) throw new Error("no organisation");
    expect(Object.keys(probes(first)).sort()).toEqual(endpoints.map(([name]) => name).sort());
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
  it("has met no error that its contract does not name, and logged no fault", () => {
    expect([...undeclared]).toEqual([]);
    expect(app.logged).toEqual([]);
  });
});
