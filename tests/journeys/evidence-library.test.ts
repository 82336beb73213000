import { Buffer } from "node:buffer";
import { readFile } from "node:fs/promises";
import { unzipSync } from "fflate";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { signIn } from "./enter.ts";
import {
  archive,
  brokenPdf,
  type EvidenceFile,
  notice,
  plainText,
  roster,
  storeEvidence,
  unembeddedPdf,
} from "./evidence-files.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { journey } from "./harness.ts";

/** Opens the sample's library with further files under its first item that takes any. */
async function openLibrary(page: Page, files: readonly EvidenceFile[]): Promise<Map<string, string>> {
  await page.getByRole("link", { name: "继续填报" }).first().click();
  await page.waitForURL(/\/items\//);
  const submissionId = /submissions\/([^/]+)/.exec(page.url())?.[1] ?? "";
  const ids = new Map<string, string>();
  for (const file of files) ids.set(file.name, await storeEvidence(page, { submissionId, item: ITEM }, file));
  await page.goto(`/submissions/${submissionId}/evidence`);
  await page.getByRole("heading", { level: 1, name: "材料库" }).waitFor();
  return ids;
}

/** 全力保障校园安防设备设施配备. */
const ITEM = "security-facilities";

const list = (page: Page) => page.getByRole("region", { name: "材料列表" });

async function openRecord(page: Page, title: string): Promise<void> {
  await list(page).getByRole("button", { name: title, exact: true }).click();
  await page.getByRole("region", { name: `材料：${title}` }).waitFor();
}

const saved = (page: Page) => page.locator('[data-testid="record-saving"][data-kind="saved"]');

journey("every kind of evidence is seen in the page, and what is broken says so", async ({ visit }) => {
  const { page, screenshot } = await visit("desktop");
  await signIn(page, "tonggao");
  await openLibrary(page, [notice, roster, plainText, archive, brokenPdf, unembeddedPdf]);
  await expectAccessible(page);
  await screenshot("library");

  await openRecord(page, "第一部分佐证材料汇编之一（演示）");
  const pdf = page.getByRole("region", { name: "PDF各页" });
  await pdf.locator('[data-page="1"][data-state="text"]').waitFor();
  await pdf.getByText("部分佐证材料汇编之").first().waitFor({ state: "attached" });
  await page.getByText("第1页，共1页").waitFor();
  await pdf.focus();
  await page.keyboard.press("+");
  await page.getByRole("button", { name: "适合宽度", pressed: false }).waitFor();
  await page.keyboard.press("0");
  await page.getByRole("button", { name: "适合宽度", pressed: true }).waitFor();
  await expectAccessible(page);
  await screenshot("library-pdf");

  await openRecord(page, "未嵌入字体");
  await pdf.getByText("渝北区").waitFor({ state: "attached" });
  await screenshot("library-unembedded");

  await openRecord(page, "校门口防撞设施照片（演示）");
  await page.getByRole("region", { name: "图片" }).getByRole("img").waitFor();
  await page.getByRole("button", { name: "向右旋转" }).click();
  await page.locator('[data-quarters="1"]').waitFor();
  await expectAccessible(page);
  await screenshot("library-image");

  await openRecord(page, "教师名册");
  const sheet = page.getByRole("region", { name: "工作表“名册”" });
  await sheet.getByRole("cell", { name: "教师1", exact: true }).waitFor();
  await page.getByText("第1—1000行，共2301行").waitFor();
  await page.getByRole("button", { name: "后面的行" }).click();
  await sheet.getByRole("cell", { name: "教师1500", exact: true }).waitFor();
  await expectAccessible(page);
  await screenshot("library-sheet");
  await page.getByRole("button", { name: "说明", exact: true }).click();
  await page.getByRole("cell", { name: "仅供查验" }).waitFor();

  await openRecord(page, "情况说明");
  await page.getByText("编码：GB18030").waitFor();
  await page.getByText("渝北区\n教育").or(page.getByText("渝北区 教育")).waitFor();

  await openRecord(page, "原始资料");
  await page.getByText("照片/二.txt").waitFor();

  await list(page)
    .getByRole("button", { name: /关于加强教师队伍建设的通知/ })
    .click();
  const words = page.getByRole("region", { name: "文档内容" });
  await words.getByRole("cell", { name: "教师数" }).waitFor();
  await words.getByText('<img src=x onerror="document.title=2">').waitFor();
  expect(await words.locator("img, a[href], script, [onerror]").count()).toBe(0);
  expect(await page.title()).toContain("材料库");
  await expectAccessible(page);
  await screenshot("library-word");

  await openRecord(page, "残缺");
  await page.getByText("文件内容已损坏或不完整").waitFor();
  expect(await page.getByRole("link", { name: "下载", exact: true }).getAttribute("download")).toBe("残缺.pdf");
  await expectAccessible(page);
});

journey("a record is registered from what its file's name says, and found again by it", async ({ visit }) => {
  const { page, screenshot } = await visit("desktop");
  await signIn(page, "tonggao");
  await openLibrary(page, [notice]);
  await page.getByLabel("查找材料").fill("加强教师队伍");
  await page.getByText(/^1份，共/).waitFor();
  await list(page)
    .getByRole("button", { name: /关于加强教师队伍建设的通知/ })
    .click();
  const form = page.getByRole("form", { name: "登记信息" });
  await form.getByRole("button", { name: /^文号采用/ }).click();
  await form.getByLabel("发文机关").fill("重庆市渝北区教育委员会");
  await form.getByLabel("成文日期").fill("2022-03-01");
  await form.getByLabel("生效日期").fill("2022-04-01");
  await form.getByLabel("失效日期").fill("2022-03-31");
  await form.getByText("失效日期早于生效日期").waitFor();
  await page.getByText("标出的内容不合要求，尚未保存").waitFor();
  await form.getByLabel("失效日期").fill("2027-03-31");
  await saved(page).waitFor();
  await form.getByLabel("涉密").check();
  await saved(page).waitFor();
  await page.getByLabel("引用页次").fill("1-2,4");
  await page.getByLabel("引用页次").blur();
  await expect.poll(() => page.getByLabel("引用页次").inputValue()).toBe("1—2、4");
  await expectAccessible(page);
  await screenshot("library-record");

  await page.reload();
  await form.waitFor();
  expect(await form.getByLabel("文号").inputValue()).toBe("渝北教发〔2022〕15号");
  expect(await form.getByLabel("失效日期").inputValue()).toBe("2027-03-31");
  expect(await form.getByLabel("涉密").isChecked()).toBe(true);

  await page.getByLabel("查找材料").fill("渝北教发 2022");
  await list(page).getByText("涉密", { exact: true }).waitFor();
  await page.getByLabel("查找材料").fill("没有这样的材料");
  await page.getByText("没有符合条件的材料").waitFor();
  await page.getByLabel("查找材料").fill("");
  await page.getByRole("button", { name: /^涉密 1$/ }).click();
  await page.getByText(/^1份，共/).waitFor();

  await page
    .getByLabel(/^选择《/)
    .first()
    .check();
  await page.getByRole("button", { name: "取消涉密" }).click();
  await page.getByText("没有符合条件的材料").waitFor();
  expect(await form.getByLabel("涉密").isChecked()).toBe(false);
  await page.getByRole("button", { name: /^涉密/ }).click();
  await page.getByLabel("全选").check();
  const [chosen] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "下载所选" }).click(),
  ]);
  const names = Object.keys(unzipSync(await readFile(await chosen.path())));
  expect(names).toHaveLength(18);
  expect(names).toContain("7-4-04 渝北教发[2022]15号 关于加强教师队伍建设的通知.docx");
  await page.getByRole("button", { name: "取消选择" }).click();

  await page
    .getByRole("region", { name: "历次文件" })
    .locator("input[type=file]")
    .setInputFiles({
      name: "修订稿.txt",
      mimeType: "text/plain",
      buffer: Buffer.from(plainText.bytes),
    });
  await page.getByText("第2次（现用） 修订稿.txt").waitFor();
  await page.getByText("编码：GB18030").waitFor();
  await page.getByRole("button", { name: "查看", exact: true }).click();
  await page.getByRole("region", { name: "文档内容" }).waitFor();
  await page.getByRole("button", { name: "恢复为现用" }).click();
  await page.getByText(/^第3次（现用）/).waitFor();

  await page.getByRole("button", { name: /^应附未附/ }).click();
  await page.getByRole("list", { name: "应附未附的材料" }).getByText("未附", { exact: true }).first().waitFor();
  await expectAccessible(page);
  await screenshot("library-missing");

  await page.getByRole("button", { name: "下载…" }).click();
  await expectAccessible(page);
  await screenshot("library-download");
  for (const format of ["Excel", "Word", "PDF"]) {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: `目录${format}` }).click(),
    ]);
    expect(download.suggestedFilename()).toContain("佐证材料目录");
  }
  await page.getByLabel("供外部，不含涉密").check();
  const [zip] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "下载压缩包（ZIP）" }).click(),
  ]);
  expect(zip.suggestedFilename()).toMatch(/供外部.*\.zip$/);
});

journey("evidence is looked at beside its item and put in order by keys", async ({ visit }) => {
  const { page, screenshot } = await visit("desktop");
  await signIn(page, "tonggao");
  await openLibrary(page, [notice, roster]);
  await page.goto(page.url().replace(/\/evidence.*/, `/items/${ITEM}`));
  const panel = page.getByRole("region", { name: /佐证材料/ });
  const row = (title: string) => panel.getByRole("button", { name: new RegExp(`^7-\\d+-\\d+ ${title}`) });
  const numberOf = async (title: string) => (await row(title).textContent())?.slice(0, 6);
  await row("教师名册").waitFor();
  await expectAccessible(page);
  const before = await numberOf("教师名册");
  await row("教师名册").focus();
  await page.keyboard.press("Alt+ArrowUp");
  await expect.poll(() => numberOf("教师名册")).not.toBe(before);
  await page.getByRole("button", { name: "更多操作：教师名册" }).click();
  await page.getByRole("menuitem", { name: "下移：教师名册" }).click();
  await expect.poll(() => numberOf("教师名册")).toBe(before);

  await row("第七部分佐证材料汇编之一").click();
  await page.locator('[data-page="1"][data-state="text"]').waitFor();
  await expectAccessible(page);
  await screenshot("evidence-beside");
  await page.getByRole("button", { name: "返回材料" }).click();
  await row("教师名册").waitFor();
});

journey("on a phone the library shows one thing at a time", async ({ visit }) => {
  const { page, screenshot } = await visit("phone");
  await signIn(page, "tonggao");
  await openLibrary(page, [notice]);
  await expectAccessible(page);
  await screenshot("library");
  await list(page)
    .getByRole("button", { name: /关于加强教师队伍建设的通知/ })
    .click();
  await page.getByRole("form", { name: "登记信息" }).waitFor();
  await expectAccessible(page);
  await screenshot("library-record");
  await page.getByRole("button", { name: "预览", exact: true }).click();
  await page.getByRole("region", { name: "文档内容" }).waitFor();
  await expectAccessible(page);
  await screenshot("library-preview");
  await page.keyboard.press("Escape");
  await list(page).waitFor();
});
