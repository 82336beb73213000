import { expect } from "vitest";
import { signIn } from "./enter.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { journey } from "./harness.ts";
import type { Screen } from "./visit.ts";

journey.for<Screen>(["desktop", "phone"])(
  "an administrator reads, narrows down, verifies and exports the log on a %s",
  async (screen, { visit }) => {
    const { page, screenshot } = await visit(screen);
    await signIn(page, "guanli");
    await page.getByRole("button", { name: /^账号：/ }).click();
    await page.getByRole("link", { name: "操作日志" }).click();
    await page.getByText("guanli 登录").waitFor();
    await page.getByRole("button", { name: "更早的日志" }).click();
    await page.getByText(/已列出100条/).waitFor();
    await page.getByLabel("筛选日志").fill("初始化");
    await page.getByText(/已列出1条，没有更早的了/).waitFor();
    await page.getByRole("button", { name: "核验日志" }).click();
    await page.getByText(/日志完整：.*核验至第\d+条，未发现删改/).waitFor();
    await expectAccessible(page);
    await screenshot("audit");
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "导出 CSV" }).click();
    expect((await download).suggestedFilename()).toMatch(/^操作日志\d{4}-\d\d-\d\d\.csv$/);
  },
);
