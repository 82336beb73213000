import { expect } from "vitest";
import { PHRASE, signIn } from "./enter.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { journey } from "./harness.ts";
import type { Screen } from "./visit.ts";

journey.for<Screen>(["desktop", "phone"])(
  "an administrator sees how the system is, unlocks a colleague, ends a session and has the log verified, on a %s",
  async (screen, { visit }) => {
    const colleague = await visit(screen);
    colleague.expectFault(/console error: .* 4(01|29) .*\/api\//);
    await colleague.page.goto("/sign-in");
    await colleague.page.getByLabel("用户名").fill("tonggao");
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await colleague.page.getByLabel("密码", { exact: true }).fill("not the one");
      const answered = colleague.page.waitForResponse(/\/api\/session$/);
      await colleague.page.getByRole("button", { name: "登录", exact: true }).click();
      await answered;
    }
    await colleague.page.getByText("已暂停尝试").waitFor();
    await expectAccessible(colleague.page);
    await colleague.screenshot("error-number");
    const number = await colleague.page.getByText(/^[0-9a-f]{12}$/).textContent();
    expect(number).toMatch(/^[0-9a-f]{12}$/);

    const { page, screenshot } = await visit(screen);
    await signIn(page, "guanli");
    await page.getByRole("button", { name: /^账号：/ }).click();
    await page.getByRole("link", { name: "系统状态" }).click();
    await page.getByText(/^Node 26/).waitFor();
    await page.getByText(/剩余.*，共/).waitFor();
    await page.getByRole("button", { name: /^解除锁定：/ }).click();
    await page.getByText("现在没有被锁定的账号").waitFor();
    await page.getByText("5次", { exact: true }).waitFor();

    await signIn(colleague.page, "tonggao", PHRASE);
    await page.getByRole("button", { name: "刷新" }).click();
    await page.getByRole("button", { name: /^结束登录：/ }).click();
    await page.getByRole("button", { name: /^结束登录：/ }).waitFor({ state: "detached" });
    await colleague.page.reload();
    await colleague.page.getByRole("heading", { name: "登录" }).waitFor();

    await page.getByRole("button", { name: "开始核验" }).click();
    await page.getByText(/日志完整：.*核验至第\d+条，未发现删改/).waitFor();
    await page.getByText("本次启动以来没有出错的请求。").waitFor();
    await expectAccessible(page);
    await screenshot("system");
    await page.getByRole("heading", { name: "登录失败" }).scrollIntoViewIfNeeded();
    await screenshot("system-people");
  },
);
