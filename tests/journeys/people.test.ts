import { expect } from "vitest";
import { loadSample, PHRASE, signIn, signOut } from "./enter.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { firstJourney, journey } from "./harness.ts";
import type { Screen } from "./visit.ts";

firstJourney(
  "the sample brings one account per role, and each sees the work from its own side",
  async ({ server, visit }) => {
    const { page, screenshot } = await visit("desktop");
    await loadSample(page, server);
    await expectAccessible(page);
    await screenshot("sample-accounts");

    await page.getByRole("button", { name: "登录：tianbao" }).click();
    await signIn(page, "tianbao");
    await page.getByRole("heading", { name: "分给我的" }).waitFor();
    await page.getByRole("link", { name: "继续填报" }).waitFor();
    await screenshot("home-contributor");
    await signOut(page);

    await signIn(page, "chayue");
    await page.getByRole("link", { name: "查看内容" }).waitFor();
    expect(await page.getByRole("link", { name: "新建年度自评" }).count()).toBe(0);
    await signOut(page);

    await signIn(page, "dudao");
    await page.getByRole("row", { name: /重庆市渝北区/ }).waitFor();
    await page.getByLabel("筛选区县或年度").fill("没有这个区");
    await page.getByText("没有符合“没有这个区”的区县。").waitFor();
    await expectAccessible(page);
    await screenshot("home-city");
  },
);

journey.for<Screen>(["desktop", "phone"])(
  "an administrator opens, changes and closes accounts on a %s",
  async (screen, { visit }) => {
    const { page, expectFault, screenshot } = await visit(screen);
    expectFault(/409 .*\/api\/accounts/);
    await signIn(page, "guanli");
    await page.goto("/accounts");
    await page.getByRole("button", { name: "新建账号" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("姓名").fill("王小明");
    await dialog.getByLabel("用户名").fill("tianbao");
    await dialog.getByRole("checkbox", { name: "填报人" }).check();
    await dialog.getByText("填报人只能填写分给所属单位的内容，请选择单位。").waitFor();
    await dialog.getByLabel("所属单位").selectOption({ label: "区财政局" });
    await dialog.getByLabel("初始密码", { exact: true }).fill(PHRASE);
    await dialog.getByRole("button", { name: "新建账号" }).click();
    await dialog.getByText(/tianbao.*已被使用/).waitFor();
    await expectAccessible(page);
    await screenshot("account-dialog");
    await dialog.getByLabel("用户名").fill("wangxm");
    await dialog.getByRole("button", { name: "新建账号" }).click();
    await page.getByRole("row", { name: /王小明.*wangxm.*填报人.*区财政局.*正常/ }).waitFor();
    const opener = page.getByRole("button", { name: "新建账号" });
    await expect.poll(() => opener.evaluate((it) => it === document.activeElement)).toBe(true);

    await page.getByLabel("筛选账号").fill("wangxm");
    await page.getByRole("button", { name: "停用：王小明" }).click();
    await page.getByRole("row", { name: /王小明.*已停用/ }).waitFor();
    await page.getByRole("button", { name: "启用：王小明" }).click();
    await page.getByRole("row", { name: /王小明.*正常/ }).waitFor();
    await page.getByLabel("筛选账号").fill("");

    await page.getByRole("button", { name: "编辑：管理员（样例）" }).click();
    await dialog.getByRole("checkbox", { name: "查阅人" }).check();
    await dialog.getByRole("checkbox", { name: "管理员" }).uncheck();
    await dialog.getByRole("button", { name: "保存" }).click();
    await dialog.getByText(/最后一个可用的管理员/).waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });

    await page.getByLabel("单位名称").fill("区审计局");
    await page.getByRole("button", { name: "新增单位" }).click();
    await page.getByRole("listitem").filter({ hasText: "区审计局" }).waitFor();
    await expectAccessible(page);
    await screenshot("accounts");
  },
);
