import { expect } from "vitest";
import { signIn } from "./enter.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { journey } from "./harness.ts";

const REPORT = `您当前的位置：首页 > 政务公开
[ 索引号 ] | 11500226009341047W/2022-00021 | [ 发布日期 ] | 2022-11-06 |
云岭区人民政府2022年履行教育职责自评报告
我区认真开展自评，现将有关情况报告如下：
一、自查情况
（一）落实教育优先发展
1.严格落实教育经费“两个只增不减”。2021年，中小学幼儿园一般公共预算教育支出18.30亿元，比2020年的17.52亿元增长0.78亿元。
2.着力打造云岭研学品牌。建成研学线路12条。
二、存在的主要问题
（一）学位供给不足。城区学位偏紧。
三、下一步工作打算
（一）增加学位供给。新建学校4所。
扫一扫在手机打开当前页`;

journey("a published report is pasted, looked through, written as drafts and taken back", async ({ visit }) => {
  const { page, screenshot } = await visit("desktop");
  await signIn(page, "tonggao");
  await page.getByRole("link", { name: "继续填报" }).first().click();
  await page.getByRole("link", { name: "导入报告" }).click();
  await page.getByRole("heading", { level: 1, name: "导入已发布的报告" }).waitFor();
  await expectAccessible(page);
  await screenshot("import-source");

  await page.getByLabel("或者粘贴报告正文").fill(REPORT);
  await page.getByRole("button", { name: "读取粘贴的内容" }).click();
  const rows = page.getByRole("list", { name: "导入对照" }).getByRole("listitem");
  const spending = rows.filter({ hasText: "中小学幼儿园一般公共预算教育支出18.30亿元" });
  await spending.getByText("把握99%").waitFor();
  await spending.getByText("18.30亿元", { exact: false }).first().waitFor();
  await expectAccessible(page);
  await screenshot("import-review");

  // what had no sure place is put somewhere by hand
  const brand = rows.filter({ hasText: "着力打造云岭研学品牌" });
  await brand
    .getByLabel(/^归属/)
    .selectOption({ label: "10.全面加强学校体育、美育、劳动教育和学生安全教育、心理健康教育" });
  await brand.getByText("把握100%").waitFor();

  await page.getByLabel("已有内容").selectOption({ label: "用选中的替换" });
  await page.getByRole("button", { name: /^写入选中的\d+处$/ }).click();
  await page.getByText(/已写入\d+条草稿，均标为待核对/).waitFor();
  await expectAccessible(page);
  await screenshot("import-written");
  await page.getByRole("button", { name: "撤销这次导入" }).click();
  await expect.poll(() => page.getByText(/已写入\d+条草稿/).count()).toBe(0);
});

journey("on a phone one column is shown at a time", async ({ visit }) => {
  const { page, screenshot } = await visit("phone");
  await signIn(page, "tonggao");
  await page.getByRole("link", { name: "继续填报" }).first().click();
  await page.goto(`${page.url().replace(/\/items\/.*$/, "")}/import`);
  await page.getByLabel("或者粘贴报告正文").fill(REPORT);
  await page.getByRole("button", { name: "读取粘贴的内容" }).click();
  await page.getByRole("list", { name: "导入对照" }).waitFor();
  await screenshot("import-review");
  await page.getByText("原文", { exact: true }).first().click();
  await page.getByText("建成研学线路12条", { exact: false }).first().waitFor();
  expect(await page.getByLabel(/^归属/).first().isVisible()).toBe(false);
  await expectAccessible(page);
  await screenshot("import-source-column");
});
