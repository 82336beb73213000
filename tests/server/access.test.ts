import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Action, type Actor, can, ROLES_IN, type Subject } from "#core/access/access.ts";
import type { Endpoint } from "#core/api/endpoint.ts";
import { errorBody } from "#core/api/error.ts";
import * as submissionApi from "#core/api/submission.ts";
import * as systemApi from "#core/api/system.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { buildApp } from "#mocks/build-app.ts";
import { type ApiInput, callApi } from "#mocks/call-api.ts";
import { actorOf, expectOk, type SeededOrganisation, seedOrganisation, submissionOf } from "#mocks/seed.ts";
import { streamOf } from "#server/files/memory.ts";
import { addEvidence } from "#server/services/add-evidence.ts";
import { linkEvidence } from "#server/services/evidence-changes.ts";
import { readHead } from "#server/services/submission-rows.ts";

interface Probe {
  endpoint: Endpoint;
  input: ApiInput;
  subject: Subject;
  prepare?: () => Promise<void>;
}

const isEndpoint = (entry: [string, unknown]): entry is [string, Endpoint] =>
  typeof entry[1] === "object" && entry[1] !== null && "path" in entry[1] && "action" in entry[1];

const exported: Record<string, unknown> = { ...systemApi, ...submissionApi };
const endpoints = Object.entries(exported).filter(isEndpoint);

let app: MockApp;
let organisations: SeededOrganisation[];
let evidenceIds: Map<string, string>;

beforeAll(async () => {
  app = await buildApp();
  organisations = [
    await seedOrganisation(app, "district", "yb", "重庆市渝北区"),
    await seedOrganisation(app, "district", "jb", "重庆市江北区"),
    await seedOrganisation(app, "city", "cq", "市教育督导室"),
  ];
  evidenceIds = new Map();
  for (const each of organisations) if (each.kind === "district") evidenceIds.set(each.id, await seedEvidence(each));
});
afterAll(() => app.close());

async function headOf(organisation: SeededOrganisation) {
  const head = await readHead(app.deps.store.db, app.deps.templates, submissionOf(organisation));
  if (!head) throw new Error("no submission");
  return head;
}

async function seedEvidence(organisation: SeededOrganisation): Promise<string> {
  const added = await addEvidence(
    app.deps,
    app.deps.store.db,
    actorOf(organisation, "editor"),
    await headOf(organisation),
    {
      itemKey: "spending",
      slot: undefined,
      fileName: "决算.pdf",
      stream: streamOf(new TextEncoder().encode(`%PDF-1.4 ${organisation.prefix}`)),
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
  const link = async (itemKey: string): Promise<void> => {
    const place = { evidenceId, itemKey, slot: null };
    expectOk(await linkEvidence(app.deps, app.deps.store.db, actorOf(target, "editor"), await headOf(target), place));
  };
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
      endpoint: submissionApi.answerHistory,
      input: { params: { submissionId, itemKey } },
    })),
    assignItem: perItem((itemKey) => ({
      endpoint: submissionApi.assignItem,
      input: { params: { submissionId, itemKey }, body: { unitId: "unknown", due: null } },
    })),
    addEvidence: perItem((itemKey) => ({
      endpoint: submissionApi.addEvidence,
      input: { params: { submissionId }, query: { item: itemKey, fileName: "a.txt" }, body: "plain text" },
    })),
    linkEvidence: perItem((itemKey) => ({
      endpoint: submissionApi.linkEvidence,
      input: { params: { submissionId, evidenceId, itemKey }, body: { slot: null } },
    })),
    detachEvidence: perItem((itemKey) => ({
      endpoint: submissionApi.detachEvidence,
      input: { params: { submissionId, evidenceId, itemKey } },
      prepare: () => link(itemKey),
    })),
    changeEvidence: simple(submissionApi.changeEvidence, own, {
      params: { submissionId, evidenceId },
      body: { title: "新名" },
    }),
    evidenceContent: simple(submissionApi.evidenceContent, own, { params: { submissionId, evidenceId } }),
  };
}

/** Endpoints that are about one's own organisation take no id that could name another. */
const namesTarget = ({ endpoint }: Probe): boolean => endpoint.path.includes(":");

const undeclared = new Set<string>();

async function codeOf(probe: Probe, actor: Actor | undefined): Promise<string> {
  await probe.prepare?.();
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
