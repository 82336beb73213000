import type { Page } from "playwright-core";
import { expect } from "vitest";
import { PHRASE, signIn } from "./enter.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { firstJourney, journey } from "./harness.ts";

const open = async (page: Page, heading: RegExp): Promise<void> => {
  await page.getByRole("button", { name: heading }).click();
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
};
const saved = (page: Page) => page.locator('[data-testid="save-state"][data-kind="saved"]').waitFor();
const cell = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });

/** As Excel puts it on the clipboard: spending of two years, pupils of two years. Demonstration figures. */
const BLOCK = [
  "3.05\t3.21\t25,000\t25,600",
  "9.00\t9.60\t60,000\t60,000",
  "6.00\t6.10\t30,000\t31,000",
  "4.10\t4.30\t16,000\t16,500",
  "1.90\t1.80\t9,000\t9,000",
].join("\n");

async function paste(page: Page, name: string, text: string): Promise<void> {
  await cell(page, name).focus();
  await cell(page, name).evaluate((input, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    input.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

journey(
  "a block from Excel fills the stage table, a fall asks for its reason, the sentence goes into the prose",
  async ({ visit }) => {
    const { page, screenshot } = await visit("desktop");
    await signIn(page, "tonggao");
    await page.getByRole("link", { name: "继续填报" }).first().click();
    await open(page, /两个只增不减/);

    await paste(page, "幼儿园：2020年一般公共预算教育支出", BLOCK);
    await page.getByText("已粘贴5行4列").waitFor();
    const table = page.getByRole("region", { name: /^分学段教育经费/ });
    const row = (name: string) => table.getByRole("row", { name: new RegExp(`^${name}`) });
    await row("小学").getByText("未下降").waitFor();
    await row("中等职业学校").getByText("有下降").waitFor();
    expect(await row("合计").textContent()).toContain("25.01");
    expect(await cell(page, "小学：2021年生均一般公共预算教育支出").getAttribute("placeholder")).toBe("16,000.00");
    await saved(page);

    await cell(page, "幼儿园：2021年一般公共预算教育支出").focus();
    await page.keyboard.press("ArrowDown");
    expect(
      await cell(page, "小学：2021年一般公共预算教育支出").evaluate((input) => input === document.activeElement),
    ).toBe(true);
    await page.keyboard.press("Enter");
    await page.keyboard.type("6.15");
    expect(await cell(page, "初中：2021年一般公共预算教育支出").inputValue()).toBe("6.15");

    await page.getByText(/中等职业学校2021年一般公共预算教育支出为1\.80/).waitFor();
    await page.getByText(/还缺说明/).waitFor();
    await expectAccessible(page);
    await row("合计").scrollIntoViewIfNeeded();
    await screenshot("stages");

    await page.getByRole("button", { name: "把这段话加到正文末尾" }).click();
    await page
      .getByRole("region", { name: "成文预览" })
      .getByText(/小学一般公共预算教育支出9\.60亿元，比上年增加/)
      .waitFor();
    await saved(page);
    await screenshot("stages-sentence");
  },
);

journey("on a phone the stage table scrolls under its first column", async ({ visit }) => {
  const { page, screenshot } = await visit("phone");
  await signIn(page, "tonggao");
  await page.getByRole("link", { name: "继续填报" }).first().click();
  await page.getByRole("button", { name: "目录" }).click();
  await open(page, /两个只增不减/);
  await paste(page, "幼儿园：2020年一般公共预算教育支出", BLOCK);
  await cell(page, "小学：2021年生均一般公共预算教育支出").focus();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  const name = await page
    .getByRole("region", { name: /^分学段教育经费/ })
    .getByRole("rowheader", { name: "小学", exact: true })
    .boundingBox();
  expect(name?.x).toBeGreaterThanOrEqual(0);
  expect(name?.x).toBeLessThan(120);
  await expectAccessible(page);
  await screenshot("stages");
});

firstJourney("the district's own aim stands beside the figure, before the city's", async ({ server, visit }) => {
  const { page, screenshot } = await visit("desktop");
  await page.goto("/");
  await page.getByLabel("一次性初始化码").fill(await server.setUpCode());
  await page.getByLabel("单位名称").fill("重庆市沙坪坝区教育委员会");
  await page.getByLabel("管理员姓名").fill("李小红");
  await page.getByLabel("用户名").fill("lixh");
  await page.getByLabel("密码", { exact: true }).fill(PHRASE);
  await page.getByRole("button", { name: "建立单位和管理员账号" }).click();
  await page.getByRole("heading", { name: "登录" }).waitFor();
  await signIn(page, "lixh");
  await page.getByRole("link", { name: "新建年度自评" }).click();
  await page.getByLabel("自评年度").fill("2022");
  await page.getByLabel("截止日期").fill("2099-11-15");
  await page.getByRole("button", { name: "新建年度自评" }).click();
  await page.getByRole("heading", { level: 1, name: "封面与公文要素" }).waitFor();
  await open(page, /普惠性学前教育/);

  const rate = page.getByRole("textbox", { name: /^学前三年毛入园率/ });
  await page.getByText("目标：2025年超过99%；按线性路径2022年应达98.4%").waitFor();
  await rate.fill("98.4");
  await page.getByText("进度正常").waitFor();
  await rate.fill("98.3");
  await page.getByText("滞后").first().waitFor();
  await rate.fill("99.2");
  await page.getByText("已达到").waitFor();
  await page.getByText(/规划中写法不一：超过99%、99%/).waitFor();
  await page.getByRole("button", { name: "看进度图" }).nth(1).click();
  await page.getByRole("img", { name: /实际与规划路径/ }).waitFor();
  await expectAccessible(page);
  await rate.scrollIntoViewIfNeeded();
  await screenshot("targets");
});
