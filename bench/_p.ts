import { importTemplate } from "#core/api/builder.ts";
import { templateText } from "#core/builder/canonical.ts";
import { openContext, withBrowser } from "./browser.ts";
import { pressCommands, pressKeys } from "./key-delays.ts";
import { largeTemplate } from "./large-template.ts";
import { signedIn, withProduct } from "./product.ts";
import { quantile } from "./row.ts";

await withProduct(async (product) => {
  const city = { ...product, cookie: await signedIn(product, "dudao") };
  const response = await fetch(`${city.origin}${importTemplate.path}?key=bench-large-template`, {
    method: "POST",
    headers: { cookie: city.cookie, "content-type": "application/octet-stream" },
    body: templateText(largeTemplate()),
  });
  const { id } = (await response.json()) as any;
  await withBrowser(async (browser) => {
    const context = await openContext(browser, city);
    const page = await context.newPage();
    const client = await context.newCDPSession(page);
    await client.send("Profiler.enable");
    await client.send("Profiler.setSamplingInterval", { interval: 200 });
    const profile = async (name: string, work: () => Promise<any>) => {
      await client.send("Performance.enable", { timeDomain: "threadTicks" } as any);
      const m0 = Object.fromEntries(
        (await client.send("Performance.getMetrics")).metrics.map((x) => [x.name, x.value]),
      );
      await client.send("Profiler.start");
      const d = await work();
      const { profile } = await client.send("Profiler.stop");
      const m1 = Object.fromEntries(
        (await client.send("Performance.getMetrics")).metrics.map((x) => [x.name, x.value]),
      );
      const self = new Map<string, number>();
      const dt = profile.timeDeltas ?? [];
      const byId = new Map(profile.nodes.map((n) => [n.id, n]));
      profile.samples?.forEach((s, i) => {
        const n = byId.get(s)!;
        const k = `${n.callFrame.functionName || "anon"} ${n.callFrame.url.split("/").pop()}:${n.callFrame.lineNumber}:${n.callFrame.columnNumber}`;
        self.set(k, (self.get(k) ?? 0) + (dt[i] ?? 0) / 1000);
      });
      const top = [...self]
        .sort((a, b) => b[1] - a[1])
        .filter(([k]) => !k.startsWith("(idle)"))
        .slice(0, 14);
      const diff = (n: string) => ((m1[n]! - m0[n]!) * 1000).toFixed(1);
      const nodes = `layouts ${m1.LayoutCount! - m0.LayoutCount!} styles ${m1.RecalcStyleCount! - m0.RecalcStyleCount!}`;
      console.log(
        `\n== ${name}: task ${diff("TaskDuration")} script ${diff("ScriptDuration")} layout ${diff("LayoutDuration")} style ${diff("RecalcStyleDuration")} ${nodes}`,
        Array.isArray(d) ? `p50 ${quantile(d, 0.5).toFixed(0)} p98 ${quantile(d, 0.98).toFixed(0)}` : "",
      );
      for (const [k, v] of top) console.log(`   ${v.toFixed(1).padStart(8)}  ${k}`);
    };
    page.on("pageerror", (e) => console.log("PAGEERROR", e.message));
    page.on("console", (e) => console.log("CONSOLE", e.text()));
    await page.goto("/builder");
    await page.waitForLoadState("networkidle");
    const t0 = performance.now();
    await profile("open from list", async () => {
      await page.locator(`a[href="/builder/${id}"]`).first().click();
      await page.getByRole("treeitem", { level: 3 }).first().waitFor();
      console.log("open ms", performance.now() - t0);
    });
    await page.waitForLoadState("networkidle");
    const N = 30;
    const T = [..."全区坚持教育优先发展落实经费保障"];
    const press = () => pressKeys(page, N, (at) => T[at % T.length] ?? "");
    await page.getByRole("treeitem", { level: 3 }).filter({ hasText: "专项151" }).click();
    await page.getByLabel("标题", { exact: true }).focus();
    await profile(`heading x${N}`, press);
    await page.getByLabel("填报说明", { exact: true }).focus();
    await profile(`guidance x${N}`, press);
    await page.getByRole("button", { name: /^教师专项151合计/ }).click();
    await page.getByLabel("名称", { exact: true }).focus();
    await profile(`label x${N}`, press);
    await page.getByRole("button", { name: /^低于上年/ }).click();
    await page.getByLabel("规则类型").selectOption({ label: "自写表达式" });
    await page.getByRole("textbox", { name: "应当满足" }).click();
    await page.keyboard.press("Control+End");
    await profile(`expression x${N}`, press);
    await page.screenshot({ path: "/tmp/expr.png" });
    await page.keyboard.press("Escape");
    await page.getByRole("treeitem", { level: 3 }).filter({ hasText: "专项151" }).focus();
    const arrow = (down: boolean, alt: boolean) => ({ key: down ? "ArrowDown" : "ArrowUp", code: down ? 40 : 38, alt });
    await profile("move x20", () => pressCommands(page, 20, (at) => arrow(at < 10, true)));
    await profile("select x20", () => pressCommands(page, 20, (at) => arrow(at < 10, false)));
  });
});
