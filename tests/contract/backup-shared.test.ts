import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { getBackups } from "#core/api/backup.ts";
import { finishUpload } from "#core/api/upload.ts";
import { freePort } from "#mocks/free-port.ts";
import { uploadFile } from "#mocks/upload-file.ts";
import { copyPostgres } from "#server/backup/copy-database.ts";
import { openBackup } from "#server/backup/read-backup.ts";
import { differingTables } from "#server/move/move-rows.ts";
import { openSqlite } from "#server/store/node-sqlite.ts";
import { openPostgres } from "#server/store/postgres.ts";
import { emptyPostgres } from "#tests/contract/each-store.ts";
import { beginYear, type ServerYear } from "#tests/contract/server-year.ts";
import { command, spawnCommand } from "#tests/contract/spawn-command.ts";
import { type ObjectStore, startObjectStore } from "#tests/contract/start-object-store.ts";
import { startWriters } from "#tests/contract/writers.ts";
import { sha256 } from "#tests/fixtures/packages.ts";
import { type ServerProcess, startServer } from "#tests/journeys/server-process.ts";

let root: string;
let objects: ObjectStore;
let databases: { url: string; drop: () => Promise<void> }[];
let env: Record<string, string>;
let server: ServerProcess;
let year: ServerYear;
const evidence: { id: string; sha256: string }[] = [];

/** A database and an object store that several processes could share, with answers and files. */
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "ziping-shared-backup-"));
  [objects, databases] = await Promise.all([startObjectStore(), Promise.all([emptyPostgres(), emptyPostgres()])]);
  env = { DATABASE_URL: databases[0]?.url ?? "", ...(await objects.bucket("source")).env };
  server = await startServer({ dataFolder: join(root, "data"), port: await freePort(), env });
  year = await beginYear(server);
  const client = {
    fetch: async (sent: Request): Promise<Response> => {
      const headers = new Headers(sent.headers);
      headers.set("cookie", year.cookie);
      const { pathname } = new URL(sent.url);
      return fetch(server.origin + pathname, { method: sent.method, headers, body: await sent.arrayBuffer() });
    },
  };
  for (let seed = 0; seed < 5; seed += 1) {
    const file = { submissionId: year.submissionId, item: year.itemKeys[0] ?? "", fileName: `${seed}.pdf` };
    const bytes = new TextEncoder().encode(`%PDF-1.4\n${seed}`.repeat(2000));
    const done = await uploadFile(client, { ...file, bytes });
    const record = finishUpload.response?.parse(done.body).evidence;
    if (record) evidence.push({ id: record.id, sha256: record.sha256 });
  }
});
afterAll(async () => {
  await server?.kill();
  await objects?.stop();
  for (const each of databases ?? []) await each.drop();
  await rm(root, { recursive: true, force: true });
});

const backups = (): string => join(root, "backups");
const key = { BACKUP_PASSPHRASE: "一段只有本单位知道的话" };

describe("a backup of PostgreSQL and an object store", () => {
  it("is left to others by a process that has no folder for it", async () => {
    const answer = await fetch(`${server.origin}/api/backups`, { headers: { cookie: year.cookie } });
    expect(getBackups.response?.parse(await answer.json())).toMatchObject({ schedule: "outside", next: null });
  });

  it("is made by a process that was given a folder, and seen by every other with the same", async () => {
    const shared = { ...env, ...key, BACKUP_DIR: join(root, "shared-folder") };
    const start = async (name: string): Promise<ServerProcess> => {
      const started = await startServer({ dataFolder: join(root, name), port: await freePort(), env: shared });
      onTestFinished(() => started.kill());
      return started;
    };
    const [one, other] = await Promise.all([start("first"), start("second")]);
    const asked = (at: ServerProcess, method: "GET" | "POST") =>
      fetch(`${at.origin}/api/backups`, { method, headers: { cookie: year.cookie, origin: at.origin } });
    const stateOf = async (at: ServerProcess) => getBackups.response?.parse(await (await asked(at, "GET")).json());
    expect(await stateOf(one)).toMatchObject({ schedule: "daily", place: "elsewhere", last: null });
    expect((await asked(one, "POST")).status).toBe(200);
    await expect
      .poll(() => stateOf(other), { timeout: 60_000 })
      .toMatchObject({ last: { files: evidence.length, encrypted: true, missing: 0 }, failure: null });
  });

  it("is one moment of a database at work, and comes back row by row and byte by byte", async () => {
    const writers = startWriters(year, 3);
    await expect.poll(() => writers.counts().saved, { timeout: 60_000 }).toBeGreaterThan(10);
    const before = writers.counts().saved;
    await command(["backup", "--to", backups()], { ...env, ...key });
    const acknowledged = await writers.stop();
    expect(await command(["backup", "--verify", backups()], key)).toContain(`${evidence.length}个文件`);

    const target: Record<string, string> & { DATABASE_URL: string } = {
      DATABASE_URL: databases[1]?.url ?? "",
      ...(await objects.bucket("target")).env,
    };
    const { FILES_URL = "", ...keys } = target;
    await command(["restore", "--from", backups(), "--to", target.DATABASE_URL, "--files", FILES_URL], {
      ...keys,
      ...key,
    });
    const restored = await startServer({ dataFolder: join(root, "new"), port: await freePort(), env: target });
    const entered = await fetch(`${restored.origin}/api/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ username: "zhangsan", password: "three plain words" }),
    });
    const headers = { cookie: entered.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
    for (const each of evidence) {
      const path = `/api/submissions/${year.submissionId}/evidence/${each.id}/content`;
      const content = await fetch(restored.origin + path, { headers });
      expect(sha256(new Uint8Array(await content.arrayBuffer()))).toBe(each.sha256);
    }
    await restored.kill();

    const store = openPostgres(target.DATABASE_URL, () => undefined);
    const rows = await store.db.selectFrom("answer_revision").select(["item_key", "revision", "body"]).execute();
    await store.close();
    const saved = new Map(rows.map((row) => [`${row.item_key} ${row.revision}`, row.body]));
    for (const { itemKey, revision, text } of acknowledged.slice(0, before))
      expect(saved.get(`${itemKey} ${revision}`)).toContain(JSON.stringify(text).slice(1, -1));

    // what is used by now is not written over
    const again = spawnCommand(["restore", "--from", backups(), "--to", target.DATABASE_URL, "--files", FILES_URL], {
      ...keys,
      ...key,
    });
    await again.ended;
    expect([again.child.exitCode, again.output()]).toEqual([1, expect.stringContaining("目标中已有数据")]);
  });

  it("comes back into a data folder as well", async () => {
    const own = join(root, "embedded");
    await command(["restore", "--from", backups(), "--to", own], key);
    expect(await command(["audit", "--verify"], { DATA_DIR: own })).toContain("操作日志完整");
    const { manifest } = await openBackup(backups(), key.BACKUP_PASSPHRASE);
    expect(manifest).toMatchObject({ source: "postgres", missing: [] });
  });

  it("has every table as it is", async () => {
    const path = join(root, "copy.sqlite");
    await copyPostgres(env.DATABASE_URL ?? "", path, new Date());
    const [from, to] = [openPostgres(env.DATABASE_URL ?? "", () => undefined), openSqlite(path)];
    expect(await differingTables(from.db, to.db)).toEqual([]);
    await from.close();
    await to.close();
  });
});
