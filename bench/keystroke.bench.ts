import type { Page } from "playwright-core";
import { openContext, withBrowser } from "./browser.ts";
import { pressKeys, SLOWDOWN } from "./key-delays.ts";
import { type Product, withProduct } from "./product.ts";
import { quantile, type Row } from "./row.ts";

const BUDGET_MS = 50;
const KEYS = 200;
const TEXT = [..."全区坚持教育优先发展，落实经费保障，补齐学位缺口，提升办学质量。"];

/** Nothing but text that can be written in: what the browser and the machine take for themselves. */
const BARE = `<div class="cm-content" contenteditable style="width: 716px">${TEXT.join("").repeat(15)}</div>`;

/**
 * A key pressed in the narrative of the longest item, until the picture with its character stands; and for comparison
 * the same on a bare page, because other work on the machine tells in both.
 */
export async function keystrokeBench(): Promise<Row[]> {
  const [bare, written, kept] = await withProduct((product) =>
    withBrowser(async (browser) => {
      const context = await openContext(browser, product);
      const page = await context.newPage();
      await page.setContent(BARE);
      const control = await type(page);
      await page.goto(`/submissions/${product.submission.id}/items/${longest(product)}`);
      await page.locator(".cm-content").waitFor();
      await page.waitForLoadState("networkidle");
      await page.evaluate(watchStore);
      return [control, await type(page), await page.evaluate(() => window.storeDelays)] as const;
    }),
  );
  const name = `正文按键到画面（CPU慢${SLOWDOWN}倍）`;
  const control = "空白页对照";
  return [
    { name: `${name}中位`, value: quantile(written, 0.5), unit: "ms" },
    { name: `${name}第98百分位`, value: quantile(written, 0.98), unit: "ms", budget: BUDGET_MS },
    { name: `${name}最长`, value: Math.max(...written), unit: "ms" },
    { name: `正文按键到本机留底（CPU慢${SLOWDOWN}倍）中位`, value: quantile(kept, 0.5), unit: "ms" },
    { name: `正文按键到本机留底（CPU慢${SLOWDOWN}倍）第98百分位`, value: quantile(kept, 0.98), unit: "ms" },
    { name: `${name}中位，${control}`, value: quantile(bare, 0.5), unit: "ms" },
    { name: `${name}第98百分位，${control}`, value: quantile(bare, 0.98), unit: "ms" },
  ];
}

function longest({ submission }: Product): string {
  const length = (item: (typeof submission.items)[number]): number => item.answer.narrative?.length ?? 0;
  const [first] = [...submission.items].sort((a, b) => length(b) - length(a));
  if (!first) throw new Error("the sample has no items");
  return first.itemKey;
}

async function type(page: Page): Promise<number[]> {
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+End");
  const length = async () => (await page.locator(".cm-content").textContent())?.length ?? 0;
  const before = await length();
  const delays = await pressKeys(page, KEYS, (at) => TEXT[at % TEXT.length] ?? "");
  const grown = (await length()) - before;
  if (grown !== KEYS) throw new Error(`${KEYS} keys gave ${grown} characters`);
  return delays;
}

declare global {
  interface Window {
    /** from a key to the end of the write that keeps it on this machine: what a crash may cost */
    storeDelays: number[];
  }
}

/** Runs in the page. A write to the browser's store answers for all keys before it. */
function watchStore(): void {
  window.storeDelays = [];
  let open: number[] = [];
  window.addEventListener("keydown", ({ timeStamp }) => open.push(timeStamp), { capture: true });
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (...parameters) {
    const pressed = open;
    open = [];
    this.transaction.addEventListener("complete", () => {
      const now = performance.now();
      window.storeDelays.push(...pressed.map((each) => now - each));
    });
    return put.apply(this, parameters);
  };
}
