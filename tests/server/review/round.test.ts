import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import type { Actor, Role } from "#core/access/access.ts";
import { emptyAnswer } from "#core/answer/answer.ts";
import * as conclusionApi from "#core/api/conclusion.ts";
import * as cycleApi from "#core/api/cycle.ts";
import type { Endpoint } from "#core/api/endpoint.ts";
import { errorBody } from "#core/api/error.ts";
import * as flowApi from "#core/api/flow.ts";
import * as rectificationApi from "#core/api/rectification.ts";
import * as reviewApi from "#core/api/review.ts";
import * as submissionApi from "#core/api/submission.ts";
import * as verdictApi from "#core/api/verdict.ts";
import { versionText } from "#core/document/version.ts";
import { compareDecimals, subtractDecimals } from "#core/quantity/decimal.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { buildApp } from "#mocks/build-app.ts";
import { type ApiInput, callApi } from "#mocks/call-api.ts";
import { actorOf, submissionOf } from "#mocks/seed.ts";
import { headOf, type SeededCity, seedCity } from "#mocks/seed-review.ts";
import { sha256Of } from "#server/files/intake.ts";
import { readContent } from "#server/services/submission-content.ts";

let app: MockApp;
let seeded: SeededCity;
let submissionId: string;

beforeAll(async () => {
  app = await buildApp({ clock: () => new Date("2023-02-01T02:00:00Z") });
  seeded = await seedCity(app);
  submissionId = submissionOf(seeded.districts[0]);
});
afterAll(() => app.close());

const district = (role: Role): Actor => actorOf(seeded.districts[0], role);
const supervisor = (): Actor => actorOf(seeded.city, "supervisor");

async function call<R extends z.ZodType>(
  actor: Actor,
  endpoint: Endpoint<z.ZodType, z.ZodType, z.ZodType, R>,
  input: ApiInput = {},
): Promise<z.output<R>> {
  app.become(actor.accountId);
  const answer = await callApi(app, endpoint, input);
  const failed = errorBody.safeParse(answer.body);
  if (failed.success) throw new Error(`${failed.data.error.code}: ${failed.data.error.message}`);
  if (!endpoint.response) throw new Error("no response to parse");
  return endpoint.response.parse(answer.body);
}

async function refused(actor: Actor, endpoint: Endpoint, input: ApiInput = {}): Promise<string> {
  app.become(actor.accountId);
  const answer = await callApi(app, endpoint, input);
  const failed = errorBody.safeParse(answer.body);
  if (!failed.success) return "allowed";
  expect(endpoint.errors).toContain(failed.data.error.code);
  return failed.data.error.code;
}

const flow = () => call(district("approver"), flowApi.submissionFlow, { params: { submissionId } });
const review = (actor = seeded.inspector) => call(actor, reviewApi.getReview, { params: { submissionId } });
const item = (itemKey: string, actor = seeded.inspector) =>
  call(actor, reviewApi.getReviewItem, { params: { submissionId, itemKey } });

async function save(narrative: string, itemKey = "spending"): Promise<string> {
  const detail = await call(district("editor"), submissionApi.getSubmission, { params: { submissionId } });
  const state = detail.items.find((each) => each.itemKey === itemKey);
  const answer = { ...(state?.answer ?? emptyAnswer()), narrative };
  return refused(district("editor"), submissionApi.saveAnswer, {
    params: { submissionId, itemKey },
    body: { base: state?.revision ?? 0, answer, key: `save-${itemKey}-${narrative}`.slice(0, 64) },
  });
}

async function decide(actor: Actor, itemKey: string, score: string, points: string): Promise<void> {
  const { frozen, verdicts } = await item(itemKey, actor);
  const own = verdicts.find(({ accountId }) => accountId === actor.accountId);
  const lost = subtractDecimals(points, score);
  const met = compareDecimals(lost, "0") === 0;
  const body = {
    base: own?.revision ?? 0,
    key: `decide-${own?.revision ?? 0}-${itemKey}-${actor.accountId}`.slice(0, 64),
    itemHash: frozen.hash,
    verdict: met ? "met" : "mostly-met",
    score,
    deductions: met ? [] : [{ points: lost, reason: "缺少拨款文件" }],
    opinion: met ? "" : "拨款文件不全，应予补充。",
    agenda: false,
  };
  await call(actor, verdictApi.putVerdict, { params: { submissionId, itemKey }, body });
}

describe("a whole round between a district and its city", () => {
  it("is submitted under the very hash that the printed footer shows", async () => {
    const head = await headOf(app, seeded.districts[0]);
    const text = versionText(await readContent(app.deps.templates, app.deps.store.db, head));
    const printed = (await sha256Of(new TextEncoder().encode(text))).slice(0, 12);
    const { version } = await flow();
    const body = { version, stamp: printed };
    const other = { version, stamp: "000000000000" };
    expect(
      await refused(district("approver"), flowApi.submitSubmission, { params: { submissionId }, body: other }),
    ).toBe("submission.changed");
    const done = await call(district("approver"), flowApi.submitSubmission, { params: { submissionId }, body });
    expect(done.phase).toBe("submitted");
    expect(done.rounds[0]?.stamp).toBe(printed);
    const frozen = await call(district("reader"), flowApi.frozenRoundContent, { params: { submissionId, round: "1" } });
    expect(frozen.hash.slice(0, 12)).toBe(printed);
  });

  it("is frozen for the district, and recalled only until an inspector opens it", async () => {
    expect(await save("改写")).toBe("submission.frozen");
    expect(await refused(seeded.inspector, reviewApi.getReviewItem, { params: { submissionId, itemKey: "pay" } })).toBe(
      "review.unopened",
    );
    const recall = async () => ({
      params: { submissionId },
      body: { version: (await flow()).version, reason: "补充数据" },
    });
    await call(district("approver"), flowApi.recallSubmission, await recall());
    expect(await refused(seeded.inspector, reviewApi.getReview, { params: { submissionId } })).toBe(
      "resource.not-found",
    );
    expect(await save("全区教育支出{{教育支出}}，已足额拨付。")).toBe("allowed");
    const body = { version: (await flow()).version };
    await call(district("approver"), flowApi.submitSubmission, { params: { submissionId }, body });
    const opened = await call(seeded.inspector, reviewApi.openReview, { params: { submissionId }, body: {} });
    expect(opened).toMatchObject({ phase: "reviewing", round: 2 });
    expect(await refused(district("approver"), flowApi.recallSubmission, await recall())).toBe("flow.refused");
    const recalled = { params: { submissionId, round: "1" } };
    expect(await refused(seeded.inspector, reviewApi.reviewRoundContent, recalled)).toBe("resource.not-found");
  });

  it("shows an inspector the assigned sections and nothing else", async () => {
    expect((await review()).items.map(({ itemKey }) => itemKey)).toEqual([
      "cover",
      "opening",
      "spending",
      "pay",
      "new-schools",
      "problem-list",
    ]);
    expect((await review(seeded.second)).items.map(({ itemKey }) => itemKey)).toEqual(["spending", "pay"]);
    expect(
      await refused(seeded.second, reviewApi.getReviewItem, { params: { submissionId, itemKey: "new-schools" } }),
    ).toBe("resource.not-found");
    expect(await refused(seeded.idle, reviewApi.getReview, { params: { submissionId } })).toBe("resource.not-found");
    const entries = await call(seeded.idle, reviewApi.reviewList, { params: { cycleId: seeded.cycleId } });
    expect(entries).toEqual([]);
  });

  it("names the district whose file is the same", async () => {
    const other = seeded.districts[1];
    const { version } = await call(actorOf(other, "approver"), flowApi.submissionFlow, {
      params: { submissionId: submissionOf(other) },
    });
    const input = { params: { submissionId: submissionOf(other) }, body: { version } };
    await call(actorOf(other, "approver"), flowApi.submitSubmission, input);
    const { sameFiles, filters } = await item("spending");
    expect(filters).toContain("same-file");
    expect(sameFiles[0]?.districts).toMatchObject([{ district: "重庆市江北区", itemKey: "spending" }]);
    const hidden = (await item("spending", seeded.second)).sameFiles[0];
    expect(hidden).toMatchObject({ districts: [], others: 1 });
  });

  it("needs a third where two inspectors are far apart, and settles by the nearest two", async () => {
    await decide(seeded.inspector, "spending", "33.34", "33.34");
    await decide(seeded.second, "spending", "20", "33.34");
    expect((await item("spending")).settled).toMatchObject({ state: "needs-third", verified: null });
    expect((await item("spending")).verdicts).toHaveLength(2);
    await decide(seeded.second, "spending", "31", "33.34");
    expect((await item("spending")).settled).toMatchObject({ state: "mean", verified: "32.17" });
    const history = await call(seeded.inspector, verdictApi.verdictHistory, {
      params: { submissionId, itemKey: "spending" },
    });
    expect(history.map(({ score }) => score).sort()).toEqual(["20", "31", "33.34"]);
  });

  it("returns chosen items, and only these unlock", async () => {
    const thread = {
      params: { submissionId, itemKey: "spending" },
      body: { body: "请补充拨款文件", key: "thread-one" },
    };
    await call(seeded.inspector, verdictApi.startReviewThread, thread);
    const quiet = { params: { submissionId, itemKey: "pay" }, body: { body: "内部意见", key: "thread-two" } };
    await call(seeded.inspector, verdictApi.startReviewThread, quiet);
    const before = await call(district("editor"), conclusionApi.reviewResult, { params: { submissionId } });
    expect(before.threads).toEqual([]);
    const { version } = await review();
    const body = { version, due: "2023-03-01", items: [{ itemKey: "spending", reason: "请补充拨款文件" }] };
    await call(seeded.inspector, conclusionApi.returnItems, { params: { submissionId }, body });
    expect(await save("改写", "pay")).toBe("submission.frozen");
    expect(await save("全区教育支出{{教育支出}}，附拨款文件。")).toBe("allowed");
    const told = await call(district("editor"), conclusionApi.reviewResult, { params: { submissionId } });
    expect(told.threads.map(({ comments }) => comments[0]?.body)).toEqual(["请补充拨款文件"]);
    expect(told.flow.returns).toMatchObject([{ itemKey: "spending", reason: "请补充拨款文件", answeredRound: null }]);
  });

  it("opens the resubmission on what changed, and marks verdicts on the earlier text", async () => {
    const body = { version: (await flow()).version };
    await call(district("approver"), flowApi.submitSubmission, { params: { submissionId }, body });
    await call(seeded.inspector, reviewApi.openReview, { params: { submissionId }, body: {} });
    const spending = await item("spending");
    expect(spending.difference).toMatchObject({ fromRound: 2, toRound: 3, changed: true });
    expect(spending.difference?.text.some(({ from, to }) => from !== to)).toBe(true);
    expect(spending.verdicts.every(({ earlier }) => earlier)).toBe(true);
    expect(spending.filters).toEqual(expect.arrayContaining(["changed", "earlier-text", "unread"]));
    expect((await item("pay")).difference?.changed).toBe(false);
  });

  it("concludes what was previewed, freezes it, and tells the district", async () => {
    for (const [itemKey, points] of [
      ["spending", "33.34"],
      ["pay", "33.33"],
      ["new-schools", "33.33"],
    ] as const)
      await decide(seeded.inspector, itemKey, itemKey === "pay" ? "30" : points, points);
    await decide(seeded.second, "spending", "33.34", "33.34");
    const input = { params: { submissionId } };
    const shown = await call(supervisor(), conclusionApi.conclusionPreview, input);
    expect(shown.warnings.every(({ blocks }) => !blocks)).toBe(true);
    expect(shown.problems.map(({ itemKey }) => itemKey)).toEqual(["pay"]);
    const { version } = await review(supervisor());
    const body = { version, basis: shown.basis, opinion: "总体良好", problems: shown.problems, despite: true };
    expect(
      await refused(supervisor(), conclusionApi.concludeReview, { ...input, body: { ...body, despite: false } }),
    ).toBe("review.warnings");
    const done = await call(supervisor(), conclusionApi.concludeReview, { ...input, body });
    expect(done.ledger.totals).toMatchObject({ points: "100", self: "96", verified: "96.67", total: "96.67", open: 0 });
    expect(done.ledger).toMatchObject({ grade: "优秀", credibility: "99.33" });
    const told = await call(district("reader"), conclusionApi.reviewResult, input);
    expect(told.concluded?.conclusionHash).toBe(done.conclusionHash);
    expect(JSON.stringify(told.concluded)).not.toContain(seeded.inspector.name);
    const late = { base: 2, key: "too-late-now", itemHash: "0".repeat(64), verdict: "met", score: "33.33" };
    const verdict = { ...late, deductions: [], opinion: "", agenda: false };
    expect(
      await refused(seeded.inspector, verdictApi.putVerdict, {
        params: { submissionId, itemKey: "pay" },
        body: verdict,
      }),
    ).toBe("review.closed");
    const ledger = await call(supervisor(), conclusionApi.reviewLedger, input);
    expect(ledger.frozen).toBe(true);
  });

  it("becomes a list of problems that the district puts right and the city checks off", async () => {
    const [found] = await call(district("editor"), rectificationApi.listProblems);
    if (!found) throw new Error("no problem");
    const params = { problemId: found.id };
    const report = { params, body: { version: found.version, note: "已补发" } };
    expect(await refused(district("editor"), rectificationApi.reportProblem, report)).toBe("problem.refused");
    const plan = { version: found.version, measure: "补发工资", unit: "区财政局", person: "张三", due: "2023-01-31" };
    const planned = await call(district("editor"), rectificationApi.planProblem, { params, body: plan });
    expect(planned.overdue).toBe(true);
    const file = { params, query: { fileName: "拨款.pdf" }, body: "%PDF-1.4 pay" };
    const filed = await call(district("editor"), rectificationApi.addProblemFile, file);
    const reported = await call(district("editor"), rectificationApi.reportProblem, {
      params,
      body: { version: filed.version, note: "已补发" },
    });
    expect(reported).toMatchObject({ state: "reported", overdue: false });
    const back = { version: reported.version, event: "send-back", note: "缺少凭证" };
    const again = await call(seeded.inspector, rectificationApi.checkProblem, { params, body: back });
    const once = { params, body: { version: again.version, note: "已补凭证" } };
    const { version } = await call(district("editor"), rectificationApi.reportProblem, once);
    const check = { version, event: "check-off", note: "" };
    const checked = await call(supervisor(), rectificationApi.checkProblem, { params, body: check });
    expect(checked.steps.map(({ event }) => event)).toEqual(["report", "send-back", "report", "check-off"]);
    const last = await call(district("editor"), rectificationApi.lastProblems, { params: { submissionId } });
    expect(last.problems).toEqual([]);
  });

  it("fills the overview, the progress and the view by item", async () => {
    const params = { cycleId: seeded.cycleId };
    const seen = await call(supervisor(), cycleApi.cycleOverview, { params });
    const own = seen.districts.find(({ district: name }) => name === "重庆市渝北区");
    expect(own?.cells).toMatchObject([{ verified: "63.34" }, { verified: "33.33" }]);
    expect(seen.progress.at(-1)?.phases).toMatchObject({ concluded: 1, submitted: 1 });
    const spread = await call(supervisor(), cycleApi.cycleDistribution, {
      params: { ...params, fieldKey: "教育支出" },
    });
    expect(spread.values.map(({ value }) => value)).toEqual(["281500.00", "290000.00"]);
    const rows = await call(supervisor(), cycleApi.cycleProgress, { params });
    expect(rows.map(({ phase, reviewed }) => [phase, reviewed])).toEqual(
      expect.arrayContaining([
        ["concluded", 3],
        ["submitted", 0],
      ]),
    );
    const across = await call(seeded.inspector, reviewApi.acrossDistricts, {
      params: { ...params, itemKey: "spending" },
    });
    expect(across.rows.map(({ opened, text }) => [opened, text === ""])).toEqual(
      expect.arrayContaining([
        [true, false],
        [false, true],
      ]),
    );
  });

  it("can be opened again by the supervisor, with a reason", async () => {
    const { version } = await review(supervisor());
    const body = { version, reason: "复核" };
    const again = await call(supervisor(), conclusionApi.reopenReview, { params: { submissionId }, body });
    expect(again.phase).toBe("reviewing");
    const told = await call(district("reader"), conclusionApi.reviewResult, { params: { submissionId } });
    expect(told.concluded).toBeNull();
  });

  it("logs no fault", () => expect(app.logged).toEqual([]));
});
