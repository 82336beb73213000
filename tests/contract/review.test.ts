import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#core/access/access.ts";
import type { VerdictContent } from "#core/review/verdict.ts";
import { assembleApp, type MockApp } from "#mocks/assemble-app.ts";
import { actorOf, expectOk, type SeededOrganisation, submissionOf } from "#mocks/seed.ts";
import { bringTo, headOf, type SeededCity, seedCity } from "#mocks/seed-review.ts";
import { smallRegistry } from "#mocks/small-registry.ts";
import { saveAnswer } from "#server/services/answers.ts";
import { concludeReview, previewConclusion } from "#server/services/review/conclusions.ts";
import { readCycle } from "#server/services/review/cycle-rows.ts";
import { readFlowState } from "#server/services/review/flow-state.ts";
import { readFlow } from "#server/services/review/flow-view.ts";
import { openReview } from "#server/services/review/open-review.ts";
import { readOverview } from "#server/services/review/overview.ts";
import { listProblems } from "#server/services/review/problem-list.ts";
import { returnItems } from "#server/services/review/return-items.ts";
import { readContext } from "#server/services/review/review-context.ts";
import { readReviewItem } from "#server/services/review/review-item.ts";
import { readFrozenItems } from "#server/services/review/snapshot-rows.ts";
import { recallSubmission, submitSubmission } from "#server/services/review/submit.ts";
import { giveVerdict } from "#server/services/review/verdicts.ts";
import { readAnswers } from "#server/services/submission-rows.ts";
import { STORES, type TestDatabase } from "#tests/contract/each-store.ts";

const MET: VerdictContent = { verdict: "met", score: "33.34", deductions: [], opinion: "", agenda: false };

describe.each(STORES)("review on $name", ({ create, processes }) => {
  let database: TestDatabase;
  let apps: MockApp[];
  let app: MockApp;
  let seeded: SeededCity;
  let district: SeededOrganisation;
  let submissionId: string;

  beforeEach(async () => {
    database = await create();
    const templates = await smallRegistry();
    const clock = () => new Date("2023-02-01T02:00:00Z");
    apps = [];
    for (let index = 0; index < processes; index += 1)
      apps.push(await assembleApp({ store: database.open(), templates, clock }));
    const [first] = apps;
    if (!first) throw new Error("no process");
    app = first;
    seeded = await seedCity(app);
    district = seeded.districts[0];
    submissionId = submissionOf(district);
  });
  afterEach(() => database.dispose());

  const via = (index: number): MockApp => apps[index % apps.length] ?? app;
  const db = () => app.deps.store.db;
  const supervisor = () => actorOf(seeded.city, "supervisor");
  const submit = async (by = app) =>
    submitSubmission(by.deps, by.deps.store.db, actorOf(district, "approver"), await headOf(app, district), {});
  const contextOf = async (actor: Actor) => expectOk(await readContext(app.deps, db(), actor, submissionId));
  const hashOf = async (itemKey: string): Promise<string> =>
    expectOk(await readReviewItem(app.deps, db(), await contextOf(seeded.inspector), itemKey)).hash;
  const decide = async (actor: Actor, base: number, key: string, by = app) =>
    giveVerdict(
      by.deps,
      by.deps.store.db,
      actor,
      { submissionId, itemKey: "spending" },
      {
        base,
        key,
        itemHash: await hashOf("spending"),
        ...MET,
      },
    );

  it("goes the whole way, and leaves every version and every verdict behind", async () => {
    await bringTo(app, seeded, district, "returned");
    const head = await headOf(app, district);
    const answers = await readAnswers(db(), submissionId);
    const spending = answers.get("spending");
    if (!spending) throw new Error("no answer");
    const answer = { ...spending.answer, narrative: "全区教育支出{{教育支出}}，附拨款文件。" };
    const save = { base: spending.revision, answer, key: "after-the-return" };
    expectOk(await saveAnswer(app.deps, db(), actorOf(district, "editor"), head, "spending", save));
    expectOk(await submit());
    expectOk(await openReview(app.deps, db(), seeded.inspector, submissionId));
    const item = expectOk(await readReviewItem(app.deps, db(), await contextOf(seeded.inspector), "spending"));
    expect(item.difference).toMatchObject({ fromRound: 1, toRound: 2, changed: true });
    expect(item.filters).toContain("changed");
    expectOk(await decide(seeded.inspector, 0, "first-verdict"));
    const preview = expectOk(await previewConclusion(db(), await contextOf(supervisor())));
    const { version } = await readFlowState(db(), submissionId);
    const problems = [{ itemKey: "pay", text: "待遇未落实" }];
    const wanted = { version, basis: preview.basis, opinion: "良好", problems, despite: true };
    const done = expectOk(await concludeReview(app.deps, db(), supervisor(), submissionId, wanted));
    expect(done.problems).toMatchObject([{ number: 1, itemKey: "pay", text: "待遇未落实" }]);
    expect((await listProblems(app.deps, db(), actorOf(district, "editor"), {})).map(({ state }) => state)).toEqual([
      "open",
    ]);
    const flow = await readFlow(db(), actorOf(district, "editor"), head);
    expect(flow.rounds.map(({ round, recalled }) => [round, recalled])).toEqual([
      [2, false],
      [1, false],
    ]);
    const cycle = await readCycle(db(), seeded.cycleId);
    if (!cycle) throw new Error("no cycle");
    const seen = await readOverview(app.deps, db(), cycle);
    expect(seen.districts.find(({ submissionId: id }) => id === submissionId)?.cells[0]).toMatchObject({
      self: "63",
      verified: "33.34",
    });
  });

  it("freezes exactly what is stored, however many people write meanwhile", async () => {
    const head = await headOf(app, district);
    const editor = actorOf(district, "editor");
    const before = await readAnswers(db(), submissionId);
    const write = async (itemKey: string, index: number): Promise<string> => {
      const { deps } = via(index);
      const known = before.get(itemKey);
      if (!known) throw new Error("no answer");
      const answer = { ...known.answer, narrative: `${known.answer.narrative}第${index}稿已落实。` };
      const saved = await saveAnswer(deps, deps.store.db, editor, head, itemKey, {
        base: known.revision,
        answer,
        key: `write-${itemKey}-${index}`,
      });
      return saved.ok ? "saved" : saved.error.code;
    };
    const writing = ["spending", "pay", "new-schools"].flatMap((itemKey) =>
      Array.from({ length: 6 }, (_, index) => write(itemKey, index)),
    );
    const [sent, ...outcomes] = await Promise.all([submit(via(1)), ...writing]);
    expectOk(sent);
    expect(outcomes.every((code) => ["saved", "answer.stale", "submission.frozen"].includes(code))).toBe(true);
    const frozen = await readFrozenItems(db(), { submissionId, round: 1 });
    const after = await readAnswers(db(), submissionId);
    for (const [itemKey, { answer }] of after) expect(frozen.get(itemKey)?.narrative, itemKey).toBe(answer.narrative);
  });

  it("lets either the recall or the first inspector win, never both", async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      const { phase } = await readFlowState(db(), submissionId);
      if (phase !== "drafting") break;
      expectOk(await submit());
      const head = await headOf(app, district);
      const [one, other] = [via(turn), via(turn + 1)];
      const [recalled, opened] = await Promise.all([
        recallSubmission(one.deps, one.deps.store.db, actorOf(district, "approver"), head, { reason: "补充" }),
        openReview(other.deps, other.deps.store.db, seeded.inspector, submissionId),
      ]);
      expect(recalled.ok).not.toBe(opened.ok);
      const after = await readFlowState(db(), submissionId);
      expect(after.phase).toBe(opened.ok ? "reviewing" : "drafting");
      expect(after.currentRound).toBe(opened.ok ? after.round : undefined);
    }
  });

  it("keeps one of two verdicts on the same base, and a repeated one once", async () => {
    await bringTo(app, seeded, district, "reviewing");
    const [a, b] = await Promise.all([
      decide(seeded.inspector, 0, "one-page-here", via(0)),
      decide(seeded.inspector, 0, "another-page", via(1)),
    ]);
    expect([a, b].map((each) => (each.ok ? "kept" : each.error.code)).sort()).toEqual(["kept", "verdict.stale"]);
    const twice = await Promise.all([0, 1, 2].map((index) => decide(seeded.inspector, 1, "the-same-one", via(index))));
    expect(twice.map((each) => expectOk(each).verdict.revision)).toEqual([2, 2, 2]);
    const kept = await db().selectFrom("verdict_revision").select("revision").orderBy("revision").execute();
    expect(kept.map(({ revision }) => revision)).toEqual([1, 2]);
  });

  it("concludes once, and takes no verdict that comes at the same time unseen", async () => {
    await bringTo(app, seeded, district, "reviewing");
    const preview = expectOk(await previewConclusion(db(), await contextOf(supervisor())));
    const { version } = await readFlowState(db(), submissionId);
    const wanted = { version, basis: preview.basis, opinion: "", problems: [], despite: true };
    const conclude = (by: MockApp) => concludeReview(by.deps, by.deps.store.db, supervisor(), submissionId, wanted);
    const itemHash = await hashOf("spending");
    const late = (by: MockApp) =>
      giveVerdict(
        by.deps,
        by.deps.store.db,
        seeded.inspector,
        { submissionId, itemKey: "spending" },
        {
          base: 0,
          key: "at-the-same-time",
          itemHash,
          ...MET,
        },
      );
    const [first, second, verdict] = await Promise.all([conclude(via(0)), conclude(via(1)), late(via(2))]);
    const done = [first, second].filter((each) => each.ok);
    expect(done.length).toBe(verdict.ok ? 0 : 1);
    const rows = await db().selectFrom("conclusion").select("version").execute();
    expect(rows.length).toBe(done.length);
    expect((await readFlowState(db(), submissionId)).phase).toBe(verdict.ok ? "reviewing" : "concluded");
  });

  it("adds two inspectors' returns together, and refuses one that was made on an older state", async () => {
    await bringTo(app, seeded, district, "reviewing");
    const { version } = await readFlowState(db(), submissionId);
    const back = (actor: Actor, itemKey: string, by: MockApp, on: number) =>
      returnItems(by.deps, by.deps.store.db, actor, submissionId, {
        version: on,
        due: "2999-01-01",
        items: [{ itemKey, reason: "补充" }],
      });
    const both = await Promise.all([
      back(seeded.inspector, "new-schools", via(0), version),
      back(seeded.second, "pay", via(1), version),
    ]);
    expect(both.map((each) => (each.ok ? "returned" : each.error.code)).sort()).toEqual(["flow.stale", "returned"]);
    const [actor, itemKey] = both[0].ok
      ? ([seeded.second, "pay"] as const)
      : ([seeded.inspector, "new-schools"] as const);
    expectOk(await back(actor, itemKey, via(2), version + 1));
    expect((await readFlowState(db(), submissionId)).returned).toEqual(["new-schools", "pay"]);
  });
});
