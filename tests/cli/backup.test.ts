import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { isHalfRestored } from "#server/backup/restore-mark.ts";
import { storedPath } from "#server/files/disk.ts";
import { differingTables } from "#server/move/move-rows.ts";
import { namedFiles } from "#server/move/named-files.ts";
import { openSqlite } from "#server/store/node-sqlite.ts";
import { runCommand, temporaryFolder } from "#tests/cli/run-command.ts";
import { changeData, storedYear } from "#tests/cli/stored-year.ts";

async function withBoth<T>(
  one: string,
  other: string,
  work: (from: ReturnType<typeof openSqlite>, to: ReturnType<typeof openSqlite>) => Promise<T>,
): Promise<T> {
  const [from, to] = [one, other].map((folder) => openSqlite(join(folder, "ziping.sqlite")));
  if (!from || !to) throw new Error("two folders");
  try {
    return await work(from, to);
  } finally {
    await from.close();
    await to.close();
  }
}

describe("backup and restore", () => {
  it.each([
    ["in the clear", ""],
    ["encrypted", "一个很长的口令"],
  ])("%s gives the same rows, bytes and log", async (_, words) => {
    const { data } = await storedYear();
    const [backups, root] = [await temporaryFolder(), await temporaryFolder()];
    const passphrase = join(root, "passphrase");
    await writeFile(passphrase, `${words}\r\n`);
    const key = words === "" ? [] : ["--passphrase-file", passphrase];
    const made = await runCommand(["backup", "--to", backups, ...key], { DATA_DIR: data });
    expect([made.code, made.complained]).toEqual([0, []]);
    const verified = await runCommand(["backup", "--verify", backups, ...key], {});
    expect([verified.code, verified.said.at(-1)]).toEqual([0, expect.stringContaining("备份完好")]);
    const target = join(root, "data");
    const env: Record<string, string> = words === "" ? {} : { BACKUP_PASSPHRASE: words };
    const restored = await runCommand(["restore", "--from", backups, "--to", target], env);
    expect([restored.code, restored.complained]).toEqual([0, []]);
    expect(isHalfRestored(target)).toBe(false);
    await withBoth(data, target, async (from, to) => {
      const differing = (await differingTables(from.db, to.db)).map(({ table }) => table);
      // nobody's session outlives it, and the log says that it was restored
      expect(differing.filter((table) => table !== "auth_session")).toEqual(["audit_event"]);
      const files = await namedFiles(to.db);
      expect(files.length).toBeGreaterThan(0);
      for (const { sha256 } of files) {
        const [before, after] = [data, target].map((folder) => readFile(storedPath(join(folder, "files"), sha256)));
        expect((await after)?.equals((await before) ?? Buffer.alloc(0))).toBe(true);
      }
    });
    const audit = await runCommand(["audit", "--verify"], { DATA_DIR: target });
    expect(audit.said[0]).toContain("操作日志完整");
  });

  it("refuses a target that holds anything, and changes nothing in it", async () => {
    const { data } = await storedYear();
    const [backups, target] = [await temporaryFolder(), await temporaryFolder()];
    await runCommand(["backup", "--to", backups], { DATA_DIR: data });
    await writeFile(join(target, "note.txt"), "mine");
    const refused = await runCommand(["restore", "--from", backups, "--to", target], {});
    expect([refused.code, refused.complained.join()]).toEqual([1, expect.stringContaining("目标中已有数据")]);
    expect(await readdir(target)).toEqual(["note.txt"]);
  });

  it("refuses a damaged backup before it writes anything, naming what is damaged", async () => {
    const { data } = await storedYear();
    const [backups, root] = [await temporaryFolder(), await temporaryFolder()];
    await runCommand(["backup", "--to", backups], { DATA_DIR: data });
    const [first = ""] = await readdir(join(backups, "bytes"));
    const [name = ""] = await readdir(join(backups, "bytes", first));
    const path = join(backups, "bytes", first, name);
    await writeFile(path, "something else");
    const target = join(root, "data");
    for (const command of [
      ["restore", "--from", backups, "--to", target],
      ["backup", "--verify", backups],
    ]) {
      const refused = await runCommand(command, {});
      expect([refused.code, refused.complained.join()]).toEqual([1, expect.stringContaining(path)]);
      expect(refused.complained.join()).toContain("backup.damaged");
    }
    expect(await readdir(root)).toEqual([]);
  });

  it("goes on with a restore that was broken off", async () => {
    const { data } = await storedYear();
    const [backups, target] = [await temporaryFolder(), await temporaryFolder()];
    await runCommand(["backup", "--to", backups], { DATA_DIR: data });
    const half = ["restore-begun", "lock.sqlite", "ziping.sqlite.restoring"];
    for (const name of half) await writeFile(join(target, name), "");
    expect(isHalfRestored(target)).toBe(true);
    expect((await runCommand(["restore", "--from", backups, "--to", target], {})).code).toBe(0);
    expect((await readdir(target)).toSorted()).toEqual(["files", "lock.sqlite", "ziping.sqlite"]);
  });

  it("restores data whose log was tampered with before, and says so", async () => {
    const { data } = await storedYear();
    await changeData(data, async (db) => {
      await sql`drop trigger audit_event_no_update`.execute(db);
      await sql`update audit_event set at = '2020-01-01T00:00:00.000Z' where id = 1`.execute(db);
    });
    const [backups, root] = [await temporaryFolder(), await temporaryFolder()];
    await runCommand(["backup", "--to", backups], { DATA_DIR: data });
    const verified = await runCommand(["backup", "--verify", backups], {});
    expect([verified.code, verified.complained.join()]).toEqual([1, expect.stringContaining("操作日志已不完整")]);
    const restored = await runCommand(["restore", "--from", backups, "--to", join(root, "data")], {});
    expect([restored.code, restored.complained.join()]).toEqual([0, expect.stringContaining("第1条")]);
  });

  it("ends with 1 where a file is lost already, having saved everything else", async () => {
    const { data } = await storedYear();
    const backups = await temporaryFolder();
    const [first = ""] = (await readdir(join(data, "files"))).filter((name) => name.length === 2);
    await rm(join(data, "files", first), { recursive: true });
    const made = await runCommand(["backup", "--to", backups], { DATA_DIR: data });
    expect([made.code, made.complained.join()]).toEqual([1, expect.stringContaining("已缺失或损坏")]);
    const root = await temporaryFolder();
    const restored = await runCommand(["restore", "--from", backups, "--to", join(root, "data")], {});
    expect([restored.code, restored.complained.join()]).toEqual([0, expect.stringContaining("备份时已缺失")]);
  });

  it.each([
    [["backup", "--keep", "7"], "--keep"],
    [["backup", "--verify", "x", "--to", "y"], "--verify"],
    [["restore", "--from", "x"], "--to"],
    [["restore", "--from", "x", "--to", "postgres://h/d"], "--files"],
    [["restore", "--from", "x", "--to", "y", "--files", "file:///z"], "--files"],
    [["backup", "--passphrase", "secret"], "--passphrase"],
  ])("%j is not understood", async (args, hint) => {
    const { code, complained } = await runCommand(args, { DATA_DIR: await temporaryFolder() });
    expect([code, complained.join()]).toEqual([2, expect.stringContaining(hint)]);
  });

  it.each([
    [["backup"], "backup.database"],
    [["restore", "--from", "/nowhere", "--to", "/nowhere-else"], "backup.damaged"],
    [["backup", "--passphrase-file", "/nowhere"], "backup.passphrase"],
  ])("%j says what is missing", async (args, code) => {
    const refused = await runCommand(args, { DATA_DIR: await temporaryFolder() });
    expect([refused.code, refused.complained.join()]).toEqual([1, expect.stringContaining(code)]);
  });
});
