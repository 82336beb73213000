import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Actor } from "#core/access/access.ts";
import { cycleOverview, cycleProgress } from "#core/api/cycle.ts";
import type { Endpoint } from "#core/api/endpoint.ts";
import { acrossDistricts, getReview, getReviewItem, reviewList } from "#core/api/review.ts";
import { type Evidence, UNDESCRIBED } from "#core/evidence/evidence.ts";
import { freeze } from "#core/review/freeze.ts";
import { fileAnswer, type SubmissionContent } from "#core/submission/submission.ts";
import { applyingPlans } from "#core/target/applying-plans.ts";
import { outline, sectionItems } from "#core/template/outline.ts";
import { assembleApp, type MockApp } from "#mocks/assemble-app.ts";
import { type ApiInput, callApi } from "#mocks/call-api.ts";
import { actorOf, expectOk, seedOrganisation } from "#mocks/seed.ts";
import { sha256Of } from "#server/files/intake.ts";
import { insertOrganisation } from "#server/services/organisation.ts";
import { openCycle } from "#server/services/review/cycles.ts";
import { hashDraft, writeSnapshot } from "#server/services/review/freeze-submission.ts";
import { openSqlite } from "#server/store/node-sqlite.ts";
import { readTemplates } from "#server/templates/read-folder.ts";
import { quantile, type Row } from "./row.ts";

const DISTRICTS = 40;
const FILES = 5;
const CALLS = 40;
const WARM_UP = 3;
const BUDGET = 200;

/** A city's forty districts with the published checklist, five files under every item and a verdict on each. */
export async function reviewBench(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "ziping-bench-"));
  const templates = await readTemplates("templates");
  if (!templates.ok) throw new Error("the checklists cannot be read");
  const app = await assembleApp({ store: openSqlite(join(folder, "ziping.sqlite")), templates: templates.value });
  try {
    return await measure(app);
  } finally {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(app: MockApp): Promise<Row[]> {
  const { cycleId, submissionId, itemKey, supervisor } = await seed(app);
  const calls: [string, Endpoint, ApiInput][] = [
    ["总览", cycleOverview, { params: { cycleId } }],
    ["按条目看各区县", acrossDistricts, { params: { cycleId, itemKey } }],
    ["各区县进度", cycleProgress, { params: { cycleId } }],
    ["审核列表", reviewList, { params: { cycleId } }],
    ["一个区县的条目", getReview, { params: { submissionId } }],
    ["一个条目", getReviewItem, { params: { submissionId, itemKey } }],
  ];
  const rows: Row[] = [];
  app.become(supervisor.accountId);
  for (const [name, endpoint, input] of calls) {
    const times: number[] = [];
    for (let at = 0; at < WARM_UP + CALLS; at += 1) {
      const started = performance.now();
      const { status } = await callApi(app, endpoint, input);
      if (status !== 200) throw new Error(`${name}: ${status}`);
      if (at >= WARM_UP) times.push(performance.now() - started);
    }
    const named = `${name}（${DISTRICTS}个区县，服务器）第95百分位`;
    rows.push({ name: named, value: quantile(times, 0.95), unit: "ms", budget: BUDGET });
  }
  return rows;
}

async function seed(app: MockApp) {
  const { deps } = app;
  const { db } = deps.store;
  const { sample } = deps.templates;
  const template = deps.templates.templates.find(({ id, version }) => id === "cq-duty" && version === "2022");
  if (!sample || !template) throw new Error("the published checklist is missing");
  const city = await seedOrganisation(app, "city", "cq", "市教育督导室");
  const supervisor = actorOf(city, "supervisor");
  const answers = new Map(
    Object.entries(sample.submission.answers).map(([key, said]) => [key, { ...fileAnswer(said), selfScore: "2" }]),
  );
  const districts: { id: string; submissionId: string }[] = [];
  for (let index = 0; index < DISTRICTS; index += 1) {
    const district = `测试${String(index + 1).padStart(2, "0")}区`;
    const { id } = await insertOrganisation(deps, db, "district", district, false);
    const submissionId = deps.newId();
    const content: SubmissionContent = {
      template,
      indicators: deps.templates.indicators,
      plans: applyingPlans("重庆市渝北区", deps.templates.plans),
      district,
      year: 2022,
      answers,
      evidence: await evidenceFor(template, submissionId),
    };
    await enter(app, supervisor, id, submissionId, content);
    districts.push({ id, submissionId });
  }
  const cycleId = expectOk(
    await openCycle(deps, db, supervisor, {
      year: 2022,
      templateId: template.id,
      templateVersion: template.version,
      submitBy: "2023-01-31",
      reviewBy: "2023-06-30",
      districtIds: districts.map(({ id }) => id),
    }),
  );
  const [first] = districts;
  const itemKey = sectionItems(template)[0]?.item.key;
  if (!first || itemKey === undefined) throw new Error("nothing was seeded");
  return { cycleId, submissionId: first.submissionId, itemKey, supervisor };
}

/** A few files are the same everywhere, so that there is something to be found. */
async function evidenceFor(template: SubmissionContent["template"], submissionId: string): Promise<Evidence[]> {
  const records: Evidence[] = [];
  for (const { item } of outline(template))
    for (let order = 1; order <= FILES; order += 1) {
      const bytes = order === FILES ? item.key : `${submissionId} ${item.key} ${order}`;
      const id = `${submissionId}-${item.key}-${order}`;
      records.push({
        id,
        title: `材料${order}`,
        fileName: `材料${order}.pdf`,
        mediaType: "application/pdf",
        size: 1000,
        sha256: await sha256Of(new TextEncoder().encode(bytes)),
        flags: [],
        revision: 1,
        ...UNDESCRIBED,
        addedAt: "2022-12-01T00:00:00.000Z",
        addedBy: "测试",
        inReport: false,
        links: [{ itemKey: item.key, order }],
      });
    }
  return records;
}

async function enter(
  app: MockApp,
  actor: Actor,
  organisationId: string,
  submissionId: string,
  content: SubmissionContent,
): Promise<void> {
  const at = "2023-01-15T00:00:00.000Z";
  const hashed = await hashDraft(freeze(content, []));
  await app.deps.store.db.transaction().execute(async (tx) => {
    await tx
      .insertInto("submission")
      .values({
        id: submissionId,
        organisation_id: organisationId,
        template_id: content.template.id,
        template_version: content.template.version,
        year: content.year,
        deadline: null,
        created_at: at,
      })
      .execute();
    await tx
      .insertInto("submission_flow")
      .values({ submission_id: submissionId, phase: "reviewing", round: 1, current_round: 1, version: 2 })
      .execute();
    await writeSnapshot(tx, actor, content, hashed, { submissionId, round: 1, baseRound: null, at });
    const scored = sectionItems(content.template).map(({ item }) => item.key);
    for (const item of hashed.items.filter(({ itemKey }) => scored.includes(itemKey)))
      await tx
        .insertInto("verdict")
        .values({
          submission_id: submissionId,
          item_key: item.itemKey,
          account_id: actor.accountId,
          revision: 1,
          round: 1,
          item_hash: item.hash,
          verdict: "mostly-met",
          score: "2",
          deductions: "[]",
          opinion: "应予完善",
          agenda: 0,
          at,
        })
        .execute();
  });
}
