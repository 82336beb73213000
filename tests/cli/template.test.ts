import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCommand, TEMPLATES_FOLDER, temporaryFolder } from "#tests/cli/run-command.ts";

async function copyWith(file: string, change: (text: string) => string): Promise<string> {
  const folder = await temporaryFolder();
  await cp(TEMPLATES_FOLDER, folder, { recursive: true });
  await writeFile(join(folder, file), change(await readFile(join(folder, file), "utf8")));
  return folder;
}

describe("template check", () => {
  it("passes what ships with the product", async () => {
    const { code, said } = await runCommand(["template", "check"]);
    expect(code).toBe(0);
    expect(said).toEqual(expect.arrayContaining(["cq-duty 2022：8节38项，无误", "样例 yubei-2022：无误"]));
  });

  it.each([
    ["a broken file", "cq-duty/2022/template.json", (text: string) => text.slice(1), "template.not-json"],
    [
      "a schema fault",
      "cq-duty/2022/template.json",
      (text: string) => text.replace('"format": 1', '"format": 2'),
      "template.invalid-value",
    ],
    [
      "an unknown unit",
      "cq-duty/2022/template.json",
      (text: string) => text.replace(/"lead": "[a-z-]+"/, '"lead": "nobody"'),
      "template.unknown-unit",
    ],
    [
      "a broken sample",
      "samples/yubei-2022/submission.json",
      (text: string) => text.replace('"2022-11-08"', '"2022-02-30"'),
      "成文日期",
    ],
  ])("names file, place and code of %s", async (_, file, change, code) => {
    const outcome = await runCommand(["template", "check", await copyWith(file, change)]);
    expect(outcome.code).toBe(1);
    const complaint = outcome.complained.join("\n");
    expect(complaint).toContain(file);
    expect(complaint).toContain(code);
  });

  it("fails where there is no checklist at all", async () => {
    expect(await runCommand(["template", "check", await temporaryFolder()])).toMatchObject({ code: 1 });
    expect(await runCommand(["template", "check", "/nowhere"])).toMatchObject({ code: 1 });
  });
});

describe("template schema", () => {
  it("is what the program's own definitions say", async () => {
    expect(await runCommand(["template", "schema", "--check"])).toEqual({ code: 0, said: [], complained: [] });
  });

  it("describes the files that name it", async () => {
    const template = JSON.parse(await readFile(join(TEMPLATES_FOLDER, "cq-duty/2022/template.json"), "utf8")) as {
      $schema: string;
    };
    expect(template.$schema).toBe("../../template.schema.json");
    const schema = JSON.parse(await readFile(join(TEMPLATES_FOLDER, "template.schema.json"), "utf8")) as {
      required: string[];
    };
    expect(schema.required).toEqual(expect.arrayContaining(["format", "id", "version", "sections"]));
    expect(schema.required).not.toContain("$schema");
  });
});

describe("the command line", () => {
  it("explains itself", async () => {
    for (const args of [[], ["--help"], ["report", "-h"]]) {
      const { code, said } = await runCommand(args);
      expect(code).toBe(0);
      expect(said.join("\n")).toContain("npm run ziping -- report");
    }
  });

  it.each([
    [["nothing"], "没有“nothing”这一命令"],
    [["template", "nothing"], "没有“template nothing”这一命令"],
    [["report"], "请给出填报文件、文件夹或自评编号"],
    [["report", "a", "b"], "多出参数“b”"],
    [["report", "a", "--bogus"], "不认识选项 --bogus"],
    [["report", "a", "--out"], "选项 --out 的写法不对"],
    [["report", "a", "--format", "odt"], "不支持格式“odt”"],
    [["report", "a", "--format", ""], "不支持格式“”"],
    [["report", "a", "--shell", "poster"], "没有“poster”这种文种"],
    [["report", "a", "--year", "2022"], "--year 只与 --all 一起用"],
    [["report", "--all"], "--all 要写明年度"],
    [["report", "--all", "--year", "22"], "--all 要写明年度"],
    [["report", "a", "--all", "--year", "2022"], "不能再写“a”"],
    [["report", "a", "--format", "pdf", "--letterhead", "x.docx"], "--letterhead 只用于 Word"],
    [["template", "schema", "--check=yes"], "选项 --check 的写法不对"],
  ])("refuses %j with exit code 2", async (args, message) => {
    const { code, complained } = await runCommand(args);
    expect(code).toBe(2);
    expect(complained).toEqual([expect.stringContaining(message)]);
  });
});
