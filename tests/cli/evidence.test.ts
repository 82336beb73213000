import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { storedPath } from "#server/files/disk.ts";
import { runCommand, SAMPLE_FOLDER, temporaryFolder } from "#tests/cli/run-command.ts";
import { changeData, storedYear } from "#tests/cli/stored-year.ts";

const names = async (path: string): Promise<string[]> => Object.keys(unzipSync(new Uint8Array(await readFile(path))));

describe("ziping evidence", () => {
  it("packs the sample into one ZIP and writes its catalogue", async () => {
    const out = await temporaryFolder();
    const zip = join(out, "材料.zip");
    const done = await runCommand(["evidence", SAMPLE_FOLDER, "--zip", zip, "--catalogue", "docx,xlsx", "--out", out]);
    expect(done).toMatchObject({ code: 0, complained: [] });
    expect(done.said).toHaveLength(3);
    expect((await readdir(out)).filter((name) => name.includes("目录"))).toHaveLength(2);
    const packed = await names(zip);
    expect(packed.slice(0, 3)).toEqual(["佐证材料目录.docx", "佐证材料目录.xlsx", "清单.sha256"]);
    expect(packed.length).toBeGreaterThan(20);
  });

  it("packs what an installation has stored, and for others without what is confidential", async () => {
    const { data, ids } = await storedYear();
    const [id = ""] = ids;
    const zip = join(await temporaryFolder(), "供外部.zip");
    await changeData(data, (db) => db.updateTable("evidence").set({ confidential: 1 }).execute());
    expect(await runCommand(["evidence", id, "--zip", zip, "--for", "others"], { DATA_DIR: data })).toMatchObject({
      code: 1,
      complained: ["没有可打包的佐证材料（evidence.none）"],
    });
    await changeData(data, (db) =>
      db.updateTable("evidence").set({ confidential: 0 }).where("title", "like", "第一部分%").execute(),
    );
    const done = await runCommand(["evidence", id, "--zip", zip, "--for", "others"], { DATA_DIR: data });
    expect(done.code).toBe(0);
    expect(done.complained.join()).toMatch(/^未装入涉密材料\d+项/);
    expect((await names(zip)).slice(3).every((name) => name.startsWith("1 "))).toBe(true);
  });

  it("leaves no ZIP behind where a stored file is damaged or gone, and names it", async () => {
    const { data, ids } = await storedYear();
    const folder = await temporaryFolder();
    const run = () => runCommand(["evidence", ids[0] ?? "", "--zip", join(folder, "材料.zip")], { DATA_DIR: data });
    let path = "";
    await changeData(data, async (db) => {
      const { sha256 } = await db
        .selectFrom("evidence")
        .select("sha256")
        .where("title", "like", "第三部分%")
        .executeTakeFirstOrThrow();
      path = storedPath(join(data, "files"), sha256);
    });
    await writeFile(path, "别的内容");
    expect((await run()).complained.join()).toMatch(/文件内容与登记时不同：3-1-0\d《第三部分.*evidence\.damaged/);
    await rm(path);
    expect((await run()).complained.join()).toMatch(/文件缺失：3-1-0\d《第三部分.*evidence\.damaged/);
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    [["evidence"], "请给出填报文件"],
    [["evidence", SAMPLE_FOLDER], "请用 --zip"],
    [["evidence", SAMPLE_FOLDER, "--zip", "a.zip", "--for", "me"], "--for 只能是"],
    [["evidence", SAMPLE_FOLDER, "--catalogue", "doc"], "目录不支持格式“doc”"],
  ])("does not understand %j", async (args, complaint) => {
    const done = await runCommand(args);
    expect(done.code).toBe(2);
    expect(done.complained.join()).toContain(complaint);
  });
});
