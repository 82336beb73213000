import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand, temporaryFolder } from "#tests/cli/run-command.ts";
import { storedYear } from "#tests/cli/stored-year.ts";
import { emptyPostgres } from "#tests/contract/each-store.ts";
import { type FaultProxy, startFaultProxy } from "#tests/contract/fault-proxy.ts";
import { type ObjectStore, startObjectStore } from "#tests/contract/start-object-store.ts";
import { sha256, unpack } from "#tests/fixtures/packages.ts";

let objects: ObjectStore;
let line: FaultProxy;
let database: { url: string; drop: () => Promise<void> };

beforeAll(async () => {
  [objects, database] = await Promise.all([startObjectStore(), emptyPostgres()]);
  line = await startFaultProxy(objects.port);
});
afterAll(async () => {
  await line?.stop();
  await objects?.stop();
  await database?.drop();
});

/** An installation in a folder, and the same one in PostgreSQL and an object store. */
async function both() {
  const { data, ids } = await storedYear();
  const { env } = await objects.bucket("commands", line.port);
  const { FILES_URL = "", ...keys } = env;
  const moved = await runCommand(["migrate", "--to", database.url, "--files", FILES_URL], { DATA_DIR: data, ...keys });
  expect(moved).toMatchObject({ code: 0, complained: [] });
  return { id: ids[0] ?? "", here: { DATA_DIR: data }, there: { DATABASE_URL: database.url, ...env } };
}

/** What a command has written into a folder, by name. */
async function written(args: (folder: string) => string[], env: Record<string, string>) {
  const folder = await temporaryFolder();
  expect(await runCommand(args(folder), env)).toMatchObject({ code: 0, complained: [] });
  const names = await readdir(folder);
  return new Map(
    await Promise.all(names.map(async (name) => [name, new Uint8Array(await readFile(join(folder, name)))] as const)),
  );
}

describe("commands on PostgreSQL and an object store", () => {
  it("give what they give on a folder, and say when the store is away", async () => {
    const { id, here, there } = await both();
    const report = (folder: string) => ["report", id, "--format", "docx,txt", "--out", folder];
    const evidence = (folder: string) => ["evidence", id, "--zip", join(folder, "a.zip")];
    const year = (folder: string) => ["report", "--all", "--year", "2022", "--format", "docx", "--out", folder];
    for (const args of [report, evidence, year]) {
      const [local, remote] = [await written(args, here), await written(args, there)];
      for (const files of [local, remote]) files.delete("manifest.json");
      expect([...remote].map(([name, bytes]) => [name, sha256(bytes)])).toEqual(
        [...local].map(([name, bytes]) => [name, sha256(bytes)]),
      );
    }

    const exported = (folder: string) => ["export", id, "--no-report", "--out", join(folder, "a.ziping")];
    const [local, remote] = [await written(exported, here), await written(exported, there)];
    const names = async (files: Map<string, Uint8Array<ArrayBuffer>>) =>
      [...(await unpack(files.get("a.ziping") ?? new Uint8Array())).keys()].filter(
        (name) => !/manifest|seal/.test(name),
      );
    expect(await names(remote)).toEqual(await names(local));

    const folder = await temporaryFolder();
    const file = join(folder, "b.ziping");
    expect(await runCommand(["export", id, "--no-report", "--out", file], here)).toMatchObject({ code: 0 });
    const imported = await runCommand(["import-package", file, "--as", "tonggao", "--plan"], there);
    expect(imported).toMatchObject({ code: 0, complained: [] });

    line.behave(() => ({ kind: "status", status: 403 }));
    const away = await runCommand(["evidence", id, "--zip", join(folder, "c.zip")], there);
    expect(away).toEqual({ code: 1, said: [], complained: [expect.stringContaining("无法访问对象存储")] });
    expect(await readdir(folder)).toEqual(["b.ziping"]);
  });
});
