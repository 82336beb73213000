import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, type BrowserContext, chromium } from "playwright-core";
import type { Product } from "./product.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];

/** Opens a browser with nothing cached for the length of `work`. */
export async function withBrowser<T>(work: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

/** A visit at a desk; signed in unless the sign-in is part of what is measured. */
export async function openContext(
  browser: Browser,
  { origin, cookie }: Product,
  signedIn = true,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width: 1440, height: 900 },
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
  });
  if (signedIn) {
    const cookies = cookie.split("; ").map((each) => {
      const at = each.indexOf("=");
      return { name: each.slice(0, at), value: each.slice(at + 1), url: origin };
    });
    await context.addCookies(cookies);
  }
  return context;
}

function findChromium(): string {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const named = process.env.CHROME_PATH;
  const found = named ?? NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
  if (found === undefined) throw new Error("没有找到 Chromium，请用 CHROME_PATH 指明其位置");
  return found;
}
