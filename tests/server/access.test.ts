import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Action, type Actor, can, ROLES_IN } from "#core/access/access.ts";
import { errorBody } from "#core/api/error.ts";
import * as submissionApi from "#core/api/submission.ts";
import type { Phase } from "#core/review/flow.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { callApi } from "#mocks/call-api.ts";
import { actorOf, type SeededOrganisation, submissionOf } from "#mocks/seed.ts";
import { endpointsOnTheirWay, everyEndpoint } from "#tests/server/every-endpoint.ts";
import { probesOf } from "#tests/server/every-probe.ts";
import { type Probed, seedProbed } from "#tests/server/probed.ts";
import type { Probe } from "#tests/server/reuse-probes.ts";
import { submissionProbes } from "#tests/server/review/probes.ts";

let world: Probed;
let app: MockApp;
let organisations: SeededOrganisation[];
const probes = (target: SeededOrganisation): Record<string, Probe[]> => probesOf(world, target);

beforeAll(async () => {
  world = await seedProbed();
  ({ app, organisations } = world);
});
afterAll(() => app.close());

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
    expect(Object.keys(probes(first)).sort()).toEqual(everyEndpoint.map(([name]) => name).sort());
    const ids = { submissionId: "s", evidenceId: "e", threadId: "t", problemId: "p" };
    expect(Object.keys(submissionProbes(ids)).sort()).toEqual(endpointsOnTheirWay.map(([name]) => name).sort());
  });

  it.each(everyEndpoint)(
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

  it.each(everyEndpoint)("%s asks an anonymous visitor to sign in unless it is public", async (name, endpoint) => {
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
    const changing = everyEndpoint.filter(([, { action }]) => CHANGING.has(action));

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
