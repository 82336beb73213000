import type { Actor, Subject } from "#core/access/access.ts";
import { emptyAnswer } from "#core/answer/answer.ts";
import * as backupApi from "#core/api/backup.ts";
import * as collationApi from "#core/api/collation.ts";
import type { Endpoint } from "#core/api/endpoint.ts";
import * as evidenceApi from "#core/api/evidence.ts";
import * as noticeApi from "#core/api/notice.ts";
import * as packageApi from "#core/api/package.ts";
import * as submissionApi from "#core/api/submission.ts";
import * as submissionListApi from "#core/api/submission-list.ts";
import * as systemApi from "#core/api/system.ts";
import * as uploadApi from "#core/api/upload.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import type { ApiInput } from "#mocks/call-api.ts";
import { actorOf, expectOk, type SeededOrganisation } from "#mocks/seed.ts";
import { parcelOf, seedParcel } from "#mocks/seed-parcel.ts";
import { headOf } from "#mocks/seed-review.ts";
import { metadataHeader, tusHeaders } from "#mocks/upload-file.ts";
import { saveAnswer } from "#server/services/answers.ts";
import { linkEvidence } from "#server/services/evidence-links.ts";
import { insertUpload } from "#server/services/upload-rows.ts";
import { auditProbes } from "#tests/server/audit-probes.ts";
import { builderProbes } from "#tests/server/builder-probes.ts";
import { inspectionProbes } from "#tests/server/inspection-probes.ts";
import { peopleProbes } from "#tests/server/people-probes.ts";
import type { Probed } from "#tests/server/probed.ts";
import { type Probe, reuseProbes } from "#tests/server/reuse-probes.ts";
import { officeProbes } from "#tests/server/review/probes.ts";
import { twoFactorProbes } from "#tests/server/two-factor-probes.ts";

/** A phrase of whoever asks; nobody else's can be named. */
async function seedPhrase(app: MockApp, actor: Actor | undefined): Promise<void> {
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

const uploadId = "an-upload";
/** An upload of the actor's own, of which nothing has arrived yet. */
async function seedUpload(
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

/** A well-formed request for every endpoint about `target`, and what it is about. */
export function probesOf(world: Probed, target: SeededOrganisation): Record<string, Probe[]> {
  const { app, evidenceIds, foreignRecords, threadIds } = world;
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
    await saveAnswer(app.deps, store.db, actorOf(target, "editor"), await headOf(app, target), itemKey, save);
  };
  const reopen = async (): Promise<void> => void (await app.deps.store.db.deleteFrom("sign_off").execute());
  const perRecord = (make: (evidenceId: string) => Omit<Probe, "subject" | "prepare">): Probe[] => [
    { ...make(evidenceId), subject: about("spending"), prepare: () => link("spending") },
    { ...make(foreignRecords.get(target.id) ?? "none"), subject: about("new-schools") },
  ];
  const link = async (itemKey: string): Promise<void> => {
    const place = { evidenceId, itemKey, slot: null };
    expectOk(
      await linkEvidence(app.deps, app.deps.store.db, actorOf(target, "editor"), await headOf(app, target), place),
    );
  };
  const perParcel = (endpoint: Endpoint, input: ApiInput): Probe[] =>
    simple(endpoint, own, { ...input, params: { packageId: parcelOf(target.id) } }).map((probe) => ({
      ...probe,
      prepare: () => seedParcel(app, actorOf(target, "reader")),
    }));
  return {
    hearNotices: simple(noticeApi.hearNotices, {}),
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
    ...twoFactorProbes(target),
    ...auditProbes(own),
    ...inspectionProbes(app, target),
    getBackups: simple(backupApi.getBackups, own),
    makeBackup: simple(backupApi.makeBackup, own),
    ...builderProbes(target),
    ...peopleProbes(target, world.organisations.find(({ kind }) => kind === "city")?.id ?? "none"),
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
      prepare: (actor) => seedUpload(app, actor, submissionId, itemKey),
    })),
    continueUpload: perItem((itemKey) => ({
      endpoint: uploadApi.continueUpload,
      input: {
        params: { submissionId, uploadId },
        headers: { ...tusHeaders, "upload-offset": "0" },
        body: "%PDF-1.4 ",
      },
      prepare: (actor) => seedUpload(app, actor, submissionId, itemKey),
    })),
    abandonUpload: perItem((itemKey) => ({
      endpoint: uploadApi.abandonUpload,
      input: { params: { submissionId, uploadId }, headers: tusHeaders },
      prepare: (actor) => seedUpload(app, actor, submissionId, itemKey),
    })),
    finishUpload: perItem((itemKey) => ({
      endpoint: uploadApi.finishUpload,
      input: { params: { submissionId, uploadId }, body: {} },
      prepare: (actor) => seedUpload(app, actor, submissionId, itemKey),
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
    ...ownOffice(world, target),
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
    listEvidence: simple(evidenceApi.listEvidence, own, { params: { submissionId } }),
    listRevisions: simple(evidenceApi.listRevisions, own, { params: { submissionId, evidenceId } }),
    revisionContent: simple(evidenceApi.revisionContent, own, {
      params: { submissionId, evidenceId, revision: "1" },
    }),
    evidenceZip: simple(evidenceApi.evidenceZip, own, { params: { submissionId }, query: { for: "own" } }),
    evidenceContent: simple(evidenceApi.evidenceContent, own, { params: { submissionId, evidenceId } }),
  };
}

/** Cycles are the city's, so a district has none of its own to name; phrases are whoever's asks. */
function ownOffice({ app, cycleId }: Probed, target: SeededOrganisation): Record<string, Probe[]> {
  const all = officeProbes({ organisationId: target.id }, cycleId, "a-phrase");
  const named = (probe: Probe): boolean => probe.endpoint.path.includes(":cycleId");
  return Object.fromEntries(
    Object.entries(all).map(([name, probes]): [string, Probe[]] => [
      name,
      probes.flatMap((probe: Probe) => {
        if (probe.endpoint.path.includes(":phraseId"))
          return [{ ...probe, prepare: (actor) => seedPhrase(app, actor) }];
        return named(probe) && target.kind === "district" ? [] : [probe];
      }),
    ]),
  );
}
