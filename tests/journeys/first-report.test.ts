import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { readDocx } from "#tests/report/read-docx.ts";
import { flowingText, readPdf, squeeze } from "#tests/report/read-pdf.ts";
import { PHRASE, signIn } from "./enter.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { firstJourney } from "./harness.ts";

const PDF = Buffer.from(
  "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
);

async function foundDistrict(page: Page, code: string): Promise<void> {
  await page.goto("/");
  await page.getByLabel("一次性初始化码").fill(code);
  await page.getByLabel("单位名称").fill("重庆市渝北区教育委员会");
  await page.getByLabel("管理员姓名").fill("王小明");
  await page.getByLabel("用户名").fill("wangxm");
  await page.getByLabel("密码", { exact: true }).fill(PHRASE);
  await page.getByRole("button", { name: "建立单位和管理员账号" }).click();
  await page.getByRole("heading", { name: "登录" }).waitFor();
  await signIn(page, "wangxm");
}

async function startYear(page: Page): Promise<void> {
  await page.getByRole("link", { name: "新建年度自评" }).click();
  await page.getByLabel("自评年度").fill("2022");
  await page.getByLabel("截止日期").fill("2099-11-15");
  await page.getByRole("button", { name: "新建年度自评" }).click();
  await page.getByRole("heading", { level: 1, name: "封面与公文要素" }).waitFor();
}

const saved = (page: Page) => page.locator('[data-testid="save-state"][data-kind="saved"]').waitFor();

async function download(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).click()]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

firstJourney("from an empty data folder to the report as Word and PDF", async ({ server, visit }) => {
  const { page, screenshot } = await visit("desktop");
  await foundDistrict(page, await server.setUpCode());
  await startYear(page);

  await page.getByLabel("署名机关").fill("重庆市渝北区人民政府");
  await page.getByLabel("成文日期").fill("2022-11-08");
  await saved(page);

  await page.getByRole("button", { name: /5\.\s*严格落实教育经费/ }).click();
  await page.getByRole("heading", { level: 1, name: /两个只增不减/ }).waitFor();
  await expectAccessible(page);
  await page.getByLabel("中小学幼儿园一般公共预算教育支出2021年", { exact: true }).fill("２５.46");
  await page.getByLabel("中小学幼儿园一般公共预算教育支出：2020年").fill("24.07");
  await page.getByText("增加 1.39亿元，+5.77%").waitFor();
  const perStudent = page.getByLabel("各学段生均一般公共预算教育支出2021年", { exact: true });
  await perStudent.fill("一万九");
  await page.getByText("请填写数字，例如 25.46").waitFor();
  await perStudent.fill("19,000");
  await page.getByLabel("各学段生均一般公共预算教育支出：2020年").fill("19102.41");
  await page.getByRole("button", { name: "采用参考文稿", exact: true }).click();
  await page.getByLabel("成文预览").getByText("25.46亿元").waitFor();
  await page.getByText("须改正").first().waitFor();
  await screenshot("item-failing");
  await perStudent.fill("19434.44");
  await expect.poll(() => page.getByText("须改正").count()).toBe(0);

  await page
    .locator('input[type="file"]:not([webkitdirectory])')
    .first()
    .setInputFiles({ name: "教育经费统计.pdf", mimeType: "application/pdf", buffer: PDF });
  await page.getByRole("button", { name: /^2-2-01 教育经费统计/ }).waitFor();
  await page
    .locator('input[type="file"]:not([webkitdirectory])')
    .nth(1)
    .setInputFiles({ name: "同一份.pdf", mimeType: "application/pdf", buffer: PDF });
  await page
    .getByTestId("upload")
    .filter({ hasText: /内容完全相同的文件《教育经费统计》/ })
    .waitFor();
  await page.getByRole("button", { name: "关闭：同一份.pdf" }).click();
  await page
    .locator('input[type="file"]:not([webkitdirectory])')
    .nth(1)
    .setInputFiles({
      name: "程序.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from("MZ\u0090\0\u0003\0\0\0not a pdf", "latin1"),
    });
  await page.getByRole("alert").filter({ hasText: "不能上传" }).waitFor();
  await page.getByRole("button", { name: "关闭：程序.pdf" }).click();
  await page.getByRole("button", { name: "没有此项材料，写说明" }).click();
  await page.getByLabel("未附说明").fill("分学段数据以年报为准，正在汇总。");
  await saved(page);
  await page.getByRole("button", { name: "标记为已完成" }).click();
  await page.getByRole("button", { name: "重新填写" }).waitFor();
  await saved(page);
  await expectAccessible(page);
  await screenshot("item-done");

  await page.getByRole("button", { name: "更多操作：教育经费统计" }).click();
  await page.getByRole("menuitem", { name: "更名：教育经费统计" }).click();
  await page.getByLabel("材料名称").fill("2021年教育经费统计报表");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /2-2-01 2021年教育经费统计报表/ }).waitFor();
  await page.getByRole("button", { name: "更多操作：2021年教育经费统计报表" }).click();
  await page.getByRole("menuitem", { name: /^从本条移出/ }).click();
  await page.getByText("从材料库引用（1份）").click();
  await page.getByRole("button", { name: "引用“2021年教育经费统计报表”" }).click();
  await page.getByRole("button", { name: /2-2-01 2021年教育经费统计报表/ }).waitFor();

  await page.reload();
  expect(await perStudent.inputValue()).toBe("19434.44");

  await page.keyboard.press("Control+k");
  await page.keyboard.type("存在的主要问题");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: /存在的主要问题/ }).waitFor();
  await page.getByRole("button", { name: "添加一条" }).click();
  await page.getByLabel("第1条小标题").fill("公办园占比偏低");
  await page.getByLabel("第1条内容").fill("公办园学位不足。");
  await saved(page);

  await page.getByRole("link", { name: "预览和生成报告" }).click();
  await page.getByRole("heading", { name: "重庆市渝北区人民政府2022年履行教育职责自评报告" }).waitFor();
  await expectAccessible(page);
  await screenshot("report");
  const expected = [
    "重庆市渝北区人民政府2022年履行教育职责自评报告",
    "一、自查情况",
    "25.46亿元",
    "332.03",
    "公办园占比偏低",
    "公办园学位不足。",
    "2-2-01",
    "2021年教育经费统计报表",
    "分学段数据以年报为准，正在汇总。",
    "2022年11月8日",
  ];
  const word = await download(page, "生成Word");
  expect(word.name).toBe("渝北区2022年履行教育职责自评报告.docx");
  const wordText = squeeze(readDocx(word.bytes).paragraphs.join(""));
  for (const text of expected) expect(wordText).toContain(text);
  const pdf = await download(page, "生成PDF");
  const pdfText = flowingText(await readPdf(pdf.bytes));
  for (const text of expected) expect(pdfText).toContain(text);
});
