import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { z } from "zod";
import { type Answer, emptyAnswer } from "#core/answer/answer.ts";
import { confirmParts, discardParts, openParts } from "#core/answer/carried.ts";
import { takeOver } from "#core/api/collation.ts";
import { errorBody } from "#core/api/error.ts";
import * as api from "#core/api/reuse.ts";
import { getSubmission, submission } from "#core/api/submission.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { buildApp } from "#mocks/build-app.ts";
import { callApi } from "#mocks/call-api.ts";
import { actorOf, expectOk, type SeededOrganisation, seedOrganisation, submissionOf } from "#mocks/seed.ts";
import { streamOf } from "#server/files/memory.ts";
import { addEvidence } from "#server/services/add-evidence.ts";
import { saveAnswer } from "#server/services/answers.ts";
import { readAudit } from "#server/services/audit.ts";
import { changeEvidence } from "#server/services/evidence-changes.ts";
import { readHead } from "#server/services/submission-rows.ts";
import { createSubmission } from "#server/services/submissions.ts";

let app: MockApp;
let district: SeededOrganisation;
let thisYear: string;
let lastYear: string;

const headOf = async (id: string) => {
  const head = await readHead(app.deps.store.db, app.deps.templates, id);
  if (!head) throw new Error("no submission");
  return head;
};
const save = async (submissionId: string, itemKey: string, answer: Partial<Answer>, base = 0) =>
  expectOk(
    await saveAnswer(app.deps, app.deps.store.db, actorOf(district, "editor"), await headOf(submissionId), itemKey, {
      base,
      key: `save-${submissionId}-${itemKey}-${base}`,
      answer: { ...emptyAnswer(), ...answer },
    }),
  );

beforeEach(async () => {
  app = await buildApp();
  district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
  lastYear = submissionOf(district);
  const start = { templateId: "test-small", templateVersion: "2022", year: 2023, deadline: null };
  thisYear = expectOk(await createSubmission(app.deps, app.deps.store.db, actorOf(district, "editor"), start));
  await save(lastYear, "spending", {
    values: { 教育支出: { now: "281500.00", prior: "270000.00" } },
    narrative: "2021年以来，全区教育支出{{教育支出}}。",
    done: true,
  });
  app.become(actorOf(district, "editor").accountId);
});
afterEach(() => app.close());

async function addPaper(effectiveUntil: string | null): Promise<void> {
  const added = await addEvidence(app.deps, app.deps.store.db, actorOf(district, "editor"), await headOf(lastYear), {
    itemKey: "spending",
    slot: "final-account",
    fileName: "决算.pdf",
    stream: streamOf(new TextEncoder().encode("%PDF-1.4 last year")),
    expected: undefined,
  });
  const { id: evidenceId } = expectOk(added).evidence;
  if (effectiveUntil !== null)
    expectOk(
      await changeEvidence(app.deps, actorOf(district, "editor"), await headOf(lastYear), {
        evidenceId,
        effectiveUntil,
      }),
    );
}

const params = () => ({ submissionId: thisYear });
const read = async () => submission.parse((await callApi(app, getSubmission, { params: params() })).body);
const answerIn = async (itemKey: string) => (await read()).items.find((item) => item.itemKey === itemKey)?.answer;
const planned = async () =>
  (api.planCarry.response as z.ZodType<z.infer<NonNullable<typeof api.planCarry.response>>>).parse(
    (await callApi(app, api.planCarry, { params: params(), query: { from: lastYear } })).body,
  );
const choices = { mode: "unanswered", include: [], exclude: [] };
const apply = async (basis: string, key = "carry-once", more: object = {}) =>
  callApi(app, api.applyCarry, { params: params(), body: { from: lastYear, basis, key, choices, ...more } });
const applied = async (key?: string): Promise<api.CarryRecord> =>
  api.carryRecord.parse((await apply((await planned()).basis, key)).body);
const undo = (carryId: string) => callApi(app, api.undoCarry, { params: { ...params(), carryId }, body: {} });
const codeOf = (answer: { body: unknown }) => errorBody.parse(answer.body).error.code;

describe("carry-forward on the server", () => {
  it("plans without writing anything", async () => {
    const { plan } = await planned();
    expect(plan.items.find(({ itemKey }) => itemKey === "spending")?.status).toBe("carried");
    expect((await read()).items.every(({ revision }) => revision === 0)).toBe(true);
  });

  it("carries the plan out once, however often it is asked to, and says so in the log", async () => {
    const { basis } = await planned();
    const first = await apply(basis);
    expect((await apply(basis)).body).toEqual(first.body);
    const answer = await answerIn("spending");
    expect(answer).toMatchObject({ done: false, values: { 教育支出: { prior: "281500.00" } } });
    expect(openParts(answer).map(({ path }) => path)).toEqual(["narrative", "values.教育支出.prior"]);
    expect((await read()).items.filter(({ revision }) => revision > 0)).toHaveLength(1);
    const log = await readAudit(app.deps.store.db, district.id, { limit: 5 });
    expect(log[0]?.event).toMatchObject({ type: "submission.carried", itemKeys: ["spending"], fromYear: 2022 });
  });

  it("refuses a plan that is no longer the one that was read, and writes nothing", async () => {
    const { basis } = await planned();
    await save(thisYear, "spending", { narrative: "刚写的。" });
    expect(codeOf(await apply(basis))).toBe("carry.changed");
    expect(await answerIn("spending")).toMatchObject({ narrative: "刚写的。" });
    expect((await callApi(app, api.listCarries, { params: params() })).body).toEqual([]);
  });

  it("takes from earlier years of the same organisation only", async () => {
    const other = await seedOrganisation(app, "district", "jb", "重庆市江北区");
    for (const from of [thisYear, submissionOf(other), "unknown"])
      expect(codeOf(await callApi(app, api.planCarry, { params: params(), query: { from } }))).toBe("carry.source");
  });

  it("takes back the whole, papers with it, and can be done again", async () => {
    await addPaper(null);
    const before = await read();
    const { id } = await applied();
    expect((await read()).evidence).toEqual([expect.objectContaining({ carried: 2022, alsoIn: 2022 })]);
    expect((await undo(id)).body).toMatchObject({ kept: [] });
    const after = await read();
    expect(after.items.map(({ answer }) => answer)).toEqual(before.items.map(({ answer }) => answer));
    expect(after.evidence).toEqual([]);
    expect((await undo(id)).status).toBe(200);
    expect(await applied("carry-again")).toMatchObject({ items: 1, evidence: 1 });
    expect((await read()).evidence).toEqual([expect.objectContaining({ carried: 2022 })]);
  });

  it("leaves what somebody has written or confirmed since when it is taken back", async () => {
    await addPaper(null);
    const { id } = await applied();
    const [paper] = (await read()).evidence;
    await callApi(app, api.confirmEvidence, { params: { ...params(), evidenceId: paper?.id ?? "" }, body: {} });
    const carried = await answerIn("spending");
    await save(thisYear, "spending", { ...carried, narrative: "改写过。" }, 1);
    expect((await undo(id)).body).toMatchObject({ kept: ["spending"] });
    expect(await answerIn("spending")).toMatchObject({ narrative: "改写过。", values: {} });
    expect((await read()).evidence).toHaveLength(1);
  });

  it("names no item as kept in which what was taken over has been discarded since", async () => {
    const { id } = await applied();
    const carried = await answerIn("spending");
    await save(thisYear, "spending", discardParts(carried ?? emptyAnswer(), ["narrative", "values.教育支出.prior"]), 1);
    expect((await undo(id)).body).toMatchObject({ kept: [] });
  });

  it("signs nothing off that nobody has checked, or whose words are last year's", async () => {
    await applied();
    const take = () => callApi(app, takeOver, { params: params(), body: { itemKeys: ["spending"] } });
    expect(errorBody.parse((await take()).body).error).toMatchObject({
      code: "sign-off.refused",
      message: expect.stringContaining("2处待核对"),
    });
    const carried = (await answerIn("spending")) ?? emptyAnswer();
    const confirmed = confirmParts(carried, ["narrative", "values.教育支出.prior"]);
    await save(thisYear, "spending", confirmed, 1);
    expect(errorBody.parse((await take()).body).error.message).toContain("以前年度的说法");
    await save(thisYear, "spending", { ...confirmed, narrative: "全区教育投入按新的口径安排{{教育支出}}。" }, 2);
    expect((await take()).status).toBe(200);
  });

  it("lets somebody vouch for a paper that still holds, and for none that has run out", async () => {
    await addPaper("2022-06-30");
    await applied();
    const [paper] = (await read()).evidence;
    const confirm = () =>
      callApi(app, api.confirmEvidence, { params: { ...params(), evidenceId: paper?.id ?? "" }, body: {} });
    expect(codeOf(await confirm())).toBe("evidence.outdated");
    expectOk(
      await changeEvidence(app.deps, actorOf(district, "editor"), await headOf(thisYear), {
        evidenceId: paper?.id ?? "",
        effectiveUntil: "2024-12-31",
      }),
    );
    expect((await confirm()).status).toBe(200);
    expect((await read()).evidence[0]?.carried).toBeUndefined();
  });

  it("shows an item's earlier years with the figures in the text", async () => {
    const { body } = await callApi(app, api.itemPast, { params: { ...params(), itemKey: "spending" } });
    expect(body).toEqual([expect.objectContaining({ year: 2022, narrative: expect.stringContaining("281500.00") })]);
  });
});
