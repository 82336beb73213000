import { expect } from "vitest";
import { beginReview, conclude, makeReady, openYear, sendBack } from "./district-round.ts";
import { signIn } from "./enter.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { journey } from "./harness.ts";
import { SCREENS } from "./visit.ts";

const SCAN = { name: "盖章扫描件.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n%stamped\n") };

journey(
  "a year is submitted, taken back, submitted, returned, answered, concluded and put right",
  async ({ visit }) => {
    const approver = await visit("desktop");
    const editor = await visit("desktop");
    const inspector = await visit("desktop");
    const supervisor = await visit("desktop");
    await signIn(editor.page, "tonggao");
    await signIn(approver.page, "shending");
    await signIn(inspector.page, "duxue");
    await signIn(supervisor.page, "dudao");
    const id = await makeReady(editor.page);
    await openYear(supervisor.page, 2022);

    const { page } = approver;
    await page.goto("/");
    await page.getByText("填报中", { exact: true }).first().waitFor();
    await page.getByRole("link", { name: "审定与报送" }).click();
    await page.getByText("内容齐备，检查通过").waitFor();
    const stamp =
      (await page
        .locator("b", { hasText: /^[0-9a-f]{12}$/ })
        .first()
        .textContent()) ?? "";
    await expectAccessible(page);
    await approver.screenshot("submit-ready");
    await page.getByRole("button", { name: "审定并上报" }).click();
    await page.getByRole("button", { name: "确认无误，上报" }).click();
    await page.getByRole("heading", { name: "第1次报送" }).waitFor();
    await page.getByRole("definition").getByText(stamp, { exact: true }).waitFor();
    await page.getByRole("button", { name: "撤回修改" }).click();
    await page.getByLabel("撤回原因").fill("封面日期有误");
    await page.reload();
    expect(await page.getByLabel("撤回原因").inputValue()).toBe("封面日期有误");
    await page.getByRole("button", { name: "确定撤回" }).click();
    await page.getByText(/第1次报送已由.*撤回：封面日期有误/).waitFor();
    await page.getByRole("button", { name: "审定并上报" }).click();
    await page.getByRole("button", { name: "确认无误，上报" }).click();
    await page.getByRole("heading", { name: "第2次报送" }).waitFor();

    const second = page.getByRole("article", { name: "第2次报送" });
    const download = page.waitForEvent("download");
    await second.getByRole("button", { name: "第2次报送：生成Word" }).click();
    expect((await download).suggestedFilename()).toMatch(/\.docx$/);
    await second.getByLabel("扫描件（PDF）").setInputFiles({ ...SCAN, buffer: Buffer.from("GIF89a") });
    await second.getByText("扫描件须为PDF文件").waitFor();
    await second.getByLabel("扫描件（PDF）").setInputFiles(SCAN);
    await second.getByLabel("扫描件页脚的版本号").fill("0123456789ab");
    await second.getByText("盖章的不是这一版").waitFor();
    await second.getByLabel("扫描件页脚的版本号").fill(stamp);
    await second.getByRole("button", { name: "上传扫描件" }).click();
    await second.getByRole("link", { name: "盖章扫描件.pdf" }).waitFor();
    await expectAccessible(page);
    await approver.screenshot("submitted");

    await beginReview(inspector.page, id);
    const itemKey = await sendBack(inspector.page, id, "请补充常委会会议纪要");
    const desk = editor.page;
    await desk.goto(`/submissions/${id}/items/${itemKey}`);
    await desk.getByText("请补充常委会会议纪要").first().waitFor();
    await desk.getByLabel("只看退回条目（1）").check();
    expect(await desk.locator("[data-row]").count()).toBe(1);
    await expectAccessible(desk);
    await editor.screenshot("returned-item");
    await desk.locator(".cm-content").click();
    await desk.keyboard.press("Control+End");
    await desk.keyboard.type("会议纪要已补充。");
    await desk.locator('[data-testid="save-state"][data-kind="saved"]').waitFor();
    await desk.getByLabel("只看退回条目（1）").uncheck();
    await desk.locator('[data-row][data-writable="false"]').first().click();
    await desk.getByText(/不在退回补正的条目之内.*自.*起锁定/).waitFor();

    await page.goto(`/submissions/${id}/gate`);
    await page.getByText("会议纪要已补充。").waitFor();
    await expectAccessible(page);
    await approver.screenshot("resubmit");
    await page.getByRole("button", { name: "审定并重新报送" }).click();
    await page.getByRole("button", { name: "确认无误，重新报送" }).click();
    await page.getByRole("heading", { name: "第3次报送" }).waitFor();

    await beginReview(inspector.page, id);
    await conclude(supervisor.page, id, itemKey);
    await page.goto(`/submissions/${id}/review`);
    await page.getByText("履职情况总体较好").waitFor();
    await expectAccessible(page);
    await approver.screenshot("result");
    const opinion = page.waitForEvent("download");
    await page.getByRole("button", { name: "审核意见Word" }).click();
    expect((await opinion).suggestedFilename()).toMatch(/审核意见.*\.docx$/);

    await desk.goto("/rectification");
    await desk.getByText("会议纪要不全").waitFor();
    await desk.getByLabel("整改措施").fill("逐次归档会议纪要。");
    await desk.reload();
    expect(await desk.getByLabel("整改措施").inputValue()).toBe("逐次归档会议纪要。");
    await desk.getByLabel("责任单位").fill("区教委");
    await desk.getByLabel("责任人").fill("张三");
    await desk.getByLabel("完成时限").fill("2029-06-30");
    await desk.getByRole("button", { name: "保存", exact: true }).click();
    await desk.getByText("已保存").waitFor();
    await expectAccessible(desk);
    await editor.screenshot("rectification");
    await desk.setViewportSize(SCREENS.phone);
    await editor.screenshot("rectification-narrow");
    await page.setViewportSize(SCREENS.phone);
    await approver.screenshot("result-narrow");
    await page.goto(`/submissions/${id}/gate`);
    await page.getByRole("heading", { name: "第3次报送" }).waitFor();
    await expectAccessible(page);
    await approver.screenshot("gate-narrow");
    await desk.getByRole("button", { name: "问题1：报告整改完成" }).click();
    await desk.getByLabel("整改完成情况").fill("已全部归档。");
    await desk.getByRole("button", { name: "报告整改完成", exact: true }).click();
    await desk.getByText("已报整改，待核查").first().waitFor();
  },
);
