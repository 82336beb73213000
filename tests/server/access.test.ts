import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Action, type Actor, can, ROLES_IN } from "#core/access/access.ts";
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
import * as reuseApi from "#core/api/reuse.ts";
import * as reviewApi from "#core/api/review.ts";
import * as submissionApi from "#core/api/submission.ts";
import * as systemApi from "#core/api/system.ts";
import * as uploadApi from "#core/api/upload.ts";
import * as verdictApi from "#core/api/verdict.ts";
import type { Phase } from "#core/review/flow.ts";
import { callApi } from "#mocks/call-api.ts";
import { actorOf, type SeededOrganisation, submissionOf } from "#mocks/seed.ts";
import { probes } from "#tests/server/access-probes.ts";
import { type AccessWorld, buildWorld } from "#tests/server/access-world.ts";
import type { Probe } from "#tests/server/reuse-probes.ts";
import { submissionProbes } from "#tests/server/review/probes.ts";

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
  ...cycleApi,
  ...phraseApi,
};
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
  ...Object.entries(exported),
  ...Object.entries(onTheirWay).filter(([name]) => inOffice.has(name)),
].filter(isEndpoint);

let world: AccessWorld;

beforeAll(async () => {
  world = await buildWorld();
});
afterAll(() => world.app.close());

/** Endpoints that are about one's own organisation take no id that could name another. */
const namesTarget = ({ endpoint }: Probe): boolean =>
  endpoint.path.includes(":") && !endpoint.path.includes(":phraseId");

const undeclared = new Set<string>();

async function codeOf(probe: Probe, actor: Actor | undefined, then?: () => Promise<void>): Promise<string> {
  await probe.prepare?.(actor);
  await then?.();
  world.app.become(actor?.accountId);
  const answer = await callApi(world.app, probe.endpoint, probe.input);
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
  const { db } = world.app.deps.store;
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
    const [first] = world.organisations;
    if (!first) throw new Error("no organisation");
    expect(Object.keys(probes(world, first)).sort()).toEqual(endpoints.map(([name]) => name).sort());
    const ids = { submissionId: "s", evidenceId: "e", threadId: "t", problemId: "p" };
    const elsewhere = Object.entries(onTheirWay).filter(isEndpoint);
    const named = elsewhere.map(([name]) => name).filter((name) => !inOffice.has(name));
    expect(Object.keys(submissionProbes(ids)).sort()).toEqual(named.sort());
  });

  it.each(endpoints)(
    "%s is what can() says, for every role, in one's own organisation and another",
    async (name, endpoint) => {
      const wrong: string[] = [];
      for (const target of world.organisations)
        for (const reader of world.organisations)
          for (const role of ROLES_IN[reader.kind])
            for (const probe of probes(world, target)[name] ?? []) {
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
    for (const target of world.organisations)
      for (const probe of probes(world, target)[name] ?? []) {
        if (probe.input.params?.submissionId === "none") continue;
        const code = await codeOf(probe, undefined);
        if (endpoint.action === "public") expect(REFUSALS.has(code)).toBe(false);
        else expect(code).toBe("session.required");
      }
  });

  it("answers another organisation's resource exactly like one that does not exist", async () => {
    const [mine, theirs] = world.organisations;
    if (!mine || !theirs) throw new Error("no organisations");
    world.app.become(actorOf(mine, "editor").accountId);
    const read = async (submissionId: string) => {
      const { status, body } = await callApi(world.app, submissionApi.getSubmission, { params: { submissionId } });
      const { requestId: _, ...error } = errorBody.parse(body).error;
      return { status, error };
    };
    expect(await read(submissionOf(theirs))).toEqual(await read("no-such-submission"));
  });

  describe.each(FROZEN)("in a submission that is $name", ({ phase, returned }) => {
    const changing = endpoints.filter(([, { action }]) => CHANGING.has(action));

    it.each(changing)("%s changes nothing but what was returned", async (name, { action }) => {
      const wrong: string[] = [];
      const [target] = world.organisations;
      if (!target || action === "public") throw new Error("nothing to ask");
      for (const role of ROLES_IN.district)
        for (const probe of probes(world, target)[name] ?? []) {
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
    expect(world.app.logged).toEqual([]);
  });
});
