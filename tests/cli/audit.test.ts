import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { runCommand, temporaryFolder } from "#tests/cli/run-command.ts";
import { changeData } from "#tests/cli/stored-year.ts";

const audit = (data: string, ...args: string[]) => runCommand(["audit", ...args], { DATA_DIR: data });

async function demoData(): Promise<string> {
  const data = await temporaryFolder();
  const made = await runCommand(["seed", "--districts", "1", "--items", "1", "--files", "1"], { DATA_DIR: data });
  if (made.code !== 0) throw new Error(made.complained.join());
  return data;
}

const lastOf = (said: readonly string[]): string => said.find((line) => line.startsWith("末条："))?.slice(3) ?? "";

describe("audit", () => {
  it("verifies the log of the installation and names its last entry", async () => {
    const data = await demoData();
    const { code, said } = await audit(data, "--verify");
    expect(code).toBe(0);
    expect(said[0]).toMatch(/^操作日志完整，已核验至第\d+条$/);
    expect(lastOf(said)).toMatch(/^\d+:[0-9a-f]{64}$/);
    expect(await audit(data, "--verify", "--known", lastOf(said))).toMatchObject({ code: 0 });
    const other = `${lastOf(said).split(":")[0]}:${"0".repeat(64)}`;
    const rewritten = await audit(data, "--verify", "--known", other);
    expect(rewritten.code).toBe(1);
    expect(rewritten.complained.join()).toContain("audit.rewritten");
  });

  it("names the first place that was changed, and ends with 1", async () => {
    const data = await demoData();
    await changeData(data, async (db) => {
      await sql`drop trigger audit_event_no_update`.execute(db);
      await sql`update audit_event set account_id = null where id in (9, 12) and account_id is not null`.execute(db);
      await sql`update audit_event set at = '2020-01-01T00:00:00.000Z' where id in (9, 12)`.execute(db);
    });
    const { code, complained } = await audit(data, "--verify");
    expect(code).toBe(1);
    expect(complained).toEqual(["操作日志核验未通过（audit.broken）。第9条与其校验值不符：时间、人员或内容被改动"]);
  });

  it("writes the whole log as CSV, one sentence each, oldest first", async () => {
    const data = await demoData();
    const file = join(await temporaryFolder(), "日志.csv");
    expect((await audit(data, "--csv", file)).code).toBe(0);
    const text = await readFile(file, "utf8");
    const lines = text.split("\r\n");
    expect(text.startsWith('\ufeff"序号","时间（北京时间）"')).toBe(true);
    expect(lines[1]).toMatch(/^"1","2\d{3}-\d\d-\d\d \d\d:\d\d:\d\d","市教育督导室（演示）"/);
    expect(lines.at(-1)).toBe("");
    expect(text).not.toMatch(/undefined|\[object/);
    expect(text).toContain("新建账号 d01-editor，角色为统稿人");
  });

  it.each([
    [[], "--verify"],
    [["--verify", "--known", "x"], "序号:校验值"],
    [["--known", `1:${"0".repeat(64)}`], "--verify"],
    [["--csv"], "--csv"],
  ])("does not understand %j", async (args, word) => {
    const outcome = await audit(await temporaryFolder(), ...args);
    expect(outcome.code).toBe(2);
    expect(outcome.complained.join()).toContain(word);
  });
});
