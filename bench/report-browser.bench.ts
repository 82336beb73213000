import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { openContext, withBrowser } from "./browser.ts";
import { type Product, withProduct } from "./product.ts";
import { median, type Row } from "./row.ts";

const RUNS = 3;

interface Click {
  /** milliseconds from the click until the page says that the file is there */
  made: number;
  /** milliseconds of the longest stretch in which the page drew nothing */
  stillest: number;
}
interface Run {
  first: Click;
  second: Click;
  /** megabytes that the page's process held at the most; undefined where the system does not tell */
  peak: number | undefined;
}

/** The sample's report made in the browser: each run in a browser of its own, where nothing is cached at first. */
export async function reportBrowserBench(): Promise<Row[]> {
  return withProduct(async (product) => {
    const rows: Row[] = [];
    for (const format of ["Word", "PDF"]) {
      const runs: Run[] = [];
      while (runs.length < RUNS) runs.push(await withBrowser((browser) => makeTwice(browser, product, format)));
      rows.push(...rowsOf(format, runs));
    }
    return rows;
  });
}

function rowsOf(format: string, runs: readonly Run[]): Row[] {
  const name = `样例报告 ${format}（浏览器）`;
  const peaks = runs.flatMap(({ peak }) => peak ?? []);
  const rows: Row[] = [
    { name: `${name}首次点击到文件`, value: median(runs.map(({ first }) => first.made)), unit: "ms" },
    { name: `${name}再次点击到文件`, value: median(runs.map(({ second }) => second.made)), unit: "ms" },
    {
      name: `${name}期间画面最长停顿`,
      value: median(runs.map(({ first, second }) => Math.max(first.stillest, second.stillest))),
      unit: "ms",
    },
  ];
  return peaks.length === 0 ? rows : [...rows, { name: `${name}峰值内存`, value: median(peaks), unit: "MB" }];
}

async function makeTwice(browser: Browser, product: Product, format: string): Promise<Run> {
  const page = await (await openContext(browser, product)).newPage();
  await page.goto(`/submissions/${product.submission.id}/report`);
  await page.getByRole("button", { name: `生成${format}` }).waitFor();
  await page.waitForLoadState("networkidle");
  await page.evaluate(watchJobs);
  const first = await make(page, format);
  const second = await make(page, format);
  return { first, second, peak: await peakMemory(browser) };
}

async function make(page: Page, format: string): Promise<Click> {
  await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: `生成${format}` }).click()]);
  await page.getByText("已生成").waitFor();
  return page.evaluate(() => window.lastJob);
}

/** The renderers' high-water marks; the page's own is the highest. */
async function peakMemory(browser: Browser): Promise<number | undefined> {
  const client = await browser.newBrowserCDPSession();
  const { processInfo } = await client.send("SystemInfo.getProcessInfo");
  const files = processInfo.map(({ type, id }) => (type === "renderer" ? `/proc/${id}/status` : "")).filter(existsSync);
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
  const peaks = texts.map((text) => Number(/^VmHWM:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) / 1024);
  return peaks.length === 0 ? undefined : Math.max(...peaks);
}

declare global {
  interface Window {
    lastJob: Click;
  }
}

/** Runs in the page: from the click until the status line says so, and the longest gap between two frames meanwhile. */
function watchJobs(): void {
  let clicked = 0;
  let frame = 0;
  let stillest = 0;
  const draw = (now: number) => {
    stillest = Math.max(stillest, now - frame);
    frame = now;
    requestAnimationFrame(draw);
  };
  requestAnimationFrame(draw);
  const start = ({ timeStamp }: MouseEvent) => {
    clicked = timeStamp;
    frame = timeStamp;
    stillest = 0;
  };
  document.addEventListener("click", start, { capture: true });
  const status = document.querySelector('[role="status"]');
  if (!status) throw new Error("the page has no status line");
  const look = () => {
    if (!status.textContent?.startsWith("已生成")) return;
    window.lastJob = { made: performance.now() - clicked, stillest: Math.max(stillest, performance.now() - frame) };
  };
  new MutationObserver(look).observe(status, { childList: true, characterData: true, subtree: true });
}
