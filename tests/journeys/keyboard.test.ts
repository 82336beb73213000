import type { Page } from "playwright-core";
import { expect } from "vitest";
import { makeReady, openYear } from "./district-round.ts";
import { PHRASE, signIn } from "./enter.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { journey } from "./harness.ts";
import { enterOn, focusedElement, tabTo, typeInto, watchPointer } from "./keyboard.ts";

const FILE = {
  name: "键盘上传的纪要.pdf",
  mimeType: "application/pdf",
  buffer: Buffer.from("%PDF-1.4\n%minutes\n%%EOF\n"),
};
const saved = (page: Page) => page.locator('[data-testid="save-state"][data-kind="saved"]').waitFor();

async function enterBySignIn(page: Page, username: string): Promise<void> {
  await page.goto("/sign-in");
  await typeInto(page, page.getByLabel("用户名"), username);
  await page.keyboard.press("Tab");
  await page.keyboard.type(PHRASE);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /^账号：/ }).waitFor();
}

journey(
  "the main job without a mouse: filling, evidence, findings, report, submission",
  async ({ visit }) => {
    const helper = await visit("desktop");
    const city = await visit("desktop");
    await signIn(city.page, "dudao");
    await openYear(city.page, 2022);

    const { page, screenshot } = await visit("desktop");
    const expectNoPointer = await watchPointer(page);
    await enterBySignIn(page, "tonggao");
    await page.getByRole("link", { name: "继续填报" }).first().waitFor();

    await tabTo(page, page.getByRole("link", { name: "跳到主要内容" }));
    await screenshot("skip-link");
    await page.keyboard.press("Enter");
    await expect.poll(() => focusedElement(page)).toBe("main");
    await enterOn(page, page.getByRole("link", { name: "继续填报" }));
    await page.waitForURL(/\/items\//);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await expect.poll(() => focusedElement(page)).not.toBe("body");

    await page.keyboard.press("Control+k");
    await page.keyboard.type("以党的领导统领");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: /以党的领导统领/ }).waitFor();
    const visits = page.getByLabel(/^党委常委会、政府常务会专题研究教育工作次数\d/, { exact: true });
    await typeInto(page, visits, "31");
    await saved(page);
    const prose = page.locator(".cm-content");
    await tabTo(page, prose);
    await page.keyboard.press("Control+End");
    await page.keyboard.type("以上情况均已核对。");
    // a field of text must let go of the focus
    await page.keyboard.press("Tab");
    expect(await prose.evaluate((element) => element.contains(document.activeElement))).toBe(false);
    await saved(page);
    await typeInto(page, page.locator("#self-score"), "1");
    await saved(page);

    const choosing = page.waitForEvent("filechooser");
    await enterOn(page, page.getByRole("button", { name: /^上传“/ }));
    await (await choosing).setFiles(FILE);
    await page
      .getByRole("button", { name: /键盘上传的纪要/ })
      .first()
      .waitFor();
    await enterOn(page, page.getByRole("button", { name: "历史", exact: true }));
    await enterOn(page, page.getByRole("button", { name: "检查与材料" }));
    await page.reload();
    await page.getByText("以上情况均已核对。").first().waitFor();
    expect(await visits.inputValue()).toBe("31");
    await expectAccessible(page);

    await enterOn(page, page.getByRole("link", { name: "预览和生成报告" }));
    await page.locator('svg[data-page="1"] text').first().waitFor();
    await expect.poll(() => focusedElement(page)).not.toBe("body");
    for (const [button, ending] of [
      ["生成Word", /\.docx$/],
      ["生成PDF", /\.pdf$/],
    ] as const) {
      const download = page.waitForEvent("download");
      await enterOn(page, page.getByRole("button", { name: button }));
      expect((await download).suggestedFilename()).toMatch(ending);
    }

    await signIn(helper.page, "tonggao");
    const year = await makeReady(helper.page);
    const approver = await visit("desktop");
    const expectNoPointerEither = await watchPointer(approver.page);
    await enterBySignIn(approver.page, "shending");
    await enterOn(approver.page, approver.page.getByRole("link", { name: "审定与报送" }));
    await approver.page.waitForURL(`**/submissions/${year}/gate`);
    await enterOn(approver.page, approver.page.getByRole("button", { name: "审定并上报" }));
    await enterOn(approver.page, approver.page.getByRole("button", { name: "确认无误，上报" }));
    await approver.page.getByRole("heading", { name: "第1次报送" }).waitFor();
    await expectNoPointer();
    await expectNoPointerEither();
  },
  400_000,
);
