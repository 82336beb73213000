import type { Page } from "playwright-core";
import type { ServerProcess } from "./server-process.ts";

export const PHRASE = "好雨知时节当春乃发生";

/** The first visit, ending in the list of the sample's accounts. */
export async function loadSample(page: Page, server: ServerProcess): Promise<void> {
  await page.goto("/");
  await page.getByLabel("一次性初始化码").fill(await server.setUpCode());
  await page.getByText("载入样例体验").click();
  await page.getByLabel("所有样例账号的密码", { exact: true }).fill(PHRASE);
  await page.getByRole("button", { name: "载入样例" }).click();
  await page.getByRole("heading", { name: "可以开始了" }).waitFor();
}

/** Signs in from wherever the visit is, and waits for the first screen. */
export async function signIn(page: Page, username: string, password = PHRASE): Promise<void> {
  if (!page.url().endsWith("/sign-in")) await page.goto("/sign-in");
  await page.getByLabel("用户名").fill(username);
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await page.getByRole("button", { name: /^账号：/ }).waitFor();
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^账号：/ }).click();
  await page.getByRole("button", { name: "退出登录" }).click();
  await page.getByRole("heading", { name: "登录" }).waitFor();
}
