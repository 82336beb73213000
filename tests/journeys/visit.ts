import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";

const SCREENSHOTS = fileURLToPath(new URL("../../out/screenshots/", import.meta.url));

export const SCREENS = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const;
export type Screen = keyof typeof SCREENS;

/** One person at one browser: a context of its own, watched for everything that should not happen. */
export interface Visit {
  page: Page;
  context: BrowserContext;
  /** console errors and warnings, uncaught errors, failed requests, requests to other hosts: what was not declared */
  undeclared: () => string[];
  /** declares faults that the journey provokes, as `console 401 …/api/session` */
  expectFault: (pattern: RegExp) => void;
  /** out/screenshots/<name>-<screen>.png */
  screenshot: (name: string) => Promise<void>;
  close: () => Promise<void>;
}

export async function openVisit(browser: Browser, origin: string, screen: Screen): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: SCREENS[screen],
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    hasTouch: screen === "phone",
    reducedMotion: "reduce",
  });
  const faults: string[] = [];
  const declared: RegExp[] = [];
  context.on("page", (page) => watch(page, origin, (fault) => faults.push(fault)));
  const page = await context.newPage();
  return {
    page,
    context,
    undeclared: () => faults.filter((fault) => !declared.some((pattern) => pattern.test(fault))),
    expectFault: (pattern) => declared.push(pattern),
    screenshot: async (name) => {
      mkdirSync(SCREENSHOTS, { recursive: true });
      await page.screenshot({ path: join(SCREENSHOTS, `${name}-${screen}.png`), animations: "disabled" });
    },
    close: () => context.close(),
  };
}

function watch(page: Page, origin: string, report: (fault: string) => void): void {
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") {
      report(`console ${message.type()}: ${message.text()} ${message.location().url}`);
    }
  });
  page.on("pageerror", (error) => report(`uncaught: ${error.message}`));
  page.on("request", (request) => {
    if (isElsewhere(request.url(), origin)) report(`request to another host: ${request.url()}`);
  });
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "";
    // a page that is left, and a download that is taken over, abort their requests
    if (reason !== "net::ERR_ABORTED") report(`request failed: ${reason} ${request.method()} ${request.url()}`);
  });
}

const isElsewhere = (url: string, origin: string): boolean =>
  /^(https?|wss?):/.test(url) && !url.startsWith(`${origin}/`);
