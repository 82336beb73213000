import type { Page } from "playwright-core";
import { expect } from "vitest";
import { WORD } from "#tests/fixtures/clipboards.ts";
import { PHRASE, signIn } from "./enter.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { journey } from "./harness.ts";
import { startServer } from "./server-process.ts";

const HEADING = /以党的领导统领/;
const open = async (page: Page): Promise<void> => {
  await page.getByRole("link", { name: "继续填报" }).first().click();
  await page.getByRole("button", { name: HEADING }).click();
  await page.getByRole("heading", { level: 1, name: HEADING }).waitFor();
};
const state = (page: Page, kind: string) => page.locator(`[data-testid="save-state"][data-kind="${kind}"]`).waitFor();
const visits = (page: Page) => page.getByLabel(/^党委常委会、政府常务会专题研究教育工作次数\d/, { exact: true });
const prose = (page: Page) => page.locator(".cm-content");
/** Does something that ends in a save, and waits until the server has said so. */
async function saving(page: Page, work: Promise<void>): Promise<void> {
  const stored = page.waitForResponse((response) => response.request().method() === "PUT" && response.ok());
  await Promise.all([stored, work]);
  await state(page, "saved");
}
const shows = (page: Page, value: string) =>
  expect.poll(() => visits(page).inputValue(), { timeout: 20_000 }).toBe(value);
const write = async (page: Page, text: string): Promise<void> => {
  await prose(page).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText(text);
};

journey("a second page of the same person looks on, and takes over when asked", async ({ visit }) => {
  const { page, context, screenshot } = await visit("desktop");
  await signIn(page, "tonggao");
  await open(page);
  const second = await context.newPage();
  await second.goto(page.url());
  await second.getByText("已在另一标签页打开。").waitFor();
  expect(await visits(second).getAttribute("readonly")).not.toBeNull();
  await expectAccessible(second);

  await visits(page).fill("41");
  await shows(second, "41");
  await write(page, "第一页所写。");
  await second.getByLabel("成文预览").getByText("第一页所写。").waitFor();
  await state(page, "saved");
  await second.screenshot({ path: "out/screenshots/second-tab-desktop.png" });

  let sent = 0;
  page.on("request", (request) => {
    if (request.method() === "PUT") sent += 1;
  });
  await second.getByRole("button", { name: "改在此处填写" }).click();
  await page.getByText("已在另一标签页打开。").waitFor();
  await screenshot("tab-handed-over");
  await visits(second).fill("42");
  await state(second, "saved");
  await shows(page, "42");
  expect(sent).toBe(0);

  await second.close();
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await page.getByText("已在另一标签页打开。").waitFor({ state: "detached" });
  await visits(page).fill("43");
  await state(page, "saved");
});

journey("two versions of a long text are merged where they can be, and decided where not", async ({ visit }) => {
  const one = await visit("desktop");
  const other = await visit("phone");
  for (const each of [one, other]) each.expectFault(/409 .*\/answers\//);
  await signIn(one.page, "tonggao");
  await open(one.page);
  await saving(one.page, write(one.page, "\n共同的一句，结尾不同。"));
  await signIn(other.page, "tonggao");
  await other.page.goto(one.page.url());
  await prose(other.page).getByText("共同的一句，结尾不同。").waitFor();

  // the other page is somebody else's browser: it does not hear of what is written here until it saves
  await prose(one.page).click();
  await one.page.keyboard.press("Control+Home");
  await saving(one.page, one.page.keyboard.insertText("开头由第一人写。\n"));
  await saving(other.page, write(other.page, "末尾由第二人写。"));
  await prose(other.page).getByText("开头由第一人写。").waitFor();
  await prose(other.page).getByText("末尾由第二人写。").waitFor();

  await one.page.route("**/api/submissions/*/answers/*", (route) => route.abort("internetdisconnected"));
  one.expectFault(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/);
  await write(one.page, "甲认为应当加强。");
  await saving(other.page, write(other.page, "乙认为应当从缓。"));
  await one.page.unroute("**/api/submissions/*/answers/*");
  await one.page.keyboard.press("Control+s");
  const panel = one.page.getByRole("region", { name: /也修改了以下内容/ });
  await panel.waitFor();
  await one.page.getByText("需要您决定", { exact: true }).first().waitFor();
  await expectAccessible(one.page);
  await one.screenshot("prose-conflict");
  await one.page.setViewportSize({ width: 390, height: 844 });
  await panel.scrollIntoViewIfNeeded();
  await one.screenshot("prose-conflict-narrow");
  await one.page.setViewportSize({ width: 1440, height: 900 });

  const draft = panel.getByRole("textbox", { name: "正文：合并稿" });
  const proposal = await draft.inputValue();
  expect(proposal).toContain("甲认为应当加强。");
  expect(proposal).toContain("乙认为应当从缓。");
  await draft.fill(proposal.replace("乙认为应当从缓。", "经商定，").replace("甲认为应当加强。", "先从缓、后加强。"));
  await panel.getByRole("button", { name: "按所选保存" }).click();
  await state(one.page, "saved");
  await one.page.getByLabel("成文预览").getByText("经商定，先从缓、后加强。").waitFor();
  await other.page.reload();
  await prose(other.page).getByText("经商定，先从缓、后加强。").waitFor();
});

journey("what is typed can be undone across fields, and a paste from Word comes in clean", async ({ visit }) => {
  const { page, screenshot } = await visit("desktop");
  await signIn(page, "tonggao");
  await open(page);
  const before = await visits(page).inputValue();
  await visits(page).fill("44");
  await state(page, "saved");
  await page.getByRole("button", { name: "撤销：党委常委会、政府常务会专题研究教育工作次数" }).click();
  expect(await visits(page).inputValue()).toBe(before);
  await state(page, "saved");
  await visits(page).press("Control+Shift+z");
  expect(await visits(page).inputValue()).toBe("44");
  await state(page, "saved");
  await visits(page).press("Control+z");
  await state(page, "saved");

  const text = await prose(page).textContent();
  await write(page, "\n");
  await prose(page).evaluate((editor, html) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", "纯文本");
    clipboardData.items.add(new File([new Uint8Array([1])], "image.png", { type: "image/png" }));
    editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, WORD);
  await page.getByLabel("成文预览").getByText("2.健全监管机制(GB/T 9704) 并公开。").waitFor();
  expect(await prose(page).innerHTML()).not.toContain("仿宋_GB2312");
  await page.getByRole("button", { name: "撤销：正文" }).click();
  await page.getByRole("button", { name: "撤销：正文" }).click();
  expect(await prose(page).textContent()).toBe(text);
  await state(page, "saved");
  await screenshot("undo");
  await page.reload();
  await shows(page, before);
});

journey(
  "a browser that keeps nothing says so at once, and everything still reaches the server",
  async ({ server, visit }) => {
    const full = await visit("desktop");
    full.expectFault(/Quota/);
    await signIn(full.page, "tonggao");
    await open(full.page);
    const client = await full.context.newCDPSession(full.page);
    await client.send("Storage.overrideQuotaForOrigin", { origin: server.origin, quotaSize: 1 });
    await visits(full.page).fill("45");
    await full.page.getByText("本机浏览器存储空间已满").waitFor();
    await state(full.page, "saved");
    await expectAccessible(full.page);
    await full.screenshot("quota");

    const closed = await visit("phone");
    await closed.page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("The operation is insecure.", "SecurityError");
      };
    });
    // and with a clock that is a day ahead
    await closed.page.clock.setSystemTime(Date.now() + 86_400_000);
    await signIn(closed.page, "tonggao");
    await closed.page.goto(full.page.url());
    await closed.page.getByText("本机浏览器不允许留底").waitFor();
    expect(await visits(closed.page).inputValue()).toBe("45");
    await visits(closed.page).fill("46");
    await state(closed.page, "saved");
    await closed.screenshot("no-store");
    await full.page.reload();
    await shows(full.page, "46");
  },
);

journey(
  "the server may go away and come back, and another person sign in on the same browser",
  async ({ server, visit }) => {
    const { page, context, expectFault, screenshot } = await visit("desktop");
    expectFault(/ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|ERR_INCOMPLETE_CHUNKED_ENCODING|401 /);
    await signIn(page, "tonggao");
    await open(page);
    await server.stop();
    await visits(page).fill("47");
    await page.getByText("等待网络，内容已存本机").waitFor();
    await page.getByText("等待网络", { exact: true }).waitFor();
    await screenshot("waiting");
    const again = await startServer({ dataFolder: server.dataFolder, port: server.port });
    await page.keyboard.press("Control+s");
    await state(page, "saved");

    const second = await context.newPage();
    await second.goto("/");
    await second.getByRole("button", { name: /^账号：/ }).click();
    await second.getByRole("button", { name: "退出登录" }).click();
    await second.getByRole("heading", { name: "登录" }).waitFor();
    await signIn(second, "tianbao");
    await visits(page).fill("48");
    const dialog = page.getByRole("dialog", { name: "登录已过期" });
    await dialog.waitFor();
    expect(await readVisits(second)).toBe("47");
    await dialog.getByLabel("密码", { exact: true }).fill(PHRASE);
    await dialog.getByRole("button", { name: /登录/ }).click();
    await state(page, "saved");
    expect(await readVisits(page)).toBe("48");
    await Promise.all([page, second].map((each) => each.goto("about:blank")));
    expect(await again.stop()).toBe(0);
  },
);

/** As the server has it. */
const readVisits = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const [first] = await (await fetch("/api/submissions")).json();
    const { items } = await (await fetch(`/api/submissions/${first.id}`)).json();
    const item = items.find((each: { itemKey: string }) => each.itemKey === "party-leadership");
    return item.answer.values["常委会常务会研究教育次数"].now;
  });
