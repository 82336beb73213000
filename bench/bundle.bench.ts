import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { openContext, withBrowser } from "./browser.ts";
import { type Product, withProduct } from "./product.ts";
import type { Row } from "./row.ts";

const BUILT = fileURLToPath(new URL("../dist/app", import.meta.url));
const FIRST_SCREEN_KB = 220;
const ITEM_FORM_KB = 100;

const isWorker = (path: string): boolean => path.includes(".worker");
const isEditor = (path: string): boolean => path.includes("/narrative-editor");
const isWriter = (path: string): boolean => /docx|pdf|report\.worker|\/fonts\//.test(path);

/** What the browser loads on the way from the address to the first screen, to an item, and to a report. */
export async function bundleBench(): Promise<Row[]> {
  const [first, item, report] = await withProduct(visit);
  const onPage = item.filter((path) => !isWorker(path));
  const form = onPage.filter((path) => !isEditor(path));
  const filling = [...first, ...item];
  return [
    { name: "首屏脚本（登录后，gzip）", value: await scriptsSize(first), unit: "kB", budget: FIRST_SCREEN_KB },
    { name: "条目表单脚本（再加）", value: await scriptsSize(onPage), unit: "kB", budget: ITEM_FORM_KB },
    { name: "其中表单本身（到此即可填数据）", value: await scriptsSize(form), unit: "kB" },
    { name: "其中正文编辑器（随后到）", value: await scriptsSize(item.filter(isEditor)), unit: "kB" },
    { name: "检查线程脚本（不占主线程）", value: await scriptsSize(item.filter(isWorker)), unit: "kB" },
    { name: "填报时已载入的报告组件和字库", value: await size(filling.filter(isWriter)), unit: "kB", budget: 0 },
    { name: "打开报告页（成文页面）再载入", value: await size(report.before.filter(isWriter)), unit: "kB" },
    { name: "生成文件时再载入", value: await size(report.after.filter(isWriter)), unit: "kB" },
  ];
}

type Loaded = [first: string[], item: string[], report: { before: string[]; after: string[] }];

/** One visit with nothing cached; each list holds the paths of the files that came since the one before. */
function visit(product: Product): Promise<Loaded> {
  return withBrowser(async (browser) => {
    const context = await openContext(browser, product, false);
    let paths: string[] = [];
    context.on("response", (response) => {
      const { pathname } = new URL(response.url());
      if (/^\/(assets|fonts)\//.test(pathname)) paths.push(pathname);
    });
    const sinceThen = (): string[] => {
      const taken = paths;
      paths = [];
      return taken;
    };
    const page = await context.newPage();
    await page.goto("/");
    await page.getByLabel("用户名").fill(product.username);
    await page.getByLabel("密码", { exact: true }).fill(product.password);
    // by key: a mouse that rests on a link would load what is behind it
    await page.keyboard.press("Enter");
    const resume = page.getByRole("link", { name: "继续填报" }).first();
    await resume.waitFor();
    await page.waitForLoadState("networkidle");
    const first = sinceThen();

    await page.goto(
      `/submissions/${product.submission.id}/items/${product.submission.items.find(({ answer }) => answer.narrative)?.itemKey}`,
    );
    await page.locator(".cm-content").waitFor();
    await page.waitForLoadState("networkidle");
    const item = sinceThen().filter((path) => !first.includes(path));

    await page.goto(`/submissions/${product.submission.id}/report`);
    await page.getByRole("button", { name: "生成Word" }).waitFor();
    await page.waitForLoadState("networkidle");
    const before = sinceThen();
    for (const format of ["Word", "PDF"])
      await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: `生成${format}` }).click()]);
    return [first, item, { before, after: sinceThen() }];
  });
}

const scriptsSize = (paths: readonly string[]): Promise<number> => size(paths.filter((path) => path.endsWith(".js")));

/** Kilobytes as they go over the line; a file that is asked for twice goes once. */
async function size(paths: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    [...new Set(paths)].map(async (path) => gzipSync(await readFile(BUILT + path), { level: 9 }).length),
  );
  return sizes.reduce((sum, each) => sum + each, 0) / 1000;
}
