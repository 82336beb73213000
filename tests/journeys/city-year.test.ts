import type { Page } from "playwright-core";
import { expect } from "vitest";
import { SEED_PASSWORD } from "#mocks/seed.ts";
import { openCityOffice } from "./city-office.ts";
import { signIn } from "./enter.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { journey } from "./harness.ts";
import type { Screen } from "./visit.ts";

const office = journey
  .extend("office", async () => openCityOffice())
  .extend("server", async ({ office }, { onCleanup }) => {
    onCleanup(async () => {
      await office.server.stop();
      expect(office.server.output()).toBe("[]");
    });
    return office.server;
  });

const supervisor = (page: Page): Promise<void> => signIn(page, "cq-supervisor", SEED_PASSWORD);

office.for<Screen>(["desktop", "phone"])(
  "a supervisor assigns, concludes what was decided, reopens with a reason and checks a problem off on a %s",
  async (screen, { office: { decideAll, reportProblem }, visit }) => {
    const { page, screenshot } = await visit(screen);
    await supervisor(page);
    await page.getByRole("link", { name: /1个区县已过期限：重庆市江北区/ }).click();
    await page.getByRole("row", { name: /重庆市渝北区.*审核中.*0\// }).waitFor();
    await page.getByRole("textbox", { name: "催办清单" }).waitFor();
    await expectAccessible(page);
    await screenshot("city-progress");

    await page.getByRole("link", { name: "分工", exact: true }).click();
    await page.getByText("各区县的每个部分都有人审阅，其中3处只有一人。").waitFor();
    await page.getByRole("button", { name: "轮流分配…" }).click();
    await page.getByRole("dialog").getByText("按部分").click();
    await expectAccessible(page);
    await page.getByRole("dialog").getByRole("button", { name: "分配", exact: true }).click();
    await page.getByText("有修改未保存，已在本机留底").waitFor();
    await page.reload();
    await page.getByText("有修改未保存，已在本机留底").waitFor();
    await expectAccessible(page);
    await screenshot("city-duties");
    await page.getByRole("button", { name: "放弃修改" }).click();
    await page.getByRole("gridcell").first().click();
    await page.getByText("已选1格").waitFor();
    await page.getByRole("checkbox", { name: "督学三" }).check();
    await page.getByRole("button", { name: "分给所选的格" }).click();
    await page.getByRole("button", { name: "保存分工" }).click();
    await page.getByText("已保存").waitFor();

    await page.getByRole("link", { name: "设置", exact: true }).click();
    await page.getByText("默认，可修改").first().waitFor();
    await expectAccessible(page);
    await screenshot("city-settings");

    await decideAll();
    await page.getByRole("link", { name: "进度", exact: true }).click();
    await page.getByRole("link", { name: "办结：重庆市渝北区" }).click();
    await page.getByLabel("总体意见").fill("总体符合要求。");
    await page.getByRole("textbox", { name: "第1号问题" }).fill("拨款文件不全。");
    await page.reload();
    expect(await page.getByRole("textbox", { name: "第1号问题" }).inputValue()).toBe("拨款文件不全。");
    expect(await page.getByLabel("总体意见").inputValue()).toBe("总体符合要求。");
    await expectAccessible(page);
    await screenshot("city-conclusion");
    await page.getByRole("button", { name: "办结审核…" }).click();
    await page.getByRole("button", { name: "确认办结" }).click();
    await page.getByText(/已于.*办结/).waitFor();
    await expectAccessible(page);
    await screenshot("city-concluded");

    await reportProblem();
    await page.getByRole("link", { name: "自评通" }).click();
    await page.getByRole("link", { name: /1个问题已报整改，等待核查：重庆市渝北区/ }).click();
    await page.getByRole("button", { name: /重庆市渝北区.*拨款文件不全/ }).click();
    await page.getByText("补齐拨款文件").waitFor();
    expect(await page.getByRole("button", { name: "核查退回" }).isDisabled()).toBe(true);
    await expectAccessible(page);
    await screenshot("city-problems");
    await page.getByRole("button", { name: "核查销号" }).click();
    await page.getByText("已销号1个").waitFor();

    await page.getByRole("link", { name: "总览", exact: true }).click();
    await page.getByRole("grid", { name: "2022年度核定得分率" }).waitFor();
    await expectAccessible(page);
    await screenshot("city-overview");

    await page.getByRole("link", { name: "进度", exact: true }).click();
    await page.getByRole("link", { name: "审核意见：重庆市渝北区" }).click();
    await page.getByRole("button", { name: "重新打开…" }).click();
    await page.getByLabel("原因").fill("评分有误");
    await page.getByRole("dialog").getByRole("button", { name: "重新打开", exact: true }).click();
    await page.getByRole("button", { name: "办结审核…" }).waitFor();
    expect(await page.getByRole("textbox", { name: "第1号问题" }).inputValue()).toBe("拨款文件不全。");
    expect(await page.getByLabel("总体意见").inputValue()).toBe("总体符合要求。");
  },
);

office("a supervisor opens one more year; what is missing is said at its place", async ({ visit }) => {
  const { page, screenshot } = await visit("desktop");
  await supervisor(page);
  await page.getByRole("link", { name: "年度评价", exact: true }).click();
  await page.getByRole("link", { name: "2022年度评价" }).waitFor();
  await page.getByRole("link", { name: "开启年度评价" }).click();
  await page.getByRole("heading", { level: 1, name: "开启年度评价" }).waitFor();
  await page.getByLabel("评价年度").fill("2022");
  await page.getByRole("button", { name: "开启年度评价" }).click();
  await page.getByText("日期应为“年-月-日”").first().waitFor();
  await expectAccessible(page);
  await screenshot("city-open");
  await page.getByLabel("评价年度").fill("2023");
  await page.getByLabel("报送期限").fill("2999-03-01");
  await page.getByLabel("审核期限").fill("2999-06-30");
  await page.getByRole("checkbox", { name: "重庆市江北区" }).uncheck();
  await page.getByRole("button", { name: "开启年度评价" }).click();
  await page.getByText("还没有分工。").waitFor();
});
