import { loadavg } from "node:os";
import type { Browser, Page } from "playwright-core";
import { importTemplate } from "#core/api/builder.ts";
import { templateText } from "#core/builder/canonical.ts";
import { openContext, withBrowser } from "./browser.ts";
import { pressCommands, pressKeys, pressOnBarePage, SLOWDOWN } from "./key-delays.ts";
import { largeTemplate } from "./large-template.ts";
import { type Product, signedIn, withProduct } from "./product.ts";
import { median, quantile, type Row } from "./row.ts";

const BUDGET_MS = 50;
const OPEN_BUDGET_MS = 1000;
const OPENINGS = 5;
const KEYS = 60;
const MOVES = 40;
const TEXT = [..."全区坚持教育优先发展落实经费保障补齐学位缺口提升办学质量"];
/** in the middle: nothing is found early, and half of everything stands below it */
const ITEM = "教师专项151工作落实到位，机制健全，成效明显";
const FIELD = "教师专项151合计";

/** A checklist of 300 items and 3,000 fields in the editor: how long it takes to open, and from a key to its picture. */
export const builderBench = (): Promise<Row[]> =>
  withProduct(async (product) => {
    const city = { ...product, cookie: await signedIn(product, "dudao") };
    const draftId = await importLarge(city);
    return withBrowser(async (browser) => [
      ...(await opening(browser, city, draftId)),
      ...(await typing(browser, city, draftId)),
      { name: "清单编制测量时的负载（1分钟）", value: loadavg()[0] ?? 0, unit: "×" },
    ]);
  });

async function importLarge({ origin, cookie }: Product): Promise<string> {
  const response = await fetch(`${origin}${importTemplate.path}?key=bench-large-template`, {
    method: importTemplate.method,
    headers: { cookie, "content-type": "application/octet-stream" },
    body: templateText(largeTemplate()),
  });
  if (!response.ok) throw new Error(`the large checklist was refused: ${await response.text()}`);
  const state = importTemplate.response?.parse(await response.json());
  if (!state) throw new Error("importing answers nothing");
  return state.id;
}

const shown = (page: Page): Promise<void> => page.getByRole("treeitem", { level: 3 }).first().waitFor();

/** From the address, with the scripts in the browser's cache and without; and from the list of checklists. */
async function opening(browser: Browser, product: Product, draftId: string): Promise<Row[]> {
  const path = `/builder/${draftId}`;
  const times: Record<"cold" | "warm" | "inside" | "slow", number[]> = { cold: [], warm: [], inside: [], slow: [] };
  for (let at = 0; at < OPENINGS; at += 1) {
    const context = await openContext(browser, product);
    const page = await context.newPage();
    times.cold.push(await opened(page, () => page.goto(path)));
    times.warm.push(await opened(page, () => page.goto(path)));
    times.inside.push(await fromList(page, path));
    const client = await context.newCDPSession(page);
    await client.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
    times.slow.push(await fromList(page, path));
    await context.close();
  }
  const name = "打开300项、3000个数据项的清单";
  return [
    { name: `${name}（从列表），中位`, value: median(times.inside), unit: "ms", budget: OPEN_BUDGET_MS },
    { name: `${name}（从列表），最长`, value: Math.max(...times.inside), unit: "ms" },
    { name: `${name}（从网址，脚本已缓存），中位`, value: median(times.warm), unit: "ms", budget: OPEN_BUDGET_MS },
    { name: `${name}（从网址，首次），中位`, value: median(times.cold), unit: "ms", budget: OPEN_BUDGET_MS },
    { name: `${name}（从列表，CPU慢${SLOWDOWN}倍），中位`, value: median(times.slow), unit: "ms" },
  ];
}

async function opened(page: Page, go: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await go();
  await shown(page);
  const time = performance.now() - before;
  await page.waitForLoadState("networkidle");
  return time;
}

async function fromList(page: Page, path: string): Promise<number> {
  await page.goto("/builder");
  await page.waitForLoadState("networkidle");
  return opened(page, () => page.locator(`a[href="${path}"]`).first().click());
}

async function typing(browser: Browser, product: Product, draftId: string): Promise<Row[]> {
  const context = await openContext(browser, product);
  const textOf = (at: number): string => TEXT[at % TEXT.length] ?? "";
  const page = await context.newPage();
  const bare = await pressOnBarePage(page, KEYS, textOf);
  await page.goto(`/builder/${draftId}`);
  await shown(page);
  await page.waitForLoadState("networkidle");
  await page.getByRole("treeitem", { level: 3 }).filter({ hasText: ITEM }).click();
  const rows: Row[] = [];
  const inPlace = async (name: string, focus: () => Promise<void>): Promise<void> => {
    await focus();
    rows.push(...rowsOf(name, await pressKeys(page, KEYS, textOf)));
  };
  await inPlace("标题中按键到画面", () => page.getByLabel("标题", { exact: true }).focus());
  await inPlace("填报说明中按键到画面", () => page.getByLabel("填报说明", { exact: true }).focus());
  await page.getByRole("button", { name: new RegExp(`^${FIELD}`) }).click();
  await inPlace("数据项名称中按键到画面", () => page.getByLabel("名称", { exact: true }).focus());
  await page.getByRole("button", { name: /^低于上年/ }).click();
  await page.getByLabel("规则类型").selectOption({ label: "自写表达式" });
  await inPlace("表达式中按键到画面", async () => {
    await page.getByRole("textbox", { name: "应当满足" }).click();
    await page.keyboard.press("Control+End");
  });
  await page.getByRole("treeitem", { level: 3 }).filter({ hasText: "专项151" }).focus();
  const arrow = (down: boolean, alt: boolean) =>
    ({ key: down ? "ArrowDown" : "ArrowUp", code: down ? 40 : 38, alt }) as const;
  rows.push(
    ...rowsOf("条目移动到画面", await pressCommands(page, MOVES, (at) => arrow(at < MOVES / 2, true))),
    ...rowsOf("目录中换一条到画面", await pressCommands(page, MOVES, (at) => arrow(at < MOVES / 2, false))),
  );
  await context.close();
  const control = rowsOf("空白页对照，按键到画面", bare).map(({ budget: _, ...row }) => row);
  return [...rows, ...control];
}

const rowsOf = (what: string, delays: readonly number[]): Row[] => {
  const name = `清单编制：${what}（CPU慢${SLOWDOWN}倍）`;
  return [
    { name: `${name}中位`, value: quantile(delays, 0.5), unit: "ms" },
    { name: `${name}第98百分位`, value: quantile(delays, 0.98), unit: "ms", budget: BUDGET_MS },
    { name: `${name}最长`, value: Math.max(...delays), unit: "ms" },
  ];
};
