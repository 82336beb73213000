import type { Page } from "playwright-core";
import { expect } from "vitest";
import { codeOf, stepAt } from "#core/two-factor/totp.ts";
import { freePort } from "#mocks/free-port.ts";
import { PHRASE, signIn, signOut } from "./enter.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { journey } from "./harness.ts";
import { copySample } from "./sample-folder.ts";
import { newDataFolder, removeDataFolder, startServer } from "./server-process.ts";
import { openVisit } from "./visit.ts";

/** The key as it is typed into a phone. */
function secretOf(typed: string): Uint8Array {
  const letters = [...typed.replace(/[^A-Z2-7]/g, "")];
  const bits = letters.map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"));
  return Uint8Array.from(bits.join("").match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

/** Goes through the dialog from the password to the recovery codes. */
async function enrol(page: Page): Promise<{ secret: Uint8Array; codes: string[] }> {
  const dialog = page.getByRole("dialog", { name: "两步验证" });
  await dialog.getByLabel("当前密码", { exact: true }).fill(PHRASE);
  await dialog.getByRole("button", { name: "开始绑定" }).click();
  await dialog.getByRole("img", { name: "两步验证的二维码" }).waitFor();
  await expectAccessible(page);
  const secret = secretOf((await dialog.getByText(/不能扫码时手工输入密钥/).textContent()) ?? "");
  await dialog.getByLabel("验证码").fill(codeOf(secret, stepAt(Date.now())));
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "已妥善保存" }).waitFor();
  await expectAccessible(page);
  const codes = await dialog.getByRole("listitem").allInnerTexts();
  await dialog.getByRole("button", { name: "已妥善保存" }).click();
  return { secret, codes };
}

journey("a second step is set up by key, and asked for at the next sign-in", async ({ visit }) => {
  const { page, screenshot, expectFault } = await visit("phone");
  expectFault(/401 /);
  await signIn(page, "guanli");
  await page.getByRole("button", { name: /^账号：/ }).click();
  await page.getByRole("button", { name: "两步验证" }).click();
  await page.getByText("建议开启").waitFor();
  await screenshot("two-factor-off");
  const { codes } = await enrol(page);
  expect(codes).toHaveLength(10);
  await page.getByText("备用码还剩10个").waitFor();
  await page.getByRole("button", { name: "关闭", exact: true }).click();

  await signOut(page);
  await page.getByLabel("用户名").fill("guanli");
  await page.getByLabel("密码", { exact: true }).fill(PHRASE);
  await page.keyboard.press("Enter");
  const code = page.getByLabel("验证码");
  await code.waitFor();
  await expectAccessible(page);
  await screenshot("two-factor-code");
  await code.fill("12345");
  await page.keyboard.press("Enter");
  await page.getByText(/验证码不正确/).waitFor();
  await code.fill(codes[0] ?? "");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /^账号：/ }).waitFor();
});

journey("where it is required nothing else is seen before it is set up", async ({ browser }) => {
  const dataFolder = await newDataFolder();
  await copySample(dataFolder);
  const server = await startServer({ dataFolder, port: await freePort(), env: { REQUIRE_TWO_FACTOR: "1" } });
  const visit = await openVisit(browser, server.origin, "desktop");
  try {
    await signIn(visit.page, "guanli");
    await visit.page.getByText("绑定以后才能继续使用").waitFor();
    await expectAccessible(visit.page);
    await visit.page.keyboard.press("Escape");
    await enrol(visit.page);
    await visit.page.getByRole("dialog", { name: "两步验证" }).waitFor({ state: "detached" });
    await visit.page.goto("/accounts");
    await visit.page.getByRole("heading", { name: "账号管理" }).waitFor();
    expect(visit.undeclared()).toEqual([]);
  } finally {
    await visit.close();
    expect(await server.stop(), server.output()).toBe(0);
    await removeDataFolder(dataFolder);
  }
});

journey("an identity provider is offered where it is set, and that it is away is said", async ({ browser }) => {
  const dataFolder = await newDataFolder();
  await copySample(dataFolder);
  const env = {
    // nobody listens there
    OIDC_ISSUER: `http://127.0.0.1:${await freePort()}`,
    OIDC_CLIENT_ID: "ziping",
    OIDC_CLIENT_SECRET: "of the client",
    PUBLIC_URL: "http://127.0.0.1",
  };
  const server = await startServer({ dataFolder, port: await freePort(), env });
  const visit = await openVisit(browser, server.origin, "phone");
  try {
    await visit.page.goto("/sign-in");
    await visit.page.getByRole("link", { name: "统一身份认证登录" }).click();
    await visit.page.getByRole("alert").getByText("统一身份认证暂时无法访问").waitFor();
    await expectAccessible(visit.page);
    await visit.screenshot("identity-provider-away");
    await signIn(visit.page, "guanli");
    expect(visit.undeclared()).toEqual([]);
  } finally {
    await visit.close();
    expect(await server.stop(), server.output()).toBe(0);
    await removeDataFolder(dataFolder);
  }
});
