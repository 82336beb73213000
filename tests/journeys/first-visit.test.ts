import { expect } from "vitest";
import { PHRASE, signIn } from "./enter.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { firstJourney } from "./harness.ts";
import type { Screen } from "./visit.ts";

firstJourney.for<Screen>(["desktop", "phone"])(
  "the first visitor founds an organisation, opens an editor's account and a year is started, on a %s",
  async (screen, { server, visit }) => {
    const { page, expectFault, screenshot } = await visit(screen);
    expectFault(/403 .*\/api\/setup$/);
    await page.goto("/");

    await page.getByRole("button", { name: "建立单位和管理员账号" }).click();
    const code = page.getByLabel("一次性初始化码");
    expect(await code.getAttribute("aria-invalid")).toBe("true");
    expect(await code.evaluate((input) => input === document.activeElement)).toBe(true);
    await expectAccessible(page);
    await screenshot("set-up-asked");

    await code.fill("AAAA-BBBB-CCCC");
    await page.getByLabel("单位名称").fill("重庆市渝北区教育委员会");
    await page.getByLabel("管理员姓名").fill("王小明");
    await page.getByLabel("用户名").fill("wangxm");
    await page.getByLabel("密码", { exact: true }).fill(PHRASE);
    await page.getByRole("button", { name: "建立单位和管理员账号" }).click();
    await page.locator("[aria-invalid=true]").waitFor();
    expect(await code.getAttribute("aria-invalid")).toBe("true");

    await code.fill(await server.setUpCode());
    await page.getByRole("button", { name: "建立单位和管理员账号" }).click();
    await page.getByRole("heading", { name: "登录" }).waitFor();
    expect(await page.getByLabel("用户名").inputValue()).toBe("wangxm");

    await signIn(page, "wangxm");
    await page.getByRole("heading", { name: "还没有年度自评" }).waitFor();
    await expectAccessible(page);
    await screenshot("home-empty");

    await page.getByRole("link", { name: "新建年度自评" }).click();
    // of several checklists of one year none is taken for granted
    await page.getByText(/，请选择要用的一份。/).waitFor();
    await page.getByText("区县人民政府履行教育职责评价清单（2025年）").click();
    await page.getByLabel("自评年度").fill("2099");
    await page.getByLabel("截止日期").fill("2099-12-31");
    await expectAccessible(page);
    await screenshot("start-year");
    await page.getByRole("button", { name: "新建年度自评" }).click();
    await page.waitForURL(/\/submissions\//);

    await page.getByRole("link", { name: "自评通" }).click();
    await page.getByText(/^距截止还有\d+天，\d+项都未完成$/).waitFor();
    await expectAccessible(page);
    await screenshot("home");
  },
);
