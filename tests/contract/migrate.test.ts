import { createHash } from "node:crypto";
import { readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { finishUpload } from "#core/api/upload.ts";
import { freePort } from "#mocks/free-port.ts";
import { uploadFile } from "#mocks/upload-file.ts";
import { openS3Bucket } from "#server/files/s3/s3-bucket.ts";
import { emptyPostgres } from "#tests/contract/each-store.ts";
import { beginYear, type ServerYear } from "#tests/contract/server-year.ts";
import { spawnCommand } from "#tests/contract/spawn-command.ts";
import { type ObjectStore, startObjectStore } from "#tests/contract/start-object-store.ts";
import { startWriters } from "#tests/contract/writers.ts";
import { sha256 } from "#tests/fixtures/packages.ts";
import type { Program } from "#tests/fixtures/spawn-program.ts";
import { newDataFolder, removeDataFolder, startServer } from "#tests/journeys/server-process.ts";

const FILES = 40;

let dataFolder: string;
let objects: ObjectStore;
let database: { url: string; drop: () => Promise<void> };
let target: Record<string, string>;
let year: ServerYear;
const evidence: { id: string; sha256: string }[] = [];

const pdf = (seed: number): Uint8Array<ArrayBuffer> => new TextEncoder().encode(`%PDF-1.4\n${seed}`.repeat(2000));

/** The source: an installation with answers that were written at once, and files. */
beforeAll(async () => {
  dataFolder = await newDataFolder();
  [objects, database] = await Promise.all([startObjectStore(), emptyPostgres()]);
  target = (await objects.bucket("moved")).env;
  const server = await startServer({ dataFolder, port: await freePort() });
  year = await beginYear(server);
  const writers = startWriters(year, 4);
  const client = {
    fetch: async (sent: Request): Promise<Response> => {
      const headers = new Headers(sent.headers);
      headers.set("cookie", year.cookie);
      const { pathname } = new URL(sent.url);
      return fetch(server.origin + pathname, { method: sent.method, headers, body: await sent.arrayBuffer() });
    },
  };
  for (let seed = 0; seed < FILES; seed += 1) {
    const file = { submissionId: year.submissionId, item: year.itemKeys[0] ?? "", fileName: `${seed}.pdf` };
    const done = await uploadFile(client, { ...file, bytes: pdf(seed) });
    const record = finishUpload.response?.parse(done.body).evidence;
    if (record) evidence.push({ id: record.id, sha256: record.sha256 });
  }
  await writers.stop();
  await server.kill();
});
afterAll(async () => {
  await objects?.stop();
  await database?.drop();
  await removeDataFolder(dataFolder);
});

function migrate(to = database.url): Program {
  const { FILES_URL = "", ...keys } = target;
  return spawnCommand(["migrate", "--to", to, "--files", FILES_URL], { DATA_DIR: dataFolder, ...keys });
}

async function completed(to?: string): Promise<{ code: number | null; output: string }> {
  const { child, output, ended } = migrate(to);
  await ended;
  return { code: child.exitCode, output: output() };
}

/** Every file of the source by its content. */
async function fingerprint(): Promise<string> {
  const hash = createHash("sha256");
  const found = await readdir(dataFolder, { recursive: true, withFileTypes: true });
  for (const entry of found.toSorted((a, b) => (join(a.parentPath, a.name) < join(b.parentPath, b.name) ? -1 : 1))) {
    hash.update(join(entry.parentPath, entry.name));
    if (entry.isFile()) hash.update(await readFile(join(entry.parentPath, entry.name)));
  }
  return hash.digest("hex");
}

async function query(statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query(statement);
  await client.end();
  return rows;
}

describe("moving up from one machine", () => {
  it("refuses a database that holds something else, and writes nothing there", async () => {
    const other = await emptyPostgres();
    const client = new Client({ connectionString: other.url });
    await client.connect();
    await client.query("create table accounts_of_others (id text)");
    const { code, output } = await completed(other.url);
    expect([code, output]).toEqual([1, expect.stringContaining("目标数据库中已有其他数据")]);
    const { rows } = await client.query(
      "select table_name from information_schema.tables where table_schema = 'public'",
    );
    expect(rows).toEqual([{ table_name: "accounts_of_others" }]);
    await client.end();
    await other.drop();
  });

  it("is gone on with after it was killed, names what is damaged, ends with everything, and leaves the source alone", async () => {
    const before = await fingerprint();
    const bucket = openS3Bucket((await objects.bucket("moved")).place);
    const sent = async (): Promise<number> => {
      let count = 0;
      for await (const _ of bucket.list("")) count += 1;
      return count;
    };
    const first = migrate();
    await expect.poll(sent, { timeout: 30_000, interval: 20 }).toBeGreaterThan(3);
    first.child.kill("SIGKILL");
    await first.ended;
    expect(await sent()).toBeLessThan(FILES);

    // what is half there is not started from
    const env = { DATABASE_URL: database.url, ...target };
    const port = await freePort();
    const own = join(dataFolder, "..", `${dataFolder.split("/").at(-1)}-new`);
    await expect(startServer({ dataFolder: own, port, env })).rejects.toThrow("数据搬移尚未完成");

    const [last] = evidence
      .map((each) => each.sha256)
      .toSorted()
      .toReversed();
    const path = join(dataFolder, "files", last?.slice(0, 2) ?? "", last?.slice(2) ?? "");
    await rename(path, `${path}.away`);
    await writeFile(path, "something else");
    const second = await completed();
    expect([second.code, second.output]).toEqual([1, expect.stringMatching(new RegExp(`${last} 损坏`))]);
    await rename(`${path}.away`, path);

    const third = await completed();
    expect([third.code, third.output]).toEqual([0, expect.stringContaining("全部一致")]);
    expect(await fingerprint()).toBe(before);

    const server = await startServer({ dataFolder: own, port, env });
    const ask = (rest: string) =>
      fetch(`${server.origin}/api/submissions/${year.submissionId}${rest}`, { headers: { cookie: year.cookie } });
    // whoever was signed in still is
    expect((await ask("")).status).toBe(200);
    for (const each of evidence.slice(0, 3)) {
      const content = await ask(`/evidence/${each.id}/content`);
      expect(sha256(new Uint8Array(await content.arrayBuffer()))).toBe(each.sha256);
    }
    // the log goes on behind what was brought along
    const [{ newest } = {}] = await query("select max(id) as newest from audit_event");
    const saved = await fetch(`${server.origin}/api/session`, { method: "DELETE", headers: { cookie: year.cookie } });
    expect(saved.status).toBeLessThan(300);
    expect(Number((await query("select max(id) as newest from audit_event"))[0]?.newest)).toBeGreaterThanOrEqual(
      Number(newest),
    );
    await server.kill();
    await removeDataFolder(own);
    const again = await completed();
    expect([again.code, again.output]).toEqual([1, expect.stringContaining("已搬到该数据库")]);
  });
});
