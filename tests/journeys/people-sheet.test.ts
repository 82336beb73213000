import type { Page } from "playwright-core";
import { expect } from "vitest";
import { SEED_PASSWORD } from "#mocks/seed.ts";
import { openCityOffice } from "./city-office.ts";
import { PHRASE, signIn, signOut } from "./enter.ts";
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

const upload = (page: Page, name: string, text: string): Promise<void> =>
  page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

office.for<Screen>(["desktop", "phone"])(
  "a city adds districts by table, their administrator begins with a password of his own, and an inspector leaves on a %s",
  async (screen, { visit }) => {
    const { page, expectFault, screenshot } = await visit(screen);
    await signIn(page, "cq-administrator", SEED_PASSWORD);
    await page.getByRole("button", { name: /^账号：/ }).click();
    await page.getByRole("link", { name: "区县管理" }).click();
    await page.getByRole("row", { name: /重庆市渝北区.*未填/ }).waitFor();
    await page.getByRole("button", { name: "新建区县" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "新建区县" }).click();
    await page.getByRole("dialog").getByText("请填写姓名").waitFor();
    await expectAccessible(page);
    await screenshot("district-dialog");
    await page.keyboard.press("Escape");
    await expectAccessible(page);
    await screenshot("districts");

    await page.getByRole("link", { name: "用表格导入" }).click();
    const head = "区县名称,代码,管理员姓名,管理员用户名";
    await upload(page, "区县.csv", `${head}\n重庆市巴南区,5001,王五,bnadmin\n重庆市渝北区,500112,,\n`);
    await page.getByText("“行政区划代码”：行政区划代码为6位数字，或留空").waitFor();
    expect(await page.getByRole("button", { name: "确认写入" }).isDisabled()).toBe(true);
    await expectAccessible(page);
    await screenshot("districts-plan");
    await upload(page, "区县.csv", `${head}\n重庆市巴南区,500113,王五,bnadmin\n重庆市渝北区,500112,,\n`);
    await page.getByText("新建1行").waitFor();
    await page.getByRole("button", { name: "确认写入" }).click();
    await page.getByText("区县已全部写入：新建1个，更新1个。").waitFor();
    const password = (await page.getByRole("definition").last().textContent()) ?? "";
    await expectAccessible(page);
    await screenshot("initial-passwords");

    await page.goto("/accounts");
    await page.getByRole("button", { name: "离岗交接：督学二" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("接手人").selectOption({ label: "督学三（cq-督学三）" });
    await dialog.getByText("未办结的审核任务1项转给督学三，分工表注明“接替督学二”。").waitFor();
    await expectAccessible(page);
    await screenshot("hand-over");
    await dialog.getByRole("button", { name: "确认交接" }).click();
    await dialog.getByText("已移交给督学三，督学二的账号已停用。").waitFor();
    await dialog.getByRole("button", { name: "完成" }).click();
    await page.getByRole("row", { name: /督学二.*已停用，由督学三接手/ }).waitFor();
    await expectAccessible(page);
    await screenshot("accounts-city");
    await signOut(page);

    await signIn(page, "bnadmin", password);
    await page.getByRole("heading", { name: "请先修改密码" }).waitFor();
    await expectAccessible(page);
    await screenshot("password-due");
    expectFault(/400 .*\/api\/me\/password/);
    await page.getByLabel("当前密码", { exact: true }).fill(password);
    await page.getByLabel("新密码", { exact: true }).fill(password);
    await page.getByRole("button", { name: "修改密码" }).click();
    await page.getByText("新密码不能与原密码相同，请更换").waitFor();
    await page.getByLabel("新密码", { exact: true }).fill(PHRASE);
    await page.getByRole("button", { name: "修改密码" }).click();
    await page.getByRole("heading", { name: "请先修改密码" }).waitFor({ state: "detached" });
    await page.goto("/accounts/import");
    await upload(page, "人员.csv", "姓名,用户名,角色\n李四,bnlisi,审定人\n赵六,bnzhao,督学\n");
    await page.getByText(/没有“督学”这个角色/).waitFor();
    await upload(page, "人员.csv", "姓名,用户名,角色\n李四,bnlisi,审定人\n");
    await page.getByRole("button", { name: "确认写入" }).click();
    await page.getByText("账号已全部写入：新建1个。").waitFor();
    await page.getByRole("link", { name: "返回账号管理" }).click();
    await page.getByRole("row", { name: /李四.*bnlisi.*审定人/ }).waitFor();
  },
);
