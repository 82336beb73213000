import type { Page } from "playwright-core";
import { expect } from "vitest";
import { signIn } from "./enter.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { journey } from "./harness.ts";

const editor = (page: Page) => page.getByRole("textbox", { name: "正文" });
const written = async (page: Page): Promise<string> => (await editor(page).textContent()) ?? "";
const finding = (page: Page, words: RegExp) => page.getByRole("listitem").filter({ hasText: words });
const marked = (page: Page): Promise<string> => page.evaluate(() => getSelection()?.toString() ?? "");

async function openItem(page: Page, heading: RegExp): Promise<void> {
  await page.getByRole("link", { name: "继续填报" }).first().click();
  await page.getByRole("button", { name: heading }).click();
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
  await editor(page).waitFor();
}

journey(
  "a slip in the prose is found as one types, shown in place, and repaired by a click that can be undone",
  async ({ visit }) => {
    const { page, screenshot } = await visit("desktop");
    await signIn(page, "tonggao");
    await openItem(page, /以党的领导统领/);
    await editor(page).click();
    await page.keyboard.press("Control+End");
    await page.keyboard.insertText("自20219月以来，按照《实施方案》（渝府办〔202141号）要求，各项工作有序推进。");

    const year = finding(page, /年份后缺“年”/);
    await year.waitFor();
    await finding(page, /文号残缺/).waitFor();
    await year.getByRole("button", { name: /20219月/ }).click();
    await expect.poll(() => marked(page)).toContain("20219月");
    await expectAccessible(page);
    await screenshot("prose-findings");

    await year.getByRole("button", { name: "按建议修改" }).click();
    await expect.poll(() => written(page)).toContain("自2021年9月以来");
    await year.waitFor({ state: "detached" });
    await page.keyboard.press("Control+z");
    await expect.poll(() => written(page)).toContain("自20219月以来");
    await year.waitFor();

    // what was typed before the words after the check does not lead the repair astray
    await page.keyboard.press("Control+Home");
    await page.keyboard.insertText("开头。");
    await finding(page, /文号残缺/)
      .getByRole("button", { name: "按建议修改" })
      .click();
    await expect.poll(() => written(page)).toContain("（渝府办〔2021〕41号）要求");
    await page.locator('[data-testid="save-state"][data-kind="saved"]').waitFor();
  },
);

journey("a typed figure that equals the data is offered as a quotation of it", async ({ visit }) => {
  const { page } = await visit("desktop");
  await signIn(page, "tonggao");
  await openItem(page, /两个只增不减/);
  const chips = editor(page).locator('[data-run="figure"]');
  const before = await chips.count();
  await editor(page).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText("其中，一般公共预算教育支出25.46亿元。");
  await finding(page, /相同，可改为引用/)
    .getByRole("button", { name: "改为引用数据" })
    .click();
  await expect.poll(() => chips.count()).toBe(before + 1);
  expect(await chips.last().textContent()).toBe("25.46亿元");
  await finding(page, /相同，可改为引用/).waitFor({ state: "detached" });
});

journey("on a phone a finding leads from the checks back into the prose", async ({ visit }) => {
  const { page, screenshot } = await visit("phone");
  await signIn(page, "tonggao");
  await page.getByRole("link", { name: "继续填报" }).first().click();
  await page.getByRole("button", { name: "目录" }).click();
  await page.getByRole("button", { name: /以党的领导统领/ }).click();
  await editor(page).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText("联系人手机13800138000。");
  await page.getByRole("navigation", { name: "切换栏目" }).getByRole("button", { name: /检查/ }).click();
  await finding(page, /手机号码/).waitFor();
  await screenshot("prose-findings");
  await finding(page, /手机号码/)
    .getByRole("button", { name: /138/ })
    .click();
  await expect.poll(() => marked(page)).toContain("13800138000");
  expect(await editor(page).isVisible()).toBe(true);
});
