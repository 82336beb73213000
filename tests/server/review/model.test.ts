import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Actor } from "#core/access/access.ts";
import * as conclusionApi from "#core/api/conclusion.ts";
import type { Endpoint } from "#core/api/endpoint.ts";
import { errorBody } from "#core/api/error.ts";
import * as flowApi from "#core/api/flow.ts";
import * as reviewApi from "#core/api/review.ts";
import * as submissionApi from "#core/api/submission.ts";
import * as verdictApi from "#core/api/verdict.ts";
import { subtractDecimals } from "#core/quantity/decimal.ts";
import { DRAFT, type FlowState, type FlowStep, flowAfter, isWritable } from "#core/review/flow.ts";
import { settle } from "#core/review/settle.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { buildApp } from "#mocks/build-app.ts";
import { type ApiInput, callApi } from "#mocks/call-api.ts";
import { actorOf, submissionOf } from "#mocks/seed.ts";
import { type SeededCity, seedCity } from "#mocks/seed-review.ts";

/*
 * Several people at random against the pure workflow: whatever they try, the server comes to the same state, keeps every
 * verdict that it has confirmed and every text that it has frozen, and lets nobody write what is frozen.
 */
const RUNS = Number(process.env.ZIPING_MODEL_RUNS ?? 8);
const STEPS = 60;
const SEED = Number(process.env.FC_SEED ?? 20221108);

const POINTS: Readonly<Record<string, string>> = { spending: "33.34", pay: "33.33", "new-schools": "33.33" };
const ITEMS = Object.keys(POINTS);
const TEXTS: Readonly<Record<string, string>> = {
  spending: "全区教育支出{{教育支出}}。",
  pay: "教师年平均工资{{教师平均工资}}。",
  "new-schools": "新建学校{{新建学校数}}。",
};
const ENDINGS = ["", "已经落实。", "均已到位。", "已完成整改。"];
const SCORES = ["10", "29", "30.5", "33"];

type Reader = "inspector" | "second" | "idle";
type Step =
  | { do: "submit" | "recall" | "conclude" | "reopen"; stale: boolean }
  | { do: "open"; by: Reader }
  | { do: "return"; by: Reader; items: string[] }
  | { do: "save"; item: string; ending: string }
  | { do: "verdict"; by: Reader; item: string; score: string; way: "once" | "twice" | "stale" | "other-text" };

const item = fc.constantFrom(...ITEMS);
const by = fc.constantFrom<Reader>("inspector", "inspector", "second", "idle");
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("submit" as const), stale: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("recall" as const), stale: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("open" as const), by }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("return" as const), by, items: fc.uniqueArray(item, { minLength: 1 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("conclude" as const), stale: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("reopen" as const), stale: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("save" as const), item, ending: fc.constantFrom(...ENDINGS) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("verdict" as const),
      by,
      item,
      score: fc.constantFrom(...SCORES),
      way: fc.constantFrom("once" as const, "once" as const, "twice" as const, "stale" as const, "other-text" as const),
    }),
  },
);

/** What a reader may decide: all, 教育投入 only, nothing. */
const DUTY: Record<Reader, (itemKey: string) => boolean> = {
  inspector: () => true,
  second: (itemKey) => itemKey !== "new-schools",
  idle: () => false,
};

class World {
  state: FlowState = DRAFT;
  /** the narrative of every item as it was last confirmed */
  texts = new Map<string, string>();
  /** confirmed verdicts, oldest first, by "reader item" */
  verdicts = new Map<string, string[]>();
  frozen: string[] = [];
  steps = 0;
  readonly app: MockApp;
  readonly seeded: SeededCity;
  readonly submissionId: string;
  constructor(app: MockApp, seeded: SeededCity) {
    this.app = app;
    this.seeded = seeded;
    this.submissionId = submissionOf(seeded.districts[0]);
  }

  async ask(actor: Actor, endpoint: Endpoint, input: ApiInput): Promise<{ code: string; body: unknown }> {
    this.app.become(actor.accountId);
    const { body } = await callApi(this.app, endpoint, input);
    const failed = errorBody.safeParse(body);
    return { code: failed.success ? failed.data.error.code : "allowed", body };
  }

  async version(): Promise<number> {
    const row = await this.app.deps.store.db
      .selectFrom("submission_flow")
      .select("version")
      .where("submission_id", "=", this.submissionId)
      .executeTakeFirstOrThrow();
    return row.version;
  }

  reader(name: Reader): Actor {
    return this.seeded[name];
  }
  get approver(): Actor {
    return actorOf(this.seeded.districts[0], "approver");
  }
  get editor(): Actor {
    return actorOf(this.seeded.districts[0], "editor");
  }
  get supervisor(): Actor {
    return actorOf(this.seeded.city, "supervisor");
  }
}

const params = (world: World) => ({ submissionId: world.submissionId });

/** What the pure workflow says, and what the server said: equal, or the run ends here. */
function settleStep(world: World, pure: FlowStep, code: string, stale: boolean): void {
  const next = flowAfter(world.state, pure);
  expect(code).toBe(next.ok ? (stale ? "flow.stale" : "allowed") : "flow.refused");
  if (next.ok && !stale) world.state = next.value;
}

async function take(world: World, each: Step): Promise<void> {
  switch (each.do) {
    case "submit": {
      const body = { version: (await world.version()) - (each.stale ? 1 : 0) };
      const { code } = await world.ask(world.approver, flowApi.submitSubmission, { params: params(world), body });
      return settleStep(world, { event: "submit" }, code, each.stale);
    }
    case "recall": {
      const body = { version: (await world.version()) - (each.stale ? 1 : 0), reason: "补充" };
      const { code } = await world.ask(world.approver, flowApi.recallSubmission, { params: params(world), body });
      return settleStep(world, { event: "recall" }, code, each.stale);
    }
    case "open":
      return open(world, each.by);
    case "return":
      return sendBack(world, each.by, each.items);
    case "conclude":
      return conclude(world, each.stale);
    case "reopen": {
      const body = { version: (await world.version()) - (each.stale ? 1 : 0), reason: "复核" };
      const input = { params: params(world), body };
      const { code } = await world.ask(world.supervisor, conclusionApi.reopenReview, input);
      if (world.state.phase === "drafting") return expect(code).toBe("resource.not-found");
      return settleStep(world, { event: "reopen" }, code, each.stale);
    }
    case "save":
      return save(world, each.item, each.ending);
    case "verdict":
      return decide(world, each);
  }
}

async function open(world: World, who: Reader): Promise<void> {
  const input = { params: params(world), body: {} };
  const { code } = await world.ask(world.reader(who), reviewApi.openReview, input);
  if (who === "idle" || world.state.phase === "drafting") expect(code).toBe("resource.not-found");
  else if (world.state.phase === "concluded") expect(code).toBe("review.closed");
  else settleStep(world, { event: "open" }, code, false);
}

async function sendBack(world: World, who: Reader, itemKeys: string[]): Promise<void> {
  const items = itemKeys.map((itemKey) => ({ itemKey, reason: "补充材料" }));
  const input = { params: params(world), body: { version: await world.version(), due: "2999-01-01", items } };
  const { code } = await world.ask(world.reader(who), conclusionApi.returnItems, input);
  if (!itemKeys.every(DUTY[who]) || world.state.phase === "drafting") expect(code).toBe("resource.not-found");
  else if (world.state.phase === "concluded") expect(code).toBe("review.closed");
  else settleStep(world, { event: "return", itemKeys }, code, false);
}

async function conclude(world: World, stale: boolean): Promise<void> {
  const shown = await world.ask(world.supervisor, conclusionApi.conclusionPreview, { params: params(world) });
  const preview = conclusionApi.conclusionPreview.response?.safeParse(shown.body);
  const basis = preview?.success ? preview.data.basis : "none";
  const body = { version: (await world.version()) - (stale ? 1 : 0), basis, opinion: "", problems: [], despite: true };
  const { code } = await world.ask(world.supervisor, conclusionApi.concludeReview, { params: params(world), body });
  const blocked = ITEMS.some((itemKey) => settled(world, itemKey) === "needs-third");
  if (world.state.phase === "drafting") expect(code).toBe("resource.not-found");
  else if (world.state.phase === "reviewing" && !stale && blocked) expect(code).toBe("review.warnings");
  else settleStep(world, { event: "conclude" }, code, stale);
}

const settled = (world: World, itemKey: string): string => {
  const given = (["inspector", "second"] as const).flatMap((who) => {
    const score = world.verdicts.get(`${who} ${itemKey}`)?.at(-1);
    return score === undefined ? [] : [{ score, verdict: "mostly-met" as const }];
  });
  return settle(given, POINTS[itemKey] ?? null, "20").state;
};

async function save(world: World, itemKey: string, ending: string): Promise<void> {
  const { editor } = world;
  const { body } = await world.ask(editor, submissionApi.getSubmission, { params: params(world) });
  const detail = submissionApi.getSubmission.response?.parse(body);
  const now = detail?.items.find((each) => each.itemKey === itemKey);
  if (!now) throw new Error("no item");
  expect(now.answer.narrative).toBe(world.texts.get(itemKey));
  expect(now.writable).toBe(isWritable(world.state, itemKey));
  const narrative = `${TEXTS[itemKey]}${ending}`;
  const { code } = await world.ask(editor, submissionApi.saveAnswer, {
    params: { ...params(world), itemKey },
    body: { base: now.revision, answer: { ...now.answer, narrative }, key: `save-${world.steps}-of-the-run` },
  });
  expect(code).toBe(isWritable(world.state, itemKey) ? "allowed" : "submission.frozen");
  if (code === "allowed") world.texts.set(itemKey, narrative);
}

async function decide(
  world: World,
  { by: who, item: itemKey, score, way }: Extract<Step, { do: "verdict" }>,
): Promise<void> {
  const place = { params: { ...params(world), itemKey } };
  const shown = await world.ask(world.reader(who), reviewApi.getReviewItem, place);
  const { phase } = world.state;
  if (phase === "drafting" || !DUTY[who](itemKey)) return expect(shown.code).toBe("resource.not-found");
  if (phase === "submitted") return expect(shown.code).toBe("review.unopened");
  const seen = reviewApi.getReviewItem.response?.parse(shown.body);
  if (!seen) throw new Error("nothing to decide on");
  const known = world.verdicts.get(`${who} ${itemKey}`) ?? [];
  const own = seen.verdicts.find(({ accountId }) => accountId === world.reader(who).accountId);
  // no verdict that was confirmed is ever lost
  expect(own?.revision ?? 0).toBe(known.length);
  expect(own?.score).toBe(known.at(-1));
  const body = {
    base: known.length + (way === "stale" ? 1 : 0),
    key: `verdict-${world.steps}-of-the-run`,
    itemHash: way === "other-text" ? "0".repeat(64) : seen.frozen.hash,
    verdict: "mostly-met",
    score,
    deductions: [{ points: subtractDecimals(POINTS[itemKey] ?? "0", score), reason: "不足" }],
    opinion: "应予完善",
    agenda: false,
  };
  const { code } = await world.ask(world.reader(who), verdictApi.putVerdict, { ...place, body });
  const wrong = { stale: "verdict.stale", "other-text": "review.other-text", once: "allowed", twice: "allowed" }[way];
  expect(code).toBe(phase === "concluded" ? "review.closed" : wrong);
  if (code !== "allowed") return;
  world.verdicts.set(`${who} ${itemKey}`, [...known, score]);
  if (way === "twice")
    expect((await world.ask(world.reader(who), verdictApi.putVerdict, { ...place, body })).code).toBe("allowed");
}

/** After every step: the same state on both sides, and nothing that was frozen is another by now. */
async function check(world: World): Promise<void> {
  const { db } = world.app.deps.store;
  const { body } = await world.ask(world.approver, flowApi.submissionFlow, { params: params(world) });
  const flow = flowApi.submissionFlow.response?.parse(body);
  expect({ phase: flow?.phase, round: flow?.round }).toEqual({ phase: world.state.phase, round: world.state.round });
  const unlocked = flow?.returns.filter(({ answeredRound }) => answeredRound === null).map(({ itemKey }) => itemKey);
  expect([...new Set(unlocked)].sort()).toEqual(world.state.phase === "returned" ? world.state.returned : []);
  const rows = await db.selectFrom("snapshot_item").select("body").orderBy("round").orderBy("item_key").execute();
  const now = rows.map((row) => row.body);
  expect(now.slice(0, world.frozen.length)).toEqual(world.frozen);
  world.frozen = now;
  const kept = await db
    .selectFrom("verdict_revision")
    .select((eb) => eb.fn.countAll().as("all"))
    .executeTakeFirstOrThrow();
  const confirmed = [...world.verdicts.values()].reduce((sum, given) => sum + given.length, 0);
  expect(Number(kept.all)).toBe(confirmed);
}

describe("a submission between a district and its city", () => {
  it("does on the server what the pure workflow says, whoever tries what", { timeout: 1_200_000 }, async () => {
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: STEPS, maxLength: STEPS }), async (steps) => {
        const app = await buildApp({ clock: () => new Date("2023-02-01T02:00:00Z") });
        try {
          const world = new World(app, await seedCity(app));
          for (const itemKey of ITEMS) world.texts.set(itemKey, TEXTS[itemKey] ?? "");
          for (const each of steps) {
            world.steps += 1;
            await take(world, each);
            await check(world);
            reached.add(world.state.phase);
          }
          expect(app.logged).toEqual([]);
        } finally {
          await app.close();
        }
      }),
      { seed: SEED, numRuns: RUNS },
    );
    expect([...reached].sort()).toEqual(["concluded", "drafting", "returned", "reviewing", "submitted"]);
  });
});
