import { readFile } from "node:fs/promises";
import { unzipSync } from "fflate";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { letterheadFile } from "#tests/report/letterhead-files.ts";
import { readDocx } from "#tests/report/read-docx.ts";
import { flowingText, readPdf, squeeze } from "#tests/report/read-pdf.ts";
import { signIn } from "./enter.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { journey } from "./harness.ts";

const TITLE = "重庆市渝北区人民政府2022年履行教育职责自评报告";
const FILE = "渝北区2022年履行教育职责自评报告";
const FIGURE = "7-4-03 校门口防撞设施照片（演示）";

const count = (page: Page) => page.getByText(/^第\d+页，共\d+页$/);
const pagesOf = async (page: Page): Promise<number> =>
  Number(/共(\d+)页/.exec((await count(page).textContent()) ?? "")?.[1]);
const drawnText = async (page: Page, number: number): Promise<string> =>
  squeeze((await page.locator(`svg[data-page="${number}"] text`).allTextContents()).join(""));

async function openReport(page: Page): Promise<void> {
  await page.getByRole("link", { name: "继续填报" }).first().click();
  await page.waitForURL(/\/items\//);
  const tree = page.getByRole("navigation", { name: "切换栏目" }).getByRole("button", { name: "目录" });
  const link = page.getByRole("link", { name: "预览和生成报告" });
  await link.or(tree).first().waitFor();
  if (await tree.isVisible()) await tree.click();
  await link.click();
  await page.locator('svg[data-page="1"] text').first().waitFor();
}

const choose = (page: Page, shell: string): Promise<void> =>
  page.getByRole("radiogroup", { name: "按文种预览" }).getByText(shell, { exact: true }).click();

async function download(page: Page, ask: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent("download"), ask()]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

const other = async (page: Page, format: RegExp): Promise<void> => {
  await page.getByRole("button", { name: "其他格式" }).click();
  await page.getByRole("menuitem", { name: format }).click();
};

journey("the report as pages and as every kind of file", async ({ visit }) => {
  const { page, context, screenshot } = await visit("desktop");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn(page, "tonggao");
  await openReport(page);
  expect(await drawnText(page, 1)).toContain(TITLE);
  const pages = await pagesOf(page);
  await expectAccessible(page);
  await page.evaluate(() => document.fonts.ready);
  await screenshot("report-pages");

  const pdf = await download(page, () => page.getByRole("button", { name: "生成PDF" }).click());
  expect(pdf.name).toBe(`${FILE}.pdf`);
  const read = await readPdf(pdf.bytes);
  expect(read.pages).toHaveLength(pages);
  for (const text of ["一、自查情况", squeeze(FIGURE), "2022年11月8日"]) expect(flowingText(read)).toContain(text);
  expect(squeeze((read.pages[0] ?? []).map(({ text }) => text).join(""))).toBe(await drawnText(page, 1));

  await page.keyboard.press("PageDown");
  await page.keyboard.press("PageDown");
  await page.getByText(`第2页，共${pages}页`).waitFor();
  await page.getByRole("button", { name: /佐证图片/ }).click();
  const picture = page.locator("svg[data-page] image");
  await picture.waitFor();
  expect(await picture.locator("title").textContent()).toBe(FIGURE);
  await screenshot("report-picture");

  await choose(page, "公示");
  await expect.poll(() => drawnText(page, 1)).toContain(squeeze(`关于《${TITLE}》的公示`));
  await page.getByText(new RegExp(`^第1页，共${pages + 1}页$`)).waitFor();
  await screenshot("report-notice");
  const notice = await download(page, () => page.getByRole("button", { name: "生成Word" }).click());
  expect(squeeze(readDocx(notice.bytes).paragraphs.join(""))).toContain(`关于《${TITLE}》的公示`);
  await choose(page, "报告");
  await page.getByText(`第1页，共${pages}页`).waitFor();

  const word = await download(page, () => page.getByRole("button", { name: "生成Word" }).click());
  expect(word.name).toBe(`${FILE}.docx`);
  expect(squeeze(readDocx(word.bytes).paragraphs.join(""))).toContain(squeeze(FIGURE));

  const html = await download(page, () => other(page, /^网页/));
  expect(html.name).toBe(`${FILE}.html`);
  expect(html.bytes.toString("utf8")).toMatch(/<h\d[^>]*>[^<]*一、自查情况/);
  expect(html.bytes.toString("utf8")).toContain("data:image/");

  const sheets = await download(page, () => other(page, /^数据表/));
  expect(sheets.name).toBe(`${FILE}.xlsx`);
  const parts = Object.values(unzipSync(sheets.bytes)).map((part) => new TextDecoder().decode(part));
  expect(parts.join("")).toContain("校园安防设施投入");

  await other(page, /^复制全文/);
  await page.getByText(/^全文已复制/).waitFor();
  const copied = squeeze(await page.evaluate(() => navigator.clipboard.readText()));
  for (const text of [TITLE, "一、自查情况", "三、下一步工作打算"]) expect(copied).toContain(text);

  await page.getByRole("button", { name: "文字版" }).click();
  await page.getByRole("region", { name: "报告文字版" }).getByRole("heading", { name: "一、自查情况" }).waitFor();
  await expectAccessible(page);
});

journey("a long job can be cancelled, and the clipboard may be closed", async ({ visit }) => {
  const { page, screenshot } = await visit("desktop");
  await signIn(page, "tonggao");
  await openReport(page);
  // never answered: the job waits for its picture
  await page.route("**/evidence/*/content", () => undefined);
  await page.getByRole("button", { name: "生成PDF" }).click();
  await page.getByText(/^正在.*（PDF）/).waitFor();
  await page.getByRole("button", { name: "取消" }).click();
  await expect.poll(() => page.getByRole("button", { name: "生成PDF" }).isEnabled()).toBe(true);
  await page.unroute("**/evidence/*/content");

  await page.evaluate(() => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
    document.execCommand = () => false;
  });
  await other(page, /^复制全文/);
  const text = page.getByRole("dialog").getByLabel("报告全文");
  expect(squeeze(await text.inputValue())).toContain(TITLE);
  await expectAccessible(page);
  await screenshot("report-copy-by-hand");
  await page.getByRole("button", { name: "关闭" }).click();

  await other(page, /^本单位Word模板/);
  const offer = async (name: string, buffer: Buffer): Promise<void> => {
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      page.getByRole("button", { name: "选择模板" }).click(),
    ]);
    await chooser.setFiles({ name, mimeType: "application/octet-stream", buffer });
  };
  await offer("坏的.docx", Buffer.from("no zip"));
  await page.getByText(/^没有生成：/).waitFor();
  await page.getByText("未使用模板").waitFor();
  await expectAccessible(page);
  await screenshot("report-letterhead");
  await offer("本区红头.docx", Buffer.from(await letterheadFile()));
  await page.getByText(/^模板可用/).waitFor();
  await page.getByText("正在使用：本区红头.docx").waitFor();

  await page.reload();
  await page.locator('svg[data-page="1"] text').first().waitFor();
  const word = await download(page, () => page.getByRole("button", { name: "生成Word" }).click());
  expect(squeeze(readDocx(word.bytes).paragraphs.join(""))).toContain(TITLE);
  await other(page, /^本单位Word模板/);
  await page.getByRole("button", { name: "移除模板" }).click();
  await page.getByText("未使用模板").waitFor();
});

journey("on a phone the pages fit the width", async ({ visit }) => {
  const { page, screenshot } = await visit("phone");
  await signIn(page, "tonggao");
  await openReport(page);
  expect(await drawnText(page, 1)).toContain(TITLE);
  const sheet = await page.getByRole("group", { name: "第1页" }).boundingBox();
  expect(sheet?.x).toBeGreaterThanOrEqual(0);
  expect((sheet?.x ?? 0) + (sheet?.width ?? 0)).toBeLessThanOrEqual(390);
  await page.evaluate(() => document.fonts.ready);
  await expectAccessible(page);
  await screenshot("report-pages");
  await page.getByLabel("跳到").selectOption({ label: "二、存在的主要问题" });
  await expect.poll(async () => (await count(page).textContent()) ?? "").not.toMatch(/^第1页/);
  const pdf = await download(page, () => page.getByRole("button", { name: "生成PDF" }).click());
  expect((await readPdf(pdf.bytes)).pages).toHaveLength(await pagesOf(page));
});
