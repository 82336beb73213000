import { readFile } from "node:fs/promises";
import { expect } from "vitest";
import { signIn } from "./enter.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { journey } from "./harness.ts";
import type { Screen } from "./visit.ts";

journey.for<Screen>(["desktop", "phone"])(
  "a year is taken along as a package, and what has changed since is shown before it is imported, on a %s",
  async (screen, { visit }) => {
    const { page, expectFault, screenshot } = await visit(screen);
    expectFault(/422 .*\/api\/packages$/);
    await signIn(page, "tonggao");
    await page.getByRole("link", { name: "数据包" }).click();
    const downloading = page.waitForEvent("download");
    await page.getByRole("link", { name: "导出数据包：2022年度" }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/2022年自评数据包\.ziping$/);
    const buffer = await readFile(await download.path());
    const file = { name: "自评.ziping", mimeType: "application/octet-stream", buffer };

    await page.getByRole("link", { name: "自评通" }).click();
    await page.getByRole("link", { name: "继续填报" }).first().click();
    await page.locator(".cm-content").first().click();
    await page.keyboard.type("导出以后补写的一句。");
    await page.locator('[data-testid="save-state"][data-kind="saved"]').waitFor();

    await page.goto("/packages");
    const choose = page.locator('input[type="file"]');
    const damaged = Buffer.from(buffer);
    damaged[1000] = (damaged[1000] ?? 0) ^ 1;
    await choose.setInputFiles({ ...file, buffer: damaged });
    await page
      .getByRole("alert")
      .getByText(/数据包不完整或已损坏/)
      .waitFor();
    await expectAccessible(page);
    await screenshot("package-refused");

    await choose.setInputFiles(file);
    await page.getByText("本系统较新1", { exact: false }).waitFor();
    await expectAccessible(page);
    await screenshot("package-plan");
    await page.getByRole("button", { name: "确认导入" }).click();
    await page.getByText("导入完成。").waitFor();
    await choose.setInputFiles(file);
    await page.getByText("此数据包已导入过", { exact: false }).waitFor();
    await page.getByRole("button", { name: "知道了" }).click();
    await page.getByText("没有改动任何内容", { exact: false }).waitFor();
    await screenshot("package-imported");
  },
);
