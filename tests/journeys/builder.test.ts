import { Document, Packer, Paragraph, Table, TableCell, TableRow } from "docx";
import { expect } from "vitest";
import { signIn, signOut } from "./enter.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { journey } from "./harness.ts";

journey(
  "the city office makes next year's checklist from cq-duty 2022: renames, adds, moves, takes back, publishes",
  { timeout: 300_000 },
  async ({ visit }) => {
    const { page, screenshot } = await visit("desktop");
    await signIn(page, "dudao");
    await page.getByRole("link", { name: "清单编制" }).click();
    await page.getByRole("heading", { name: "已发布的版本" }).waitFor();
    await expectAccessible(page);
    await screenshot("builder-list");

    const row = page.getByRole("row").filter({ hasText: "2022（2022年）" }).first();
    await row.getByRole("button", { name: "以此为底稿" }).click();
    await page.getByRole("textbox", { name: "版本" }).fill("2026");
    await page.getByRole("textbox", { name: "年度" }).fill("2026");
    await page.getByLabel("清单名称").fill("2026年履行教育职责评价清单");
    await expectAccessible(page);
    await page.getByRole("button", { name: "开始编制" }).click();

    const tree = page.getByRole("tree", { name: "清单结构" });
    const items = tree.getByRole("treeitem", { level: 3 });
    await items.first().waitFor();
    await page.getByText(/错误\d+处，提醒\d+处/).waitFor();
    await expectAccessible(page);
    await screenshot("builder-editor");

    // rename an item; undo and redo know it
    await items.first().click();
    const heading = page.getByLabel("标题", { exact: true });
    const before = await heading.inputValue();
    await heading.fill("党对教育工作的领导");
    await items.first().filter({ hasText: "党对教育工作的领导" }).waitFor();
    await page.keyboard.press("Control+z");
    expect(await heading.inputValue()).toBe(before);
    await page.keyboard.press("Control+y");
    expect(await heading.inputValue()).toBe("党对教育工作的领导");

    // a field with a preset rule, tried on sample figures
    await page.getByLabel("添加数据项", { exact: true }).first().fill("教师心理健康培训人次");
    await page.getByLabel("添加数据项", { exact: true }).first().press("Enter");
    await page.getByLabel("单位", { exact: true }).fill("人次");
    await page.getByLabel("上期", { exact: true }).fill("{year-2}年");
    await page.getByRole("button", { name: "添加规则" }).click();
    await page.getByLabel("数据项", { exact: true }).selectOption({ label: "教师心理健康培训人次" });
    const trial = page.getByRole("group", { name: "用样例数据试一试" });
    await trial.getByLabel("教师心理健康培训人次（人次）").fill("80");
    await trial.getByLabel("教师心理健康培训人次·上年").fill("100");
    await trial.getByText("不通过，会提示").waitFor();
    await trial.getByLabel("教师心理健康培训人次（人次）").fill("120");
    await trial.getByText("通过", { exact: true }).waitFor();
    await expectAccessible(page);
    await screenshot("builder-rule");

    // an expression of one's own: names are proposed, a fault is shown where it is
    await page.getByLabel("规则类型").selectOption({ label: "自写表达式" });
    const expression = page.getByRole("textbox", { name: "应当满足" });
    await expression.fill("教师心理健康培训人次 >= 没有这一项");
    await page.getByText("没有名为“没有这一项”的数据项").first().waitFor();
    await expression.fill("教师心理");
    const proposed = page.getByRole("listbox", { name: "可用的名称和函数" });
    await proposed
      .getByRole("option", { name: /^教师心理健康培训人次/ })
      .first()
      .waitFor();
    await expectAccessible(page);
    await expression.press("Enter");
    await expression.pressSequentially(" >= 0");
    await trial.getByText("通过", { exact: true }).waitFor();

    // previews
    await page.getByRole("button", { name: "填报人所见" }).click();
    await page.locator("[data-preview]").getByText("教师心理健康培训人次").first().waitFor();
    await expectAccessible(page);
    await screenshot("builder-filler");
    await page.getByRole("button", { name: "督学所见" }).click();
    await page.getByRole("rowheader", { name: "教师心理健康培训人次" }).waitFor();
    await page.locator("[data-preview]").getByRole("heading", { name: "检查结果" }).waitFor();
    await expectAccessible(page);
    await screenshot("builder-inspector");
    await page.getByRole("button", { name: "检查", exact: true }).click();

    // move by keyboard, copy and delete, all taken back
    const second = ((await items.nth(1).textContent()) ?? "").replace(/^\d+\.\s*/, "");
    await items.nth(1).click();
    await page.keyboard.press("Alt+ArrowUp");
    await items.first().filter({ hasText: second }).waitFor();
    expect(await items.first().evaluate((it) => it === document.activeElement)).toBe(true);
    const count = await items.count();
    await page.keyboard.press("Control+c");
    await page.keyboard.press("Control+v");
    await expect.poll(() => items.count()).toBe(count + 1);
    await page.keyboard.press("Control+z");
    await expect.poll(() => items.count()).toBe(count);

    // an aim, and where the item comes from
    await items.nth(1).click();
    await page.getByLabel("有规划目标").check();
    await page.getByLabel("目标值（人次）").fill("500");
    await page.getByText("沿用2022版", { exact: false }).first().waitFor();
    await page.getByRole("button", { name: "更改", exact: true }).last().click();
    await expectAccessible(page);
    await screenshot("builder-aim");

    // an item that goes: what was said there loses its home
    await items.nth(5).click();
    await page.keyboard.press("Delete");
    await expect.poll(() => items.count()).toBe(count - 1);

    await page.getByText(/^已保存/).waitFor();
    await page.reload();
    await items.first().filter({ hasText: second }).waitFor();
    await page.getByRole("button", { name: "记录", exact: true }).click();
    await page
      .getByRole("button", { name: /修改\d+处$/ })
      .first()
      .click();
    await page.getByText(/取消“/).first().waitFor();
    await expectAccessible(page);

    await tree.getByRole("treeitem", { name: "清单信息与责任单位" }).click();
    await page.getByRole("link", { name: "任务分解表" }).click();
    await page.getByLabel("完成时限").fill("2026-10-31");
    await page.getByRole("cell", { name: "2026年10月31日" }).first().waitFor();
    await expectAccessible(page);
    for (const [button, ending] of PAPERS) {
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: button }).click(),
      ]);
      expect(file.suggestedFilename()).toMatch(ending);
    }
    await page.getByRole("link", { name: "回到编辑" }).click();

    await page.getByRole("link", { name: "检查并发布" }).click();
    await page.getByRole("heading", { name: /与2022版相比：/ }).waitFor();
    await expectAccessible(page);
    await screenshot("builder-publish");
    await page.getByRole("button", { name: "发布", exact: true }).click();
    await page.getByText(/（版本2026）已发布，内容从此不变/).waitFor();
    await page.getByRole("link", { name: "回到清单列表" }).click();
    await page.getByRole("row").filter({ hasText: "2026（2026年）" }).getByText(/发布/).first().waitFor();
    await signOut(page);

    // the district reads what becomes of its answers, and goes over
    await signIn(page, "tonggao");
    await page.getByRole("link", { name: "继续填报" }).click();
    await page.getByRole("link", { name: "升级清单" }).click();
    await page.getByLabel("升级到", { exact: true }).selectOption("2026");
    await page.getByText(/已填内容保留\d+处，移到新位置\d+处，没有位置[1-9]\d*处/).waitFor();
    await expectAccessible(page);
    await screenshot("upgrade");
    await page.getByRole("button", { name: "升级到2026版" }).click();
    await page.getByRole("heading", { name: "升级记录" }).waitFor();
    await page.getByText(/2022 → 2026，保留\d+/).waitFor();

    // what has no home any more is placed in another item
    await page.getByRole("link", { name: "自评通" }).click();
    await page.getByRole("link", { name: /处已填内容待安置/ }).click();
    await page.getByRole("heading", { name: "升级后待安置的内容" }).waitFor();
    await expectAccessible(page);
    await screenshot("leftover");
    const place = page.getByRole("button", { name: /^放到条目：.*正文$/ }).first();
    const left = await page.getByRole("button", { name: /^放到条目：/ }).count();
    await place.click();
    await page.getByLabel("放到哪一条").selectOption({ index: 3 });
    await page.getByLabel("正文（接在最后）").check();
    await expectAccessible(page);
    await screenshot("leftover-place");
    await page.getByRole("button", { name: "放入并标为已处理" }).click();
    await page.getByText("已处理（1处）").waitFor();
    expect(await page.getByRole("button", { name: /^放到条目：/ }).count()).toBe(left - 1);

    // what changed this year, as a list, at the item and in the tree
    await page.getByRole("link", { name: "回到填报" }).click();
    await page.getByRole("link", { name: "今年变化" }).click();
    await page.getByRole("heading", { name: /^有变化的条目/ }).waitFor();
    await expectAccessible(page);
    await screenshot("changes");
    await page
      .getByRole("link", { name: /党对教育工作的领导|1\./ })
      .first()
      .click();
    await page.getByText(/^今年变化：/).click();
    await page.getByLabel(/^只看今年有变化的条目/).check();
    await expectAccessible(page);
    await screenshot("item-changes");
    await page.getByRole("link", { name: "统稿" }).click();
    await page.getByRole("link", { name: "任务分解表" }).click();
    await page.getByRole("columnheader", { name: "完成时限" }).waitFor();
    await expectAccessible(page);
    await screenshot("tasks");

    const phone = await visit("phone");
    await signIn(phone.page, "tonggao");
    for (const [name, path] of Object.entries({ changes: "changes", leftover: "leftover", tasks: "tasks" })) {
      const { pathname } = new URL(page.url());
      await phone.page.goto(pathname.replace(/tasks$/, path));
      await phone.page.getByRole("heading", { level: 1 }).waitFor();
      await expectAccessible(phone.page);
      await phone.screenshot(name);
    }
  },
);

const PAPERS: [string, RegExp][] = [
  ["任务分解表 Word", /任务分解表.*\.docx$/],
  ["任务分解表 Excel", /任务分解表.*\.xlsx$/],
  ["空白表 Word", /空白表.*\.docx$/],
  ["空白表 PDF", /空白表.*\.pdf$/],
];

journey("on a phone one pane at a time is enough for a small correction", { timeout: 120_000 }, async ({ visit }) => {
  const { page, screenshot } = await visit("phone");
  await signIn(page, "dudao");
  await page.goto("/builder");
  await page.getByRole("button", { name: "新编一份清单" }).click();
  await page.getByText("从空白").click();
  await page.getByRole("textbox", { name: "清单名称" }).fill("校园安全专项清单");
  await page.getByRole("textbox", { name: "清单编号" }).fill("school-safety");
  await expectAccessible(page);
  await screenshot("builder-start");
  await page.getByRole("button", { name: "开始编制" }).click();
  await page.getByLabel("添加单位", { exact: true }).first().fill("区教委");
  await page.getByRole("button", { name: "添加单位" }).click();
  await page.getByRole("textbox", { name: "责任单位1" }).waitFor();
  const panes = page.getByRole("navigation", { name: "切换栏目" });
  await panes.getByRole("button", { name: "目录" }).click();
  await page.getByRole("button", { name: "添加章节" }).click();
  await page.getByRole("button", { name: "添加条目" }).click();
  const item = page.getByRole("treeitem", { level: 3 });
  await item.waitFor();
  await expectAccessible(page);
  await screenshot("builder-tree");
  await item.click();
  await page.getByLabel("标题", { exact: true }).fill("校门管理");
  await expectAccessible(page);
  await screenshot("builder-item");
  await panes.getByRole("button", { name: "检查与预览" }).click();
  // a remark leads to its place
  await page
    .getByRole("button", { name: /尚未填写，请补上文字/ })
    .first()
    .click();
  await page.getByLabel("章节标题").fill("安全防范");
  await page.getByText(/^已保存/).waitFor();
});

const cell = (text: string, options: { rowSpan?: number } = {}): TableCell =>
  new TableCell({ ...options, children: [new Paragraph(text)] });

/** A table of indicators as the city office sends it: a section's cell spans its rows. */
const indicatorTable = (): Promise<Buffer> =>
  Packer.toBuffer(
    new Document({
      sections: [
        {
          children: [
            new Paragraph("2026年度评价指标表"),
            new Table({
              rows: [
                ["一级指标", "二级指标", "评价标准", "分值", "责任单位", "佐证材料"].map((text) => cell(text)),
                [
                  cell("一、党的领导（60分）", { rowSpan: 2 }),
                  ...["1.健全领导体制", "定期研究教育工作。", "40", "区教委办公室", "会议纪要"].map((text) =>
                    cell(text),
                  ),
                ],
                ["2.校园安全（一票否决）", "无责任事故。", "20", "区公安分局", "安全台账"].map((text) => cell(text)),
                ["二、经费投入", "3.落实两个只增不减", "不低于上年。", "40", "区财政局", "决算报表"].map((text) =>
                  cell(text),
                ),
              ].map((children) => new TableRow({ children })),
            }),
          ],
        },
      ],
    }),
  );

journey("a Word table of indicators becomes a checklist", { timeout: 120_000 }, async ({ visit }) => {
  const { page, screenshot } = await visit("desktop");
  await signIn(page, "dudao");
  await page.goto("/builder");
  await page.getByRole("button", { name: "新编一份清单" }).click();
  await page.getByText("从 Word、Excel 指标表").click();
  await page.getByRole("textbox", { name: "清单名称" }).fill("专项督导清单");
  await page.getByRole("textbox", { name: "清单编号" }).fill("special-check");
  const input = page.getByLabel(/指标表（/);
  await input.setInputFiles({
    name: "坏.docx",
    mimeType: "application/octet-stream",
    buffer: Buffer.from("no document"),
  });
  await page.getByRole("alert").first().waitFor();
  await input.setInputFiles({
    name: "指标表.docx",
    mimeType: "application/octet-stream",
    buffer: await indicatorTable(),
  });
  const rows = page.getByRole("row").filter({ hasText: "新条目" });
  await rows.nth(2).waitFor();
  expect(await rows.count()).toBe(3);
  expect(await page.getByLabel("一级指标").inputValue()).toBe("section");
  await expectAccessible(page);
  await screenshot("builder-table");
  await page.getByRole("button", { name: "生成清单并编辑" }).click();
  const items = page.getByRole("treeitem", { level: 3 });
  await items.nth(2).waitFor();
  await items.nth(1).click();
  expect(await page.getByLabel("标题", { exact: true }).inputValue()).toBe("校园安全");
  expect(await page.getByRole("checkbox", { name: "一票否决" }).isChecked()).toBe(true);
  expect(await page.getByLabel("分值").inputValue()).toBe("20");
  await page
    .getByRole("button", { name: /安全台账/ })
    .first()
    .waitFor();
});
