import type { Page } from "playwright-core";
import { expect } from "vitest";
import { signIn } from "./enter.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { journey } from "./harness.ts";

const saved = (page: Page) => page.locator('[data-testid="save-state"][data-kind="saved"]').waitFor();

/** A new year on the checklist of 2023, as far as the plan of what the sample's year gives. */
async function startNextYear(page: Page): Promise<void> {
  await page.goto("/new");
  await page.getByRole("radio", { name: /（2023年）/ }).check();
  await page.getByLabel("自评年度").fill("2023");
  await page.getByRole("button", { name: "新建年度自评" }).click();
  await page.getByRole("heading", { level: 1, name: "从上年沿用" }).waitFor();
  await page.getByRole("button", { name: "确认沿用" }).waitFor();
}

const openItem = async (page: Page, heading: RegExp): Promise<void> => {
  await page.locator("[data-row]").filter({ hasText: heading }).click();
  await page.locator(".cm-content").waitFor();
};

journey("last year is looked at, taken over, checked item by item and taken back", async ({ visit }) => {
  const desk = await visit("desktop");
  const { page } = desk;
  await signIn(page, "tonggao");
  await startNextYear(page);
  await expectAccessible(page);
  await desk.screenshot("carry-plan");

  await page.getByRole("button", { name: /^本年取消/ }).click();
  await page.getByText("常态化疫情防控是2020至2022年度的专题").waitFor();
  await page.getByRole("button", { name: /^全部/ }).click();
  await page.getByLabel("按条目或内容筛选").fill("两个只增不减");
  await page.getByText("25.46亿元").first().waitFor();
  await page.getByLabel("按条目或内容筛选").fill("");
  await page.getByRole("button", { name: "确认沿用" }).click();
  await page.getByText(/都标了“待核对”/).waitFor();
  await desk.screenshot("carry-applied");

  await page.getByRole("link", { name: "返回填报" }).click();
  await openItem(page, /两个只增不减/);
  await page
    .getByText(/^沿用自2022年/)
    .first()
    .waitFor();
  await expectAccessible(page);
  await desk.screenshot("carry-item");
  expect(await page.getByRole("button", { name: "标记为已完成" }).isDisabled()).toBe(true);
  await page.getByRole("button", { name: "全部确认" }).click();
  await saved(page);
  await page.getByRole("button", { name: "往年", exact: true }).click();
  await page.getByRole("heading", { name: "往年对照" }).waitFor();
  await page.getByRole("table").first().waitFor();
  await page.getByLabel("中小学幼儿园一般公共预算教育支出2022年", { exact: true }).fill("26.10");
  await page.getByRole("img", { name: /2022年报告25.46亿元，2023年报告26.10亿元/ }).waitFor();
  await expectAccessible(page);
  await desk.screenshot("carry-past");
  await saved(page);

  await openItem(page, /党委统一领导/);
  await page.getByRole("button", { name: "不采用：正文" }).click();
  await saved(page);
  expect(await page.locator(".cm-content").textContent()).not.toContain("党");

  await page.getByRole("link", { name: "从上年沿用" }).click();
  await page.getByRole("button", { name: "整体撤销" }).click();
  await page.getByText(/下列条目中已核对、改写或交稿的内容保留/).waitFor();
  await page
    .getByRole("link", { name: /两个只增不减/ })
    .first()
    .waitFor();
  await page.getByText(/已于.*撤销/).waitFor();
  await desk.screenshot("carry-undone");
});

journey("the plan and the item can be read on a phone", async ({ visit }) => {
  const phone = await visit("phone");
  const { page } = phone;
  await signIn(page, "tonggao");
  await startNextYear(page);
  await expectAccessible(page);
  await phone.screenshot("carry-plan");
  await page.getByRole("button", { name: "确认沿用" }).click();
  await page.getByText(/都标了“待核对”/).waitFor();
  await page
    .getByRole("link", { name: /两个只增不减/ })
    .first()
    .click();
  await page
    .getByText(/^沿用自2022年/)
    .first()
    .waitFor();
  await expectAccessible(page);
  await phone.screenshot("carry-item");
});
