import type { Page } from "playwright-core";
import type { z } from "zod";
import { emptyAnswer } from "#core/answer/answer.ts";
import { takeOver } from "#core/api/collation.ts";
import { concludeReview, conclusionPreview, returnItems } from "#core/api/conclusion.ts";
import { cycleChoices, getCycle, openCycle, putDuties } from "#core/api/cycle.ts";
import { ACCOUNT_HEADER, type Endpoint, fillPath } from "#core/api/endpoint.ts";
import { getReview, openReview } from "#core/api/review.ts";
import { getSubmission, getTemplate, listIndicators, listPlans, saveAnswer } from "#core/api/submission.ts";
import { listSubmissions } from "#core/api/submission-list.ts";
import { currentAccount } from "#core/api/system.ts";
import { checkSubmission } from "#core/rule/check.ts";
import { itemProgress, slotExplanationId } from "#core/submission/progress.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { outline } from "#core/template/outline.ts";

interface Input {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
}

/** Calls the server as whoever is signed in on the page, by the contract. */
export async function ask<R extends z.ZodType>(
  page: Page,
  endpoint: Endpoint<z.ZodType, z.ZodType, z.ZodType, R>,
  { params = {}, query = {}, body }: Input = {},
): Promise<z.output<R>> {
  const origin = new URL(page.url()).origin;
  const { accountId } = currentAccount.response?.parse(
    await (await page.context().request.get(`${origin}${currentAccount.path}`)).json(),
  ) ?? { accountId: "" };
  const search = new URLSearchParams(query);
  const answered = await page.context().request.fetch(`${origin}${fillPath(endpoint.path, params)}?${search}`, {
    method: endpoint.method,
    headers: { [ACCOUNT_HEADER]: accountId, "content-type": "application/json", origin },
    ...(body === undefined ? {} : { data: JSON.stringify(body) }),
  });
  if (!answered.ok()) throw new Error(`${endpoint.path}: ${await answered.text()}`);
  if (!endpoint.response) throw new Error(`${endpoint.path} answers nothing`);
  return endpoint.response.parse(await answered.json());
}

/** The sample's year made ready in the editor's name: what is missing and doubtful is explained, every item taken over. */
export async function makeReady(page: Page): Promise<string> {
  const [summary] = await ask(page, listSubmissions);
  if (!summary) throw new Error("the sample has no year");
  const params = { submissionId: summary.id };
  const detail = await ask(page, getSubmission, { params });
  const template = await ask(page, getTemplate, { query: detail.template });
  const indicators = await ask(page, listIndicators);
  const plans = await ask(page, listPlans, { query: { district: detail.district } });
  const content: SubmissionContent = {
    template,
    indicators: new Map(indicators.map((each) => [each.key, each])),
    plans,
    district: detail.district,
    year: detail.year,
    answers: new Map(detail.items.map(({ itemKey, answer }) => [itemKey, answer])),
    evidence: detail.evidence,
    lastYear: detail.lastYear ?? undefined,
  };
  const findings = checkSubmission(content);
  for (const { item } of outline(template)) {
    const state = detail.items.find(({ itemKey }) => itemKey === item.key);
    const missing = itemProgress(item, state?.answer, detail.evidence).missing;
    const ids = [
      ...missing.flatMap((each) => (each.kind === "evidence" ? [slotExplanationId(each.slot)] : [])),
      ...findings.filter((each) => each.itemKey === item.key && each.severity === "warning").map(({ id }) => id),
    ];
    if (ids.length === 0) continue;
    const explanations = Object.fromEntries(ids.map((id) => [id, "情况属实，材料另行报送"]));
    const answer = { ...(state?.answer ?? emptyAnswer()), explanations };
    const body = { base: state?.revision ?? 0, answer, key: `ready-${item.key}`.slice(0, 64) };
    await ask(page, saveAnswer, { params: { ...params, itemKey: item.key }, body });
  }
  await ask(page, takeOver, { params, body: { itemKeys: outline(template).map(({ item }) => item.key) } });
  return summary.id;
}

/** The city opens the year and gives the whole district to its only inspector. */
/** Gives the cycle's id. */
export async function openYear(page: Page, year: number): Promise<string> {
  const { districts, inspectors } = await ask(page, cycleChoices);
  const [district] = districts;
  const [inspector] = inspectors;
  if (!district || !inspector) throw new Error("the sample's city is empty");
  const { id } = await ask(page, openCycle, {
    body: {
      year,
      templateId: "cq-duty",
      templateVersion: String(year),
      submitBy: `${year + 6}-03-01`,
      reviewBy: `${year + 6}-06-30`,
      districtIds: [district.id],
    },
  });
  const { version } = await ask(page, getCycle, { params: { cycleId: id } });
  const duties = [{ accountId: inspector.accountId, districtId: district.id, sections: null }];
  await ask(page, putDuties, { params: { cycleId: id }, body: { version, duties } });
  return id;
}

export async function beginReview(page: Page, submissionId: string): Promise<void> {
  await ask(page, openReview, { params: { submissionId }, body: {} });
}

/** Sends one item of the checklist back; gives its key. */
export async function sendBack(page: Page, submissionId: string, reason: string): Promise<string> {
  const { version, items } = await ask(page, getReview, { params: { submissionId } });
  const chosen = items.find(({ sectionKey }) => sectionKey !== null);
  if (!chosen) throw new Error("nothing to send back");
  const body = { version, due: "2029-01-31", items: [{ itemKey: chosen.itemKey, reason }] };
  await ask(page, returnItems, { params: { submissionId }, body });
  return chosen.itemKey;
}

/** Concludes without verdicts, with one problem. */
export async function conclude(page: Page, submissionId: string, itemKey: string): Promise<void> {
  const { version } = await ask(page, getReview, { params: { submissionId } });
  const { basis } = await ask(page, conclusionPreview, { params: { submissionId } });
  const problems = [{ itemKey, text: "会议纪要不全，教育议题没有逐次留存。" }];
  const body = { version, basis, opinion: "履职情况总体较好，个别材料需要补齐。", problems, despite: true };
  await ask(page, concludeReview, { params: { submissionId }, body });
}
