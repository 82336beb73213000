import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backupState, getBackups } from "#core/api/backup.ts";
import { freePort } from "#mocks/free-port.ts";
import { openBackup } from "#server/backup/read-backup.ts";
import { openDiskFiles } from "#server/files/disk.ts";
import { streamOf } from "#server/files/memory.ts";
import { installationMark } from "#server/move/move-mark.ts";
import { appliedMigration, MIGRATIONS, migrate } from "#server/store/migrate.ts";
import { openSqlite } from "#server/store/node-sqlite.ts";
import { beginYear, type ServerYear } from "#tests/contract/server-year.ts";
import { command, spawnCommand } from "#tests/contract/spawn-command.ts";
import { startWriters } from "#tests/contract/writers.ts";
import { newDataFolder, removeDataFolder, type ServerProcess, startServer } from "#tests/journeys/server-process.ts";

const FILES = 150;
const BYTES = 400_000;

let root: string;
let data: string;
let server: ServerProcess;
let year: ServerYear;

beforeAll(async () => {
  root = await newDataFolder();
  data = join(root, "data");
  server = await startServer({ dataFolder: data, port: await freePort() });
  year = await beginYear(server);
  await addFiles();
});
afterAll(async () => {
  await server?.kill();
  await removeDataFolder(root);
});

/** Evidence straight into the store: what is tested is not its upload. */
async function addFiles(): Promise<void> {
  const files = await openDiskFiles(join(data, "files"), new Date());
  const store = openSqlite(join(data, "ziping.sqlite"));
  const { id: added_by } = await store.db.selectFrom("auth_user").select("id").executeTakeFirstOrThrow();
  for (let number = 0; number < FILES; number += 1) {
    const stream = streamOf(new TextEncoder().encode(`%PDF-1.4 ${number} `.padEnd(BYTES, `${number} `)));
    const put = await files.put(stream, { limit: BYTES, accept: () => true });
    if (!put.ok) throw new Error(put.error);
    const scan = { submission_id: year.submissionId, round: 1, hash: "0".repeat(64), file_name: `${number}.pdf` };
    await store.db
      .insertInto("scan")
      .values({ ...scan, ...put.value, id: `scan-${number}`, added_at: new Date().toISOString(), added_by })
      .execute();
  }
  await store.close();
}

const backups = (): string => join(root, "backups");
const whole = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch(() => [])).filter((name) => /^\d{4}-/.test(name));

async function savedTexts(folder: string): Promise<Map<string, string>> {
  const store = openSqlite(join(folder, "ziping.sqlite"));
  const rows = await store.db.selectFrom("answer_revision").select(["item_key", "revision", "body"]).execute();
  await store.close();
  return new Map(rows.map((row) => [`${row.item_key} ${row.revision}`, row.body]));
}

describe("a backup beside a server at work", () => {
  it("killed at any moment leaves a whole one or none, and the next one goes on", async () => {
    const bytes = async () => (await readdir(join(backups(), "bytes"), { recursive: true }).catch(() => [])).length;
    let before = 0;
    for (const share of [0.1, 0.5]) {
      const running = spawnCommand(["backup", "--to", backups()], { DATA_DIR: data });
      await expect.poll(bytes, { timeout: 60_000, interval: 10 }).toBeGreaterThan(before + FILES * share * 0.5);
      running.child.kill("SIGKILL");
      await running.ended;
      expect(await whole(backups())).toEqual([]);
      const after = await bytes();
      expect(after).toBeGreaterThan(before);
      before = after;
    }
    const output = await command(["backup", "--to", backups()], { DATA_DIR: data });
    const [, copied] = /已备份新增文件 (\d+)\/\1\n/.exec(output) ?? [];
    expect(Number(copied)).toBeLessThan(FILES);
    expect(await whole(backups())).toHaveLength(1);
    expect(await command(["backup", "--verify", backups()])).toContain("备份完好");
  });

  it("has everything that was confirmed before it began, as one moment; the server never waits for it", async () => {
    const writers = startWriters(year, 4);
    await expect.poll(() => writers.counts().saved, { timeout: 30_000 }).toBeGreaterThan(20);
    const before = writers.counts().saved;
    await command(["backup", "--to", backups()], { DATA_DIR: data });
    await expect.poll(() => writers.counts().saved, { timeout: 30_000 }).toBeGreaterThan(before + 5);
    const acknowledged = await writers.stop();
    expect(writers.counts().unanswered).toBe(0);

    const target = join(root, "restored");
    await command(["restore", "--from", backups(), "--to", target]);
    const restored = await savedTexts(target);
    for (const { itemKey, revision, text } of acknowledged.slice(0, before))
      expect(restored.get(`${itemKey} ${revision}`)).toContain(JSON.stringify(text).slice(1, -1));
    // a prefix of the log: everything up to one entry and nothing after it
    const { manifest } = await openBackup(backups(), undefined);
    expect(await command(["audit", "--verify"], { DATA_DIR: target })).toContain(`第${manifest.audit.number + 1}条`);

    const again = await startServer({ dataFolder: target, port: await freePort() });
    const me = await fetch(`${again.origin}/api/me`, { headers: { cookie: year.cookie } });
    expect(me.status).toBe(401);
    await again.kill();
  });

  it("is made by the server when its administrator asks, and told when it is good", async () => {
    const headers = { cookie: year.cookie, "content-type": "application/json" };
    const asked = await fetch(`${server.origin}/api/backups`, { method: "POST", headers });
    expect(backupState.parse(await asked.json()).running).toMatchObject({ reason: "asked" });
    const state = async () =>
      getBackups.response?.parse(await (await fetch(`${server.origin}/api/backups`, { headers })).json());
    await expect.poll(async () => (await state())?.running, { timeout: 60_000 }).toBeNull();
    expect(await state()).toMatchObject({
      failure: null,
      kept: 1,
      last: { reason: "asked", files: FILES, missing: 0 },
    });
    expect(await command(["backup", "--verify", join(data, "backups")])).toContain("备份完好");
  });

  it("ends with the server, leaving a whole one or none", async () => {
    const own = join(root, "stopped");
    const env = { BACKUP_DIR: join(root, "stopped-backups") };
    await command(["restore", "--from", backups(), "--to", own]);
    const other = await startServer({ dataFolder: own, port: await freePort(), env });
    const entered = await fetch(`${other.origin}/api/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ username: "zhangsan", password: "three plain words" }),
    });
    const cookie = entered.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    await fetch(`${other.origin}/api/backups`, { method: "POST", headers: { cookie } });
    const copied = async () => (await readdir(join(env.BACKUP_DIR, "bytes")).catch(() => [])).length;
    await expect.poll(copied, { timeout: 60_000, interval: 10 }).toBeGreaterThan(0);
    expect(await other.stop()).toBe(0);
    const left = await copied();
    await delay(500);
    expect(await copied()).toBe(left);
    if ((await whole(env.BACKUP_DIR)).length > 0) await command(["backup", "--verify", env.BACKUP_DIR]);
  });
});

describe("a start", () => {
  it("on a folder that is half restored is refused", async () => {
    const own = join(root, "half");
    await mkdir(own);
    await writeFile(join(own, "restore-begun"), "");
    await expect(startServer({ dataFolder: own, port: await freePort() })).rejects.toThrow("从备份恢复尚未完成");
  });

  const OLD = MIGRATIONS.length - 1;
  async function older(name: string): Promise<string> {
    const own = join(root, name);
    await mkdir(own);
    const store = openSqlite(join(own, "ziping.sqlite"));
    await migrate(store, () => new Date(), MIGRATIONS.slice(0, OLD));
    await store.db.insertInto("setting").values({ key: "auth.secret", value: "a secret" }).execute();
    await store.close();
    return own;
  }
  async function migrationOf(own: string): Promise<number> {
    const store = openSqlite(join(own, "ziping.sqlite"));
    const found = await appliedMigration(store.db);
    await store.close();
    return found;
  }

  it("that upgrades the database backs it up first, as it was", async () => {
    const own = await older("older");
    const started = await startServer({ dataFolder: own, port: await freePort() });
    expect(started.output()).toContain("升级前已备份");
    await started.kill();
    const { manifest } = await openBackup(join(own, "backups"), undefined);
    expect(manifest).toMatchObject({ reason: "upgrade", migration: OLD });
    expect(await migrationOf(own)).toBe(MIGRATIONS.length);
    // and it is brought up to date when it is restored
    const back = join(root, "older-restored");
    await command(["restore", "--from", join(own, "backups"), "--to", back]);
    expect(await migrationOf(back)).toBe(MIGRATIONS.length);
    const store = openSqlite(join(back, "ziping.sqlite"));
    expect(await installationMark(store.db)).toBe(manifest.mark);
    await store.close();
  });

  it("that cannot back it up is refused, says how to go on, and changes nothing", async () => {
    const own = await older("unsaved");
    const env = { BACKUP_DIR: join(own, "a-file") };
    await writeFile(env.BACKUP_DIR, "");
    const before = await readFile(join(own, "ziping.sqlite"));
    const refused = startServer({ dataFolder: own, port: await freePort(), env });
    await expect(refused).rejects.toThrow(/升级前须先备份.*backups?|BACKUP=off/s);
    expect(await migrationOf(own)).toBe(OLD);
    expect((await readFile(join(own, "ziping.sqlite"))).length).toBe(before.length);
    const forced = await startServer({ dataFolder: own, port: await freePort(), env: { ...env, BACKUP: "off" } });
    await forced.kill();
    expect(await migrationOf(own)).toBe(MIGRATIONS.length);
  });
});
