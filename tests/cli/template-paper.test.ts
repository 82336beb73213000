import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readTemplateFile } from "#core/builder/canonical.ts";
import { writeWorkbook } from "#report/xlsx/write-workbook.ts";
import { runCommand, temporaryFolder } from "#tests/cli/run-command.ts";

describe("template", () => {
  it("writes the blank form and the tasks of an installed checklist", async () => {
    const folder = await temporaryFolder();
    const [form, tasks] = [join(folder, "空白表.docx"), join(folder, "任务.xlsx")];
    const done = await runCommand([
      "template",
      "cq-duty@2025",
      "--blank",
      form,
      "--tasks",
      tasks,
      "--deadline",
      "2025-10-31",
    ]);
    expect(done.code).toBe(0);
    expect(existsSync(form) && existsSync(tasks)).toBe(true);
    const refused = await runCommand(["template", "cq-duty@1999", "--blank", form]);
    expect(refused).toMatchObject({ code: 1 });
    expect((await runCommand(["template", "cq-duty@2025", "--blank", join(folder, "x.txt")])).code).toBe(2);
  });

  it("finds the plans' checklists up to date", async () => {
    expect((await runCommand(["template", "plan-review", "--check"])).code).toBe(0);
  });

  it("makes a draft of an Excel table of indicators", async () => {
    const folder = await temporaryFolder();
    const [table, out] = [join(folder, "指标.xlsx"), join(folder, "template.json")];
    await writeFile(
      table,
      writeWorkbook([
        {
          name: "指标",
          columns: [
            ["评价重点", 20],
            ["评价要点", 40],
            ["分值", 8],
            ["责任单位", 20],
          ],
          rows: [
            ["党的领导", "健全领导体制", { decimal: "40" }, "区教委"],
            ["经费投入", "落实两个只增不减", { decimal: "60" }, "区财政局"],
            ["合计", null, { decimal: "100" }, null],
          ],
        },
      ]),
    );
    const done = await runCommand([
      "template",
      "import",
      table,
      "--id",
      "test/table",
      "--version",
      "2026",
      "--out",
      out,
    ]);
    expect(done.code).toBe(0);
    const read = readTemplateFile(await readFile(out, "utf8"));
    expect(read.ok && read.value.sections.map(({ heading }) => heading)).toEqual(["党的领导", "经费投入"]);
    expect(read.ok && read.value.points).toBe("100");
  });
});
