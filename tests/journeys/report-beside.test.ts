import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { squeeze } from "#tests/report/read-pdf.ts";
import { signIn } from "./enter.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { journey } from "./harness.ts";

const drawn = async (page: Page): Promise<string> =>
  squeeze((await page.locator("svg[data-page] text").allTextContents()).join(""));

const headingOf33 = (page: Page) => page.locator('svg[data-page] [role=heading][aria-label^="33.全力保障校园安防"]');

async function openItem(page: Page, heading: RegExp): Promise<void> {
  await page.getByRole("link", { name: "继续填报" }).first().click();
  await page.waitForURL(/\/items\//);
  const tree = page.getByRole("navigation", { name: "切换栏目" }).getByRole("button", { name: "目录" });
  const row = page.getByRole("button", { name: heading });
  await row.or(tree).first().waitFor();
  if (await tree.isVisible()) await tree.click();
  await row.click();
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
}

/** A camera's picture: stored lying on its side, with the note that it is to be turned upright. */
async function cameraPicture(page: Page): Promise<Buffer> {
  const plain = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(2400, 1200);
    const context = canvas.getContext("2d");
    if (!context) throw new Error("no 2d context");
    context.fillStyle = "#c00";
    context.fillRect(0, 0, 1200, 1200);
    context.fillStyle = "#00c";
    context.fillRect(1200, 0, 1200, 1200);
    const blob = await canvas.convertToBlob({ type: "image/jpeg" });
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  const turned = "ffe100224578696600004d4d002a00000008000101120003000000010006000000000000";
  return Buffer.concat([Buffer.from(plain.slice(0, 2)), Buffer.from(turned, "hex"), Buffer.from(plain.slice(2))]);
}

journey("the report's pages beside the form follow what is typed", async ({ visit }) => {
  const { page, screenshot } = await visit("desktop");
  await signIn(page, "tonggao");
  await openItem(page, /全力保障校园安防设备设施配备/);
  await page.getByRole("button", { name: "成文", exact: true }).click();
  const heading = headingOf33(page);
  await heading.waitFor();
  await expect
    .poll(async () => {
      const [place, desk] = [await heading.boundingBox(), await page.getByLabel("报告预览").boundingBox()];
      return (place?.y ?? 0) - (desk?.y ?? 0);
    })
    .toBeLessThan(80);
  await expectAccessible(page);
  await page.evaluate(() => document.fonts.ready);
  await screenshot("beside");

  await page
    .getByRole("textbox", { name: /^校园安防设施投入/ })
    .first()
    .fill("18765");
  await expect.poll(() => drawn(page)).toContain("18765余万元");
  await page
    .getByRole("textbox", { name: /^校园安防设施投入/ })
    .first()
    .fill("");
  const hole = page.locator("svg[data-page] a");
  await hole.first().waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: /防范化解意识形态风险/ }).click();
  await page.getByRole("heading", { level: 1, name: /意识形态风险/ }).waitFor();
  await hole.first().locator("rect").first().click();
  await page.getByRole("heading", { level: 1, name: /校园安防设备/ }).waitFor();
});

journey(
  "a picture of the evidence is printed upright and shrunk, and only while it is asked for",
  async ({ visit }) => {
    const { page, screenshot } = await visit("desktop");
    await signIn(page, "tonggao");
    await openItem(page, /全力保障校园安防设备设施配备/);
    const buffer = await cameraPicture(page);
    await page.locator('input[type="file"]').last().setInputFiles({ name: "大门.jpg", mimeType: "image/jpeg", buffer });
    const choice = page.getByLabel("随报告附图：大门");
    expect(await choice.isChecked()).toBe(false);
    await choice.check();
    await page.reload();
    expect(await choice.isChecked()).toBe(true);
    await expectAccessible(page);

    await page.getByRole("link", { name: "预览和生成报告" }).click();
    await page.getByRole("button", { name: /佐证图片/ }).click();
    await page.keyboard.press("PageDown");
    const picture = page.locator("svg[data-page] image").filter({ hasText: "大门" });
    await picture.waitFor();
    const seen = await picture.evaluate(async (image) => {
      const bitmap = new Image();
      bitmap.src = image.getAttribute("href") ?? "";
      await bitmap.decode();
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext("2d");
      context?.drawImage(bitmap, 0, 0);
      const [red = 0, , blue = 0] = context?.getImageData(bitmap.width / 2, 20, 1, 1).data ?? [];
      return { width: bitmap.width, height: bitmap.height, top: red > blue ? "red" : "blue" };
    });
    expect(seen).toEqual({ width: 800, height: 1600, top: "red" });
    await screenshot("report-camera");

    await page.goBack();
    await choice.uncheck();
    await page.getByRole("link", { name: "预览和生成报告" }).click();
    await page.getByRole("button", { name: /佐证图片/ }).click();
    await page.locator("svg[data-page] image").first().waitFor();
    expect(await picture.count()).toBe(0);
  },
);

journey("on a phone the pages are behind the checks' tab", async ({ visit }) => {
  const { page, screenshot } = await visit("phone");
  await signIn(page, "tonggao");
  await openItem(page, /全力保障校园安防设备设施配备/);
  const bar = page.getByRole("navigation", { name: "切换栏目" });
  expect(await bar.getByRole("button").count()).toBe(3);
  await bar.getByRole("button", { name: /检查与材料/ }).click();
  await page.getByRole("button", { name: "成文", exact: true }).click();
  await headingOf33(page).waitFor();
  await expectAccessible(page);
  await screenshot("beside");
});
