import type { Page } from "playwright-core";
import { expect } from "vitest";
import { pdfBytes } from "#tests/fixtures/pdf-bytes.ts";
import { signIn } from "./enter.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { journey } from "./harness.ts";
import type { Screen } from "./visit.ts";

const saved = (page: Page) => page.locator('[data-testid="save-state"][data-kind="saved"]').waitFor();

/** The first item that the signed-in contributor may write. */
async function openOwnItem(page: Page): Promise<string> {
  await page.getByRole("link", { name: "继续填报" }).first().click();
  const own = page.locator('[data-row][data-writable="true"]').first();
  await own.click();
  await page.locator(".cm-content").waitFor();
  return new URL(page.url()).pathname;
}

async function write(page: Page, text: string): Promise<void> {
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(text);
  await saved(page);
}

journey("a unit hands in, the editor sends back and takes over; the lock is said and kept", async ({ visit }) => {
  const unit = await visit("desktop");
  const editor = await visit("desktop");
  await signIn(unit.page, "tianbao");
  const path = await openOwnItem(unit.page);
  await write(unit.page, "交稿前的一句。");
  await unit.page.getByRole("button", { name: "交稿", exact: true }).click();
  await unit.page.getByText(/本条已由填报人（样例）于.*交稿/).waitFor();
  await unit.page.locator('.cm-content[contenteditable="false"]').waitFor();
  await expectAccessible(unit.page);
  await unit.screenshot("handed-in");

  await signIn(editor.page, "tonggao");
  await editor.page.getByRole("link", { name: "1条已交稿，等待接收" }).click();
  await editor.page.getByRole("heading", { level: 1, name: "统稿" }).waitFor();
  await editor.page.getByLabel("按情况筛选").selectOption({ label: "待接收（1）" });
  await editor.page.getByRole("checkbox", { name: /^选择：/ }).check();
  await expectAccessible(editor.page);
  await editor.screenshot("collation");
  await editor.page.getByRole("button", { name: "退回（1条）" }).click();
  await editor.page.getByLabel(/退回原因/).fill("请补充2021年的数据");
  await editor.page.getByRole("button", { name: "确定退回" }).click();
  await editor.page.getByText("没有符合条件的条目").waitFor();

  // coming back to the page asks the server at once
  await unit.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await unit.page.getByText("退回：请补充2021年的数据").waitFor();
  await unit.page.locator('.cm-content[contenteditable="true"]').waitFor();
  await write(unit.page, "补充了数据。");
  await unit.page.getByRole("button", { name: "交稿", exact: true }).click();
  await unit.page.getByText("本条已由填报人（样例）").waitFor();

  await editor.page.goto(path);
  await editor.page.getByText("补充了数据。").first().waitFor();
  await editor.page.getByRole("button", { name: "接收", exact: true }).click();
  await editor.page.getByText(/接收；责任单位不能再修改/).waitFor();
  await write(editor.page, "统稿人改了一句。");
  await unit.page.goto("/");
  await unit.page.getByText("1项已接收").waitFor();
});

journey("a remark is answered, goes stale when the item changes, and is settled", async ({ visit }) => {
  const editor = await visit("desktop");
  const unit = await visit("desktop");
  await signIn(unit.page, "tianbao");
  const path = await openOwnItem(unit.page);
  await signIn(editor.page, "tonggao");
  await editor.page.goto(`${path}#comments`);
  await editor.page.getByLabel("新批注").fill("这个数与财政口径不一致，请核对");
  await editor.page.getByRole("button", { name: "添加批注" }).click();
  await editor.page.getByText("1条未解决").waitFor();

  await unit.page.goto(path);
  await unit.page.getByRole("button", { name: "批注1", exact: true }).click();
  await unit.page.getByRole("button", { name: "回复" }).click();
  await unit.page.getByLabel("回复").fill("已核对，改为决算数");
  await unit.page.keyboard.press("Control+Enter");
  await unit.page.getByRole("list").getByText("已核对，改为决算数").waitFor();
  await write(unit.page, "按决算数修改。");
  await unit.page.reload();
  await unit.page.getByRole("button", { name: "批注1", exact: true }).click();
  await unit.page.getByText("填报内容已变更").waitFor();
  await expectAccessible(unit.page);
  await unit.screenshot("comments");
  await unit.page.getByRole("button", { name: "标记为已解决" }).click();
  await unit.page.getByText("没有未解决的").waitFor();
  await unit.page.getByText("已解决1条").click();
  await unit.page.getByRole("button", { name: "重新打开" }).click();
  await unit.page.getByText("1条未解决").waitFor();
});

journey("an earlier version is read and brought back as a new one", async ({ visit }) => {
  const { page, screenshot } = await visit("desktop");
  await signIn(page, "tianbao");
  await openOwnItem(page);
  await write(page, "后来加上的一句。");
  await page.getByRole("button", { name: "历史" }).click();
  await page.getByRole("button", { name: /第2版（当前）/ }).click();
  await page.getByText("增加：").first().waitFor();
  await expectAccessible(page);
  await screenshot("history");
  await page.getByRole("button", { name: /统稿人（样例）.*第1版/ }).click();
  await page.getByRole("button", { name: "恢复为第1版" }).click();
  await page.getByText("已恢复为第1版的内容").waitFor();
  await page.getByRole("button", { name: /恢复自第1版.*第3版（当前）/ }).waitFor();
  expect(await page.locator(".cm-content").textContent()).not.toContain("后来加上的一句");
});

journey("what somebody else saves arrives without a reload, and both see each other", async ({ visit }) => {
  const one = await visit("desktop");
  const other = await visit("desktop");
  await signIn(one.page, "tianbao");
  const path = await openOwnItem(one.page);
  await signIn(other.page, "tonggao");
  await other.page.goto(path);
  await other.page.getByText("填报人（样例）也在看").waitFor();
  await write(other.page, "别人写的一句。");
  await one.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await one.page.locator(".cm-content").getByText("别人写的一句。").waitFor();
  await other.page
    .locator('input[type="file"]:not([webkitdirectory])')
    .first()
    .setInputFiles({ name: "别人传的纪要.pdf", mimeType: "application/pdf", buffer: Buffer.from(pdfBytes(4000, 7)) });
  for (const { page } of [other, one])
    await page
      .getByRole("button", { name: /别人传的纪要/ })
      .first()
      .waitFor();
  await one.page
    .getByText(/统稿人（样例）/)
    .first()
    .waitFor();
  await one.screenshot("companions");
});

journey.for<Screen>(["desktop", "phone"])(
  "everything that stands against submitting is listed and leads to its place on a %s",
  async (screen, { visit }) => {
    const { page, screenshot } = await visit(screen);
    await signIn(page, "tonggao");
    await page.getByRole("link", { name: "统稿" }).click();
    await page.getByRole("heading", { level: 1, name: "统稿" }).waitFor();
    await page.getByRole("table", { name: "各条目" }).waitFor();
    await expectAccessible(page);
    await screenshot("collation-all");
    // a required figure is taken out first, so that a field is missing as well
    await page.getByRole("link", { name: /以党的领导统领/ }).click();
    await page.getByLabel(/^党委常委会、政府常务会专题研究教育工作次数\d/, { exact: true }).fill("");
    await saved(page);
    await page.goto(page.url().replace(/\/items\/.*$/, "/gate"));
    await page.getByText(/还有\d+处要处理/).waitFor();
    await page.getByRole("heading", { name: /缺少内容/ }).waitFor();
    await expectAccessible(page);
    await screenshot("gate");
    await page
      .getByRole("link", { name: /尚未填写$/ })
      .first()
      .click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id ?? "")).toMatch(/^field-/);
    await page.goBack();
    await page
      .getByRole("link", { name: /^缺少佐证材料/ })
      .first()
      .click();
    await page.getByRole("heading", { level: 2, name: "佐证材料" }).waitFor();
  },
);
