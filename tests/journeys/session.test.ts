import { expect } from "vitest";
import { loadSample, PHRASE, signIn, signOut } from "./enter.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { firstJourney, journey } from "./harness.ts";

journey("a session that ended is renewed over the page, and nothing on it is lost", async ({ visit }) => {
  const { page, context, expectFault, screenshot } = await visit("desktop");
  expectFault(/401 /);
  await signIn(page, "guanli");
  await page.goto("/accounts");
  await page.getByLabel("筛选账号").fill("审定");
  await context.clearCookies();
  await page.getByRole("button", { name: "停用：审定人（样例）" }).click();

  const dialog = page.getByRole("dialog", { name: "登录已过期" });
  await dialog.waitFor();
  await expectAccessible(page);
  await screenshot("session-lost");
  await page.keyboard.press("Escape");
  await dialog.getByLabel("密码", { exact: true }).fill("不是这个密码");
  await page.keyboard.press("Enter");
  await dialog.getByText(/密码不正确/).waitFor();
  await dialog.getByLabel("密码", { exact: true }).fill(PHRASE);
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });

  expect(await page.getByLabel("筛选账号").inputValue()).toBe("审定");
  await page.getByRole("button", { name: "停用：审定人（样例）" }).click();
  await page.getByRole("button", { name: "启用：审定人（样例）" }).waitFor();
});

journey("a changed password ends the session elsewhere, and signing out leads to the door", async ({ visit }) => {
  const here = await visit("desktop");
  const elsewhere = await visit("phone");
  for (const { expectFault } of [here, elsewhere]) expectFault(/40[01] /);
  await signIn(here.page, "tonggao");
  await signIn(elsewhere.page, "tonggao");

  await here.page.getByRole("button", { name: /^账号：/ }).click();
  await here.page.getByRole("button", { name: "修改密码" }).click();
  const dialog = here.page.getByRole("dialog", { name: "修改密码" });
  await dialog.getByLabel("当前密码", { exact: true }).fill("不是这个密码");
  await dialog.getByLabel("新密码", { exact: true }).fill("随风潜入夜润物细无声");
  await dialog.getByRole("button", { name: "修改密码" }).click();
  await dialog.locator("[aria-invalid=true]").waitFor();
  await expectAccessible(here.page);
  await dialog.getByLabel("当前密码", { exact: true }).fill(PHRASE);
  await dialog.getByRole("button", { name: "修改密码" }).click();
  await dialog.getByText("密码已修改").waitFor();
  await dialog.getByRole("button", { name: "完成" }).click();

  await elsewhere.page.reload();
  await elsewhere.page.getByRole("heading", { name: "登录" }).waitFor();

  await signOut(here.page);
  await signIn(here.page, "tonggao", "随风潜入夜润物细无声");
});

firstJourney(
  "five wrong passwords close the door for a while, and the page says until when",
  async ({ server, visit }) => {
    const { page, expectFault, screenshot } = await visit("phone");
    expectFault(/(401|429) /);
    await loadSample(page, server);
    await page.getByRole("button", { name: "登录：shending" }).click();
    const button = page.getByRole("button", { name: "登录", exact: true });
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      await page.getByLabel("密码", { exact: true }).fill(`第${attempt}次猜的密码`);
      const answered = page.waitForResponse("**/api/session");
      await button.click();
      await answered;
    }
    await page
      .getByRole("alert")
      .getByText(/请于\d+:\d+之后再试/)
      .waitFor();
    await expectAccessible(page);
    await screenshot("sign-in-locked");
  },
);
