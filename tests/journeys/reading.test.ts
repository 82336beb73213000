import type { Page } from "playwright-core";
import { expect } from "vitest";
import { signIn } from "./enter.ts";
import { notice } from "./evidence-files.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { journey } from "./harness.ts";
import { standIn } from "./review-stand-in.ts";
import type { Screen } from "./visit.ts";

const WORD = {
  bytes: Buffer.from(notice.bytes),
  mediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
} as const;

const decided = (page: Page) => page.locator('[data-testid="verdict-state"][data-kind="saved"]').waitFor();

journey.for<Screen>(["desktop", "phone"])(
  "an inspector opens a district, reads its items beside their evidence and decides them on a %s",
  async (screen, { server, visit }) => {
    const { page, context, screenshot } = await visit(screen);
    const phone = screen === "phone";
    const show = async (name: string) => {
      if (phone) await page.getByRole("navigation", { name: "切换栏目" }).getByRole("button", { name }).click();
    };
    await signIn(page, "duxue");
    await page.goto("/");
    await page.getByRole("link", { name: "审核", exact: true }).click();
    await page.getByText("督导办还没有开启年度自评审核", { exact: false }).waitFor();
    await expectAccessible(page);
    const { sent, itemKeys } = await standIn(context, server.origin, WORD);
    await page.reload();
    await page.getByRole("heading", { level: 2, name: /我负责审核的区县/ }).waitFor();
    await expectAccessible(page);
    await screenshot("reading-list");

    await page.getByRole("link", { name: "开始审核：东山区" }).click();
    await page.getByText(/区县不能再自行撤回/).waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "开始审核" }).click();
    await page.getByText("与第1次报送相比，内容有修改。").waitFor();
    await expectAccessible(page);
    await screenshot("reading-changed");
    await page.getByRole("button", { name: "看现在的全文" }).click();
    await page.getByText("没有挤占挪用").first().waitFor();

    await show("材料与核对");
    await page.getByRole("button", { name: /区政府常务会议纪要/ }).click();
    await page.getByRole("region", { name: /^预览：/ }).waitFor();
    await expectAccessible(page);
    await screenshot("reading-evidence");
    for (const [tab, text] of [
      [/^检查/, "区县说明：口径调整，按可比口径计算。"],
      [/^上年/, "会议记录不全。"],
      [/^他区/, "3个区县"],
    ] as const) {
      await page.getByRole("button", { name: tab }).click();
      await page.getByText(text).first().waitFor();
      await expectAccessible(page);
    }
    await screenshot("reading-others");
    await page.getByRole("checkbox", { name: /西湖区/ }).check();
    await page.getByRole("button", { name: /^并排对照/ }).click();
    await page.getByRole("dialog").getByText("西湖区").first().waitFor();
    await expectAccessible(page);
    await screenshot("reading-compare");
    await page.getByRole("button", { name: "关闭" }).click();
    await page.getByRole("button", { name: /^批注/ }).click();
    await page.getByLabel("新批注").fill("请核对会议次数");
    await page.getByRole("button", { name: "添加批注" }).click();
    await page.getByText("1条未解决").waitFor();
    await show("审阅");

    await page.getByRole("heading", { level: 1 }).click();
    if (phone) await page.getByRole("button", { name: "基本达标" }).click();
    else await page.keyboard.press("2");
    await page.getByRole("button", { name: /^添加扣分/ }).click();
    await page.getByLabel("第1项扣分", { exact: true }).fill("0.5");
    await page.getByLabel("第1项扣分原因").fill("会议纪要不全");
    await page.getByText(/补全后自动保存：不是“达标”时请写明审核意见/).waitFor();
    expect(sent.filter(({ path }) => path.endsWith("/verdict"))).toEqual([]);
    await expectAccessible(page);
    await screenshot("reading-verdict");

    // what is not complete outlives the page
    await page.reload();
    await page.getByLabel("第1项扣分原因").waitFor();
    expect(await page.getByLabel("第1项扣分原因").inputValue()).toBe("会议纪要不全");
    await page.getByLabel(/^审核意见/).fill("会议纪要不全，请补充。");
    await decided(page);
    await page.getByRole("button", { name: "常用语" }).click();
    await page.getByRole("button", { name: /存为常用语/ }).click();
    await page.getByRole("button", { name: "会议纪要不全，请补充。", exact: true }).waitFor();
    expect(sent.findLast(({ path }) => path.endsWith("/verdict"))?.body).toMatchObject({
      base: 0,
      verdict: "mostly-met",
      deductions: [{ points: "0.5", reason: "会议纪要不全" }],
    });

    await page.getByLabel(/^审核意见/).press("Control+Enter");
    await page.waitForURL(`**/items/${encodeURIComponent(itemKeys[1] ?? "")}`);
    await page.getByText("文件内容与西湖区").waitFor(phone ? { state: "attached" } : {});
    if (phone) await page.getByRole("button", { name: "达标", exact: true }).click();
    else await page.keyboard.press("1");
    await decided(page);
    await page.keyboard.press("Alt+ArrowRight");
    await page.waitForURL(`**/items/${encodeURIComponent(itemKeys[2] ?? "")}`);
    await page.getByRole("button", { name: "需补充材料" }).click();
    await page.getByRole("button", { name: "加入退回" }).click();

    await show("条目");
    await page.getByRole("button", { name: /^未作结论/ }).click();
    await expectAccessible(page);
    await screenshot("reading-items");
    await page.getByRole("button", { name: "退回条目（1）" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(/您还有\d+条未阅/).waitFor();
    await dialog.getByLabel("共同的退回原因").fill("请补充佐证材料");
    await dialog.getByLabel("重新报送的期限").fill("2099-01-10");
    await dialog.getByText("区县将看到的内容").click();
    await expectAccessible(page);
    await screenshot("reading-return");
    await dialog.getByRole("button", { name: "退回1条" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(sent.findLast(({ path }) => path.endsWith("/return"))?.body).toMatchObject({
      due: "2099-01-10",
      items: [{ itemKey: itemKeys[2], reason: "请补充佐证材料" }],
    });
  },
);

journey.for<Screen>(["desktop", "phone"])(
  "one item is read and decided across the districts on a %s",
  async (screen, { server, visit }) => {
    const { page, context, screenshot } = await visit(screen);
    await signIn(page, "duxue");
    const { sent, itemKeys } = await standIn(context, server.origin, WORD);
    await page.goto("/reviews");
    await page.getByRole("link", { name: "按条目看各区县" }).click();
    await page.getByText("已报送，开始审核后可以看到内容。").waitFor();
    await expectAccessible(page);
    await screenshot("reading-across");
    await page.getByRole("button", { name: "作结论：西湖区" }).click();
    await page.getByRole("button", { name: "达标", exact: true }).click();
    await decided(page);
    await expectAccessible(page);
    await screenshot("reading-across-verdict");
    expect(sent.at(-1)).toMatchObject({
      path: `PUT /api/reviews/sub-1/items/${itemKeys[0]}/verdict`,
      body: { verdict: "met" },
    });
    await page.getByLabel("筛选区县或内容").fill("南岭");
    expect(await page.getByRole("listitem").filter({ hasText: "自评" }).count()).toBe(1);
    await page.getByLabel("筛选区县或内容").press("Alt+ArrowRight");
    await page.waitForURL(`**/${encodeURIComponent(itemKeys[1] ?? "")}`);
  },
);

journey("a verdict that the network lost arrives when it is back", async ({ server, visit }) => {
  const { page, context, expectFault } = await visit("desktop");
  expectFault(/ERR_FAILED|request failed/);
  await signIn(page, "duxue");
  const { sent, away, itemKeys } = await standIn(context, server.origin, WORD);
  await page.goto(`/reviews/sub-1/items/${encodeURIComponent(itemKeys[0] ?? "")}`);
  await page.getByRole("button", { name: "达标", exact: true }).waitFor();
  away(true);
  await page.keyboard.press("1");
  await page.locator('[data-testid="verdict-state"][data-kind="waiting"]').waitFor();
  away(false);
  await page.reload();
  await decided(page);
  // a page that is left sends what it still has, and may be gone before it hears of it: the next one sends it once
  // more, and the key by which the server knows it again is the same
  const keys = sent.filter(({ path }) => path.endsWith("/verdict")).map(({ body }) => Reflect.get(body ?? {}, "key"));
  expect([...new Set(keys)]).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
});
