import type { Page } from "playwright-core";
import { expect } from "vitest";
import { PHRASE, signIn } from "./enter.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { journey } from "./harness.ts";

const open = async (page: Page, heading: RegExp): Promise<void> => {
  await page.getByRole("link", { name: "继续填报" }).first().click();
  await page.getByRole("button", { name: heading }).click();
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
};
const state = (page: Page, kind: string) => page.locator(`[data-testid="save-state"][data-kind="${kind}"]`).waitFor();
const visits = (page: Page) => page.getByLabel(/^党委常委会、政府常务会专题研究教育工作次数\d/, { exact: true });
const urgent = (page: Page) => page.getByLabel(/^党委书记、政府主要负责人专题研究教育急难问题次数\d/);

journey("two people on one item: different fields merge, the same field is asked about", async ({ visit }) => {
  const one = await visit("desktop");
  const other = await visit("desktop");
  for (const each of [one, other]) {
    each.expectFault(/409 .*\/answers\//);
  }
  await signIn(one.page, "tonggao");
  await signIn(other.page, "tonggao");
  await open(one.page, /以党的领导统领/);
  await open(other.page, /以党的领导统领/);

  await visits(one.page).fill("31");
  await state(one.page, "saved");

  // on its way before the other's arrives: else the page hears of that in time, and has nothing to ask
  let release: (() => void) | undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const sent = one.page.waitForRequest((request) => request.method() === "PUT" && /\/answers\//.test(request.url()));
  await one.page.route("**/api/submissions/*/answers/*", async (route) => {
    await held;
    await route.continue();
  });
  await urgent(one.page).fill("13");
  await sent;
  await urgent(other.page).fill("12");
  await state(other.page, "saved");
  expect(await visits(other.page).inputValue()).toBe("31");
  release?.();
  await one.page.getByText(/也修改了以下内容/).waitFor();
  await expectAccessible(one.page);
  await one.screenshot("conflict");
  await one.page.getByRole("radio", { name: /我的/ }).check();
  await one.page.getByRole("button", { name: "按所选保存" }).click();
  await state(one.page, "saved");
  await one.page.reload();
  expect(await urgent(one.page).inputValue()).toBe("13");
  expect(await visits(one.page).inputValue()).toBe("31");
});

journey("typing goes on without the network, survives a reload, and arrives", async ({ visit }) => {
  const { page, context, expectFault, screenshot } = await visit("phone");
  expectFault(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/);
  await signIn(page, "tonggao");
  await page.getByRole("link", { name: "继续填报" }).first().click();
  await page.getByRole("button", { name: "目录" }).click();
  await page.getByRole("button", { name: /以党的领导统领/ }).click();
  await page.getByRole("heading", { level: 1, name: /以党的领导统领/ }).waitFor();
  await page.route("**/api/submissions/*/answers/*", (route) => route.abort("internetdisconnected"));
  await visits(page).fill("35");
  await state(page, "waiting");
  await screenshot("offline");
  await expectAccessible(page);
  await page.reload();
  await page.getByRole("heading", { level: 1, name: /以党的领导统领/ }).waitFor();
  await expect.poll(() => visits(page).inputValue()).toBe("35");
  await page.unroute("**/api/submissions/*/answers/*");
  await context.setOffline(false);
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await state(page, "saved");
  const items = await page.evaluate(async () => {
    const [first] = await (await fetch("/api/submissions")).json();
    return (await (await fetch(`/api/submissions/${first.id}`)).json()).items;
  });
  expect(items.find((item: { itemKey: string }) => item.itemKey === "party-leadership").answer.values).toMatchObject({
    常委会常务会研究教育次数: { now: "35" },
  });
});

journey(
  "a contributor writes only what is assigned to the unit; the session may end without a loss",
  async ({ visit }) => {
    const { page, context, expectFault, screenshot } = await visit("desktop");
    expectFault(/401 /);
    // as by plain http from another machine of the office, which is no secure context
    await page.addInitScript(() => Object.defineProperty(Crypto.prototype, "randomUUID", { value: undefined }));
    await signIn(page, "tianbao");
    await page.getByRole("link", { name: "继续填报" }).first().click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.getByRole("button", { name: /引言/ }).click();
    await page.getByText("本条由其他责任单位填报").waitFor();

    const own = page.locator('[data-row][data-writable="true"]').first();
    await own.click();
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("补充一句。");
    await state(page, "saved");
    await context.clearCookies();
    await page.keyboard.type("再补一句。");
    await page.getByRole("dialog").getByText("登录已过期").waitFor();
    await screenshot("session-ended");
    await page.getByRole("dialog").getByLabel("密码", { exact: true }).fill(PHRASE);
    await page.getByRole("dialog").getByRole("button", { name: /登录/ }).click();
    await state(page, "saved");
    await page.reload();
    await page.getByLabel("成文预览").getByText("补充一句。再补一句。").waitFor();
  },
);
