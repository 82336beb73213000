import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lockFolder } from "#server/store/folder-lock.ts";
import { runCommand, temporaryFolder } from "#tests/cli/run-command.ts";
import { changeData, storedYear } from "#tests/cli/stored-year.ts";
import { unpack } from "#tests/fixtures/packages.ts";

/** The sample's package, and a data folder with the same district and accounts but without its year. */
async function travelled(): Promise<{ file: string; target: string; from: string; id: string }> {
  const { data: from, ids } = await storedYear();
  const [id = ""] = ids;
  const file = join(await temporaryFolder(), "自评.ziping");
  const exported = await runCommand(["export", id, "--out", file], { DATA_DIR: from });
  expect(exported.complained).toEqual([]);
  expect(exported.code).toBe(0);
  const { data: target } = await storedYear();
  await changeData(target, async (db) => {
    for (const table of [
      "evidence_link",
      "evidence_revision",
      "evidence",
      "answer_revision",
      "answer",
      "assignment",
      "submission_flow",
      "submission",
    ] as const)
      await db.deleteFrom(table).execute();
  });
  return { file, target, from, id };
}

describe("packages by command", () => {
  it("carry a submission with its evidence and its report, once", async () => {
    const { file, target, from, id } = await travelled();
    const names = [...(await unpack(new Uint8Array(await readFile(file)))).keys()];
    expect(names.slice(0, 3)).toEqual(["manifest.json", "submission.json", "template.json"]);
    expect(names.filter((name) => name.startsWith("report/")).map((name) => name.split(".").at(-1))).toEqual([
      "docx",
      "pdf",
    ]);
    const env = { DATA_DIR: target };
    const planned = await runCommand(["import-package", file, "--as", "tonggao", "--plan"], env);
    expect(planned).toMatchObject({ code: 0, complained: [] });
    expect(planned.said[0]).toContain("将新建");
    const imported = await runCommand(["import-package", file, "--as", "tonggao"], env);
    expect(imported).toMatchObject({ code: 0, complained: [] });
    const copy = /自评编号 (\S+)/.exec(imported.said.join("\n"))?.[1] ?? "";
    const again = await runCommand(["import-package", file, "--as", "tonggao"], env);
    expect(again.said.at(-1)).toContain("已导入过");
    const out = await temporaryFolder();
    for (const [folder, submission] of [
      [from, id],
      [target, copy],
    ] as const)
      await runCommand(["report", submission, "--format", "txt", "--out", join(out, folder === from ? "a" : "b")], {
        DATA_DIR: folder,
      });
    const text = async (name: string) => {
      const [only = ""] = await readdir(join(out, name));
      return readFile(join(out, name, only), "utf8");
    };
    expect(await text("b")).toBe(await text("a"));
  }, 60_000);

  it("are refused with a code and a remedy, and are not imported while the program runs or by whoever may not", async () => {
    const { file, target, from, id } = await travelled();
    const env = { DATA_DIR: target };
    const early = await runCommand(["export", "--review", id, "--out", `${file}.ziping`], { DATA_DIR: from });
    expect([early.code, early.complained.join()]).toEqual([1, expect.stringContaining("flow.refused")]);
    const bytes = await readFile(file);
    const cut = join(await temporaryFolder(), "cut.ziping");
    await writeFile(cut, bytes.subarray(0, bytes.length - 1000));
    const broken = await runCommand(["import-package", cut, "--as", "tonggao"], env);
    expect(broken.code).toBe(1);
    expect(broken.complained.join()).toContain("package.damaged");
    const stranger = await runCommand(["import-package", file, "--as", "nobody"], env);
    expect(stranger.complained.join()).toContain("没有账号");
    const release = lockFolder(target);
    const busy = await runCommand(["import-package", file, "--as", "tonggao"], env);
    expect(busy.complained.join()).toContain("正在运行");
    release?.();
    expect((await runCommand(["import-package", file], env)).code).toBe(2);
    expect((await runCommand(["export", "x", "--out", "a.zip"], env)).code).toBe(2);
  }, 60_000);
});
