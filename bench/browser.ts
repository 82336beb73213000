import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { CHROMIUM_ADVICE, CHROMIUM_ARGS, findChromium } from "#scripts/lib/find-chromium.js";
import type { Product } from "./product.ts";

/** Opens a browser with nothing cached for the length of `work`. */
export async function withBrowser<T>(work: (browser: Browser) => Promise<T>): Promise<T> {
  const executablePath = await findChromium();
  if (executablePath === undefined) throw new Error(CHROMIUM_ADVICE);
  const browser = await chromium.launch({
    executablePath,
    args: CHROMIUM_ARGS,
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
