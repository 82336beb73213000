import { mkdtemp, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDiskFiles } from "#server/files/disk.ts";
import { memoryFiles, streamOf } from "#server/files/memory.ts";
import { anything, bytesOf, filesContract } from "#tests/server/files-contract.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ziping-files-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const onDisk = async (): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

filesContract("on the disk", { open: () => openDiskFiles(folder, new Date()), kept: onDisk });
filesContract("in memory", { open: async () => memoryFiles(), kept: async () => [] });

describe("files on the disk", () => {
  it("lie under the first two digits of their name, readable by their owner only", async () => {
    const files = await openDiskFiles(folder, new Date());
    await files.put(streamOf(bytesOf("hello")), anything);
    const path = join(folder, "2c", "f24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it("forget at the start what a killed process left a day ago, and leave what another may be writing", async () => {
    await openDiskFiles(folder, new Date());
    const [old, fresh] = [join(folder, "tmp", "old"), join(folder, "tmp", "fresh")];
    for (const path of [old, fresh]) await writeFile(path, "half");
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    await utimes(old, yesterday, yesterday);
    await openDiskFiles(folder, new Date());
    expect(await readdir(join(folder, "tmp"))).toEqual(["fresh"]);
  });

  it("are kept once when the same bytes arrive many times at once", async () => {
    const files = await openDiskFiles(folder, new Date());
    const puts = await Promise.all(Array.from({ length: 10 }, () => files.put(streamOf(bytesOf("same")), anything)));
    expect(new Set(puts.map((put) => put.ok && put.value.sha256)).size).toBe(1);
    const names = await readdir(folder, { recursive: true, withFileTypes: true });
    expect(names.filter((entry) => entry.isFile())).toHaveLength(1);
  });
});
