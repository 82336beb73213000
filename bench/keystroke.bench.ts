import type { Page } from "playwright-core";
import { openContext, withBrowser } from "./browser.ts";
import { type Product, withProduct } from "./product.ts";
import { quantile, type Row } from "./row.ts";

const SLOWDOWN = 4;
const BUDGET_MS = 50;
const KEYS = 200;
const TEXT = [..."全区坚持教育优先发展，落实经费保障，补齐学位缺口，提升办学质量。"];
/** Bursts and pauses as of a person: saving and checking fall between the keys as they do in use. */
const PAUSES_MS = [60, 90, 140, 80, 110, 70, 260, 90, 120, 800];

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
  await page.evaluate(watchKeys);
  const length = async () => (await page.locator(".cm-content").textContent())?.length ?? 0;
  const before = await length();
  const client = await page.context().newCDPSession(page);
  await client.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
  for (let at = 0; at < KEYS; at += 1) {
    const key = TEXT[at % TEXT.length] ?? "";
    await client.send("Input.dispatchKeyEvent", { type: "keyDown", key, text: key });
    await client.send("Input.dispatchKeyEvent", { type: "keyUp", key });
    await page.waitForTimeout(PAUSES_MS[at % PAUSES_MS.length] ?? 0);
  }
  await client.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  const grown = (await length()) - before;
  const delays = await page.evaluate(() => window.keyDelays);
  if (grown !== KEYS || delays.length !== KEYS) throw new Error(`${KEYS} keys gave ${grown} characters`);
  return delays;
}

declare global {
  interface Window {
    keyDelays: number[];
    /** from a key to the end of the write that keeps it on this machine: what a crash may cost */
    storeDelays: number[];
  }
}

/**
 * Runs in the page. A task posted in the frame's callback runs once that frame is drawn; of the highest priority, so
 * that work which had been put off until after the frame is not counted.
 */
function watchKeys(): void {
  window.keyDelays = [];
  const open: number[] = [];
  const drawn = () => {
    const now = performance.now();
    window.keyDelays.push(...open.splice(0).map((pressed) => now - pressed));
  };
  const frame = () => void window.scheduler.postTask(drawn, { priority: "user-blocking" });
  const pressed = ({ timeStamp }: KeyboardEvent) => {
    open.push(timeStamp);
    if (open.length === 1) requestAnimationFrame(frame);
  };
  window.addEventListener("keydown", pressed, { capture: true });
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
