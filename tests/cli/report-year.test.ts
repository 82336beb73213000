import { mkdir, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCommand, temporaryFolder } from "#tests/cli/run-command.ts";
import { changeData, SAMPLE_YEAR, storedYear } from "#tests/cli/stored-year.ts";
import { readHtml, textOf } from "#tests/report/read-html.ts";

const YUBEI = "渝北区2022年履行教育职责自评报告";
const reportOf = (district: string): string => `${district}2022年履行教育职责自评报告`;
const files = async (folder: string): Promise<string[]> => (await readdir(folder)).sort();

async function make(data: string, out: string, ...more: string[]) {
  const args = ["report", "--all", "--year", String(SAMPLE_YEAR), "--out", out, ...more];
  const { code, said, complained } = await runCommand(args, { DATA_DIR: data });
  const lines = (word: string): string[] => said.filter((line) => line.startsWith(word)).sort();
  return { code, said, complained, made: lines("完成"), kept: lines("未变") };
}

describe("report --all", { timeout: 90_000 }, () => {
  it("makes every report of the year in every format, one line for each file", async () => {
    const { data } = await storedYear("江北区", "巴南区");
    const out = join(await temporaryFolder(), "新");
    const { code, said, made, complained } = await make(data, out, "--format", "txt,html,xlsx");
    expect([code, complained]).toEqual([0, []]);
    expect(made).toHaveLength(9);
    expect(said.at(-1)).toBe("2022年度共3份自评：生成9个文件，未变0个，失败0份");
    const names = [YUBEI, reportOf("江北区"), reportOf("巴南区")].flatMap((name) =>
      ["html", "txt", "xlsx"].map((format) => `${name}.${format}`),
    );
    expect(await files(out)).toEqual(["manifest.json", ...names].sort());
  });

  it("is the report that is made from the submission alone", async () => {
    const { data, ids } = await storedYear();
    const [out, alone] = [await temporaryFolder(), await temporaryFolder()];
    await make(data, out, "--format", "docx,html", "--shell", "letter");
    const args = ["report", ids[0] ?? "", "--out", alone, "--format", "docx,html", "--shell", "letter"];
    expect(await runCommand(args, { DATA_DIR: data })).toMatchObject({ code: 0, complained: [] });
    for (const format of ["docx", "html"])
      expect(await readFile(join(out, `${YUBEI}.${format}`))).toEqual(
        await readFile(join(alone, `${YUBEI}.${format}`)),
      );
  });

  it("makes only what changed, is gone, was broken off or is asked for otherwise", async () => {
    const { data, ids } = await storedYear("江北区");
    const out = await temporaryFolder();
    await make(data, out, "--format", "txt");
    const before = await stat(join(out, `${YUBEI}.txt`));
    expect(await make(data, out, "--format", "txt")).toMatchObject({
      code: 0,
      made: [],
      kept: [`未变  ${YUBEI}.txt`, `未变  ${reportOf("江北区")}.txt`].sort(),
    });
    expect((await stat(join(out, `${YUBEI}.txt`))).mtimeMs).toBe(before.mtimeMs);

    await changeData(data, (db) =>
      db
        .updateTable("answer")
        .set({ body: '{"format":1,"values":{},"narrative":"新引言","done":false,"explanations":{}}' })
        .where("submission_id", "=", ids[0] ?? "")
        .where("item_key", "=", "opening")
        .execute(),
    );
    expect((await make(data, out, "--format", "txt")).made).toEqual([expect.stringContaining(YUBEI)]);
    expect(await readFile(join(out, `${YUBEI}.txt`), "utf8")).toContain("新引言");

    await rm(join(out, `${YUBEI}.txt`));
    expect((await make(data, out, "--format", "txt")).made).toHaveLength(1);
    await truncate(join(out, `${reportOf("江北区")}.txt`), 10);
    expect((await make(data, out, "--format", "txt")).made).toEqual([expect.stringContaining("江北区")]);
    expect((await make(data, out, "--format", "txt,html")).made).toHaveLength(2);
    expect((await make(data, out, "--format", "txt", "--shell", "plain")).made).toHaveLength(2);
  });

  it("makes everything anew where the list of what is there is damaged", async () => {
    const { data } = await storedYear();
    const out = await temporaryFolder();
    await make(data, out, "--format", "txt");
    for (const damage of ["{", '{"format":2}']) {
      await writeFile(join(out, "manifest.json"), damage);
      expect((await make(data, out, "--format", "txt")).made).toHaveLength(1);
    }
    expect((await make(data, out, "--format", "txt")).kept).toHaveLength(1);
  });

  it("makes the others where one fails, says which and why, and ends with 1", async () => {
    const { data } = await storedYear("江北区", "巴南区");
    const out = await temporaryFolder();
    await changeData(data, (db) =>
      db.updateTable("submission").set({ template_version: "1999" }).where("id", "=", "submission-0").execute(),
    );
    await mkdir(join(out, `${reportOf("巴南区")}.txt`, "x"), { recursive: true });
    const { code, made, complained } = await make(data, out, "--format", "txt");
    expect(code).toBe(1);
    expect(made).toEqual([expect.stringContaining(YUBEI)]);
    expect(complained.sort()).toEqual([
      expect.stringMatching(/^失败 {2}巴南区：无法写入/),
      expect.stringMatching(/^失败 {2}江北区：没有安装清单 cq-duty 1999/),
      expect.stringContaining("有2份未能生成"),
    ]);
    await rm(join(out, `${reportOf("巴南区")}.txt`), { recursive: true });
    expect((await make(data, out, "--format", "txt")).made).toEqual([expect.stringContaining("巴南区")]);
  });

  it("tells reports with one title apart by their districts", async () => {
    const { data, ids } = await storedYear("江北区");
    const out = await temporaryFolder();
    const saved = { revision: 1, saved_at: "2022-11-08T08:00:00Z" };
    await changeData(data, async (db) => {
      const { saved_by } = await db.selectFrom("answer").select("saved_by").executeTakeFirstOrThrow();
      const body = '{"format":1,"values":{"报告标题":"自评报告"},"done":false,"explanations":{}}';
      for (const submission_id of ids)
        await db
          .insertInto("answer")
          .values({ submission_id, item_key: "cover", body, saved_by, ...saved })
          .onConflict((conflict) => conflict.columns(["submission_id", "item_key"]).doUpdateSet({ body }))
          .execute();
    });
    await make(data, out, "--format", "txt");
    expect(await files(out)).toEqual(
      ["manifest.json", "自评报告（江北区）.txt", "自评报告（重庆市渝北区）.txt"].sort(),
    );
  });

  it("says that there is none of that year", async () => {
    const { data } = await storedYear();
    const args = ["report", "--all", "--year", "2031", "--out", await temporaryFolder()];
    expect(await runCommand(args, { DATA_DIR: data })).toMatchObject({
      code: 1,
      complained: ["数据文件夹中没有2031年度的自评"],
    });
  });

  it("prints the chosen picture from the data folder, and a note where its file is gone", async () => {
    const { data } = await storedYear();
    const out = await temporaryFolder();
    const page = async () => readHtml(await readFile(join(out, `${YUBEI}.html`), "utf8"));
    await make(data, out, "--format", "html");
    expect(textOf(await page())).not.toContain("【图片无法读取");
    await rm(join(data, "files"), { recursive: true });
    await rm(join(out, "manifest.json"));
    const { code, complained } = await make(data, out, "--format", "html");
    expect([code, complained]).toEqual([0, [expect.stringContaining("图片无法读取，文中以文字代替：7-4-03")]]);
    expect(textOf(await page())).toContain("【图片无法读取：7-4-03 校门口防撞设施照片（演示）】");
  });
});
