import type { Page } from "playwright-core";
import { expect } from "vitest";
import { emptyAnswer } from "#core/answer/answer.ts";
import { startThread } from "#core/api/collation.ts";
import { type Endpoint, fillPath } from "#core/api/endpoint.ts";
import { changeEvidence } from "#core/api/evidence.ts";
import { getSubmission, saveAnswer } from "#core/api/submission.ts";
import { createAccount, createUnit } from "#core/api/system.ts";
import { PHRASE, signIn, signOut } from "./enter.ts";
import { plainText, storeEvidence } from "./evidence-files.ts";
import { journey } from "./harness.ts";

/** Each would set a mark on the window if any part of the page took it for code. */
const MARK = "window.ran=(window.ran||0)+1";
const IMAGE = `<img src=/none onerror="${MARK}">`;
const HOSTILE = [
  IMAGE,
  `"'><svg onload=${MARK}>`,
  `<script>${MARK}</script>`,
  `<a href="javascript:${MARK}">查看</a>`,
  `<iframe srcdoc="&lt;script&gt;top.${MARK}&lt;/script&gt;"></iframe>`,
  `{{constructor.constructor('${MARK}')()}}`,
];

async function send(
  page: Page,
  endpoint: Pick<Endpoint, "method" | "path">,
  { params = {}, body }: { params?: Record<string, string>; body?: unknown },
): Promise<unknown> {
  const response = await page.request.fetch(fillPath(endpoint.path, params), {
    method: endpoint.method,
    ...(body === undefined ? {} : { data: body }),
  });
  expect(response.status(), await response.text()).toBe(200);
  return response.json();
}

const ran = (page: Page): Promise<unknown> => page.evaluate("window.ran ?? 0");

/** Opens a page, waits until it has settled, and asks whether anything ran. */
async function look(page: Page, path: string, shown?: string): Promise<void> {
  await page.goto(path);
  await page.getByRole("main").waitFor();
  if (shown !== undefined) await page.getByText(shown).first().waitFor();
  await page.waitForLoadState("networkidle");
  expect(await ran(page), path).toBe(0);
}

const ITEM = "security-facilities";

journey("whatever somebody writes is shown and never run, wherever it appears", async ({ visit }) => {
  const { page } = await visit("desktop");
  await signIn(page, "guanli");
  await send(page, createUnit, { body: { name: `单位${IMAGE.slice(0, 50)}` } });
  await send(page, createAccount, {
    body: {
      username: "hostile",
      name: "<img src=x onerror=ran=1>",
      password: "三个普通的词语连成一句话",
      roles: ["reader"],
      unitId: null,
    },
  });
  await look(page, "/accounts", "<img src=x onerror=ran=1>");
  await look(page, "/audit");
  await signOut(page);

  await signIn(page, "tonggao", PHRASE);
  await page.getByRole("link", { name: "继续填报" }).first().click();
  await page.waitForURL(/\/items\//);
  const submissionId = /submissions\/([^/]+)/.exec(page.url())?.[1] ?? "";
  const before = getSubmission.response?.parse(await send(page, getSubmission, { params: { submissionId } }));
  const item = before?.items.find(({ itemKey }) => itemKey === ITEM);
  const narrative = `${HOSTILE.join("\n")}\n写进正文的标记。`;
  await send(page, saveAnswer, {
    params: { submissionId, itemKey: ITEM },
    body: { base: item?.revision ?? 0, key: "hostile-text", answer: { ...emptyAnswer(), narrative } },
  });
  for (const [index, body] of HOSTILE.entries())
    await send(page, startThread, {
      params: { submissionId, itemKey: ITEM },
      body: { body, revision: (item?.revision ?? 0) + 1, key: `hostile-${index}` },
    });
  const evidenceId = await storeEvidence(
    page,
    { submissionId, item: ITEM },
    {
      name: `${IMAGE}.txt`,
      bytes: new Uint8Array([...plainText.bytes, ...new TextEncoder().encode(HOSTILE.join("\n"))]),
    },
  );
  await send(page, changeEvidence, {
    params: { submissionId, evidenceId },
    body: { title: IMAGE, issuer: IMAGE.slice(0, 60) },
  });

  const own = `/submissions/${submissionId}`;
  await look(page, `${own}/items/${ITEM}`, "写进正文的标记");
  await page.getByRole("button", { name: /^批注/ }).first().click();
  await page.getByText(IMAGE).first().waitFor();
  expect(await ran(page)).toBe(0);
  await look(page, `${own}/evidence`, IMAGE);
  await page.getByRole("button", { name: IMAGE }).first().click();
  await page.getByRole("region", { name: `材料：${IMAGE}` }).waitFor();
  await page.waitForLoadState("networkidle");
  expect(await ran(page)).toBe(0);
  for (const path of ["report", "collation", "gate", "import"]) await look(page, `${own}/${path}`);
  await look(page, "/packages");
  // its bytes by themselves: a text, not a page
  const content = await page.request.get(`/api/submissions/${submissionId}/evidence/${evidenceId}/content`);
  expect(content.headers()["content-type"]).toMatch(/^text\/plain/);
  expect(content.headers()["content-disposition"]).toMatch(/^attachment/);
});
