import { copyFile, cp, mkdir, readdir, readFile, rename, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BackupMade } from "#core/api/backup.ts";
import type { BackupFault } from "#core/backup/fault.ts";
import { attempted } from "#server/backup/backup-error.ts";
import type { BackupTask } from "#server/backup/backup-task.ts";
import { makeBackup } from "#server/backup/make-backup.ts";
import { backupManifest, manifestText } from "#server/backup/manifest.ts";
import { readNewest } from "#server/backup/newest.ts";
import { checkBackup, openBackup } from "#server/backup/read-backup.ts";
import { lockFolder } from "#server/store/folder-lock.ts";
import { type Installation, newInstallation } from "#tests/fixtures/installation.ts";

let own: Installation;
let folder: string;
beforeEach(async () => {
  own = await newInstallation();
  folder = join(own.root, "backups");
});
afterEach(() => own.remove());

const DAY_MS = 86_400_000;
const NIGHT = Date.parse("2026-11-20T18:00:00Z");

const task = (options: Partial<BackupTask> = {}): BackupTask => ({
  source: own.source(),
  folder,
  passphrase: undefined,
  reason: "asked",
  version: "1.0.0",
  now: new Date(NIGHT),
  // what a guess costs is not tested here
  cost: 2 ** 14,
  ...options,
});

async function made(options: Partial<BackupTask> = {}): Promise<BackupMade> {
  const outcome = await makeBackup(task(options));
  if (!outcome.ok) throw new Error(`${outcome.error.fault} ${outcome.error.place} ${outcome.error.cause}`);
  return outcome.value.made;
}

const faultOf = async (options: Partial<BackupTask>): Promise<BackupFault | undefined> => {
  const outcome = await makeBackup(task(options));
  return outcome.ok ? undefined : outcome.error.fault;
};

async function verified(passphrase?: string, path = folder): Promise<BackupFault | "whole"> {
  const outcome = await attempted(async () => checkBackup(await openBackup(path, passphrase), () => undefined));
  return outcome.ok ? "whole" : outcome.error.fault;
}

/** Every file below, with its length and when it was written. */
async function listing(path: string): Promise<Map<string, { size: number; mtimeMs: number }>> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      files.map(async (file): Promise<[string, { size: number; mtimeMs: number }]> => [file, await stat(file)]),
    ),
  );
}

const bytesIn = async (): Promise<string[]> => [...(await listing(join(folder, "bytes"))).keys()].toSorted();

describe.each([
  ["in the clear", undefined],
  ["encrypted", "好雨知时节"],
] as const)("a backup %s", (_, passphrase) => {
  it("has the database and every file that anything names, and copies none of them twice", async () => {
    await own.add("one");
    const first = await made({ passphrase });
    expect(first).toMatchObject({ files: 2, missing: 0, encrypted: passphrase !== undefined });
    const before = await listing(join(folder, "bytes"));
    await own.add("two");
    const second = await made({ passphrase, now: new Date(NIGHT + DAY_MS) });
    expect(second).toMatchObject({ files: 3, missing: 0 });
    const after = await listing(join(folder, "bytes"));
    for (const [path, facts] of before) expect(after.get(path)?.mtimeMs).toBe(facts.mtimeMs);
    expect(after.size).toBe(3);
    expect(await verified(passphrase)).toBe("whole");
    expect(await verified(passphrase, join(folder, first.name))).toBe("whole");
    expect(await readNewest(folder)).toEqual({ last: second, kept: 2 });
  });

  it("is refused whatever part of it was changed, cut or taken away", async () => {
    await own.add("one");
    const { name } = await made({ passphrase });
    const parts = [...(await bytesIn()), join(folder, name, "database"), join(folder, name, "manifest")];
    for (const part of parts) {
      const whole = await readFile(part);
      const changed = Buffer.from(whole);
      changed[changed.length >> 1] = (changed[changed.length >> 1] ?? 0) ^ 1;
      await writeFile(part, changed);
      expect(await verified(passphrase), `changed ${part}`).toBe("backup.damaged");
      await writeFile(part, whole.subarray(0, -1));
      expect(await verified(passphrase), `cut ${part}`).toBe("backup.damaged");
      await rm(part);
      expect(await verified(passphrase), `missing ${part}`).toBe("backup.damaged");
      await writeFile(part, whole);
    }
    expect(await verified(passphrase)).toBe("whole");
  });

  it("leaves one of the disk's free space, and nothing half-written, when it does not fit", async () => {
    const room = async () => ({ free: 2 ** 20, all: 2 ** 40 });
    expect(await faultOf({ passphrase, room })).toBe("backup.full");
    expect(await readNewest(folder)).toEqual({ last: undefined, kept: 0 });
    expect(await faultOf({ passphrase })).toBeUndefined();
  });
});

describe("an encrypted folder of backups", () => {
  const passphrase = "correct horse";

  it("tells nothing of what is in it: neither words nor names nor hashes of known documents", async () => {
    const sha256 = await own.add("a document that is known");
    const { name } = await made({ passphrase });
    const known = [sha256, "%PDF", "a document", "SQLite format", "决算"].map((each) => Buffer.from(each));
    for (const [path] of await listing(folder)) {
      expect(path).not.toContain(sha256.slice(2));
      const bytes = await readFile(path);
      for (const each of known) expect(bytes.includes(each), `${each} in ${path}`).toBe(false);
    }
    // and the copy that was checked in the clear is gone
    expect((await readdir(own.data)).filter((each) => each.startsWith(".backup-"))).toEqual([]);
    expect(await readdir(join(folder, name))).toEqual(["database", "depot.json", "manifest"]);
  });

  it("opens with its passphrase alone, and says so", async () => {
    await made({ passphrase });
    for (const wrong of [undefined, "", "correct hors"]) expect(await verified(wrong)).toBe("backup.passphrase");
    expect(await faultOf({ passphrase: "another" })).toBe("backup.passphrase");
    expect(await faultOf({ passphrase: undefined })).toBe("backup.passphrase");
  });

  it("takes the same words however they were typed", async () => {
    await made({ passphrase: "ｋｅｙ é" });
    expect(await verified("key e\u0301")).toBe("whole");
  });

  it("does not mix with one in the clear, and is lost without its head but for the copy in each backup", async () => {
    await made();
    expect(await faultOf({ passphrase })).toBe("backup.not-encrypted");
    folder = join(own.root, "other");
    const { name } = await made({ passphrase });
    await rm(join(folder, "depot.json"));
    expect([await verified(passphrase), await faultOf({ passphrase })]).toEqual(["backup.damaged", "backup.damaged"]);
    await copyFile(join(folder, name, "depot.json"), join(folder, "depot.json"));
    expect(await verified(passphrase)).toBe("whole");
  });

  it("is not taken for whole when a file of it stands in another's place", async () => {
    await own.add("abc");
    await made({ passphrase });
    const [one = "", other = ""] = await bytesIn();
    await rename(one, `${one}.away`);
    await copyFile(other, one);
    expect(await verified(passphrase)).toBe("backup.damaged");
  });
});

describe("what stands in the way of a backup", () => {
  it("is told: another one at work, a folder that cannot be written, a database that is damaged", async () => {
    await made();
    const release = lockFolder(folder);
    expect(await faultOf({})).toBe("backup.busy");
    release?.();
    await writeFile(join(own.root, "a-file"), "");
    expect(await faultOf({ folder: join(own.root, "a-file") })).toBe("backup.folder");
    expect(await faultOf({ folder: join(own.root, "not-mounted", "backups") })).toBe("backup.folder");
    const copyDatabase = (path: string) => writeFile(path, "SQLite format 3\0 and then nothing like it".repeat(200));
    expect(await faultOf({ source: { ...own.source(), copyDatabase } })).toBe("backup.database");
    expect(await readNewest(folder)).toMatchObject({ kept: 1 });
  });

  it("a file that is lost is named in it, and everything else is saved; one that an earlier backup has is not lost", async () => {
    const [early, lost, damaged] = [await own.add("early"), await own.add("lost"), await own.add("damaged")];
    await rm(own.pathOf(lost));
    await truncate(own.pathOf(damaged), 3);
    expect(await made()).toMatchObject({ files: 2, missing: 2 });
    await rm(own.pathOf(early));
    const { name } = await made({ now: new Date(NIGHT + DAY_MS) });
    const { manifest } = await openBackup(join(folder, name), undefined);
    expect(manifest.missing.map(({ sha256, fault }) => [sha256, fault]).toSorted()).toEqual(
      [
        [lost, "missing"],
        [damaged, "damaged"],
      ].toSorted(),
    );
    expect(await verified()).toBe("whole");
  });

  it("what was broken off is cleared away, and what it had copied is used", async () => {
    await own.add("one");
    const broken = { ...own.source(), read: async () => Promise.reject(new Error("killed")) };
    expect(await faultOf({ source: broken })).toBe("backup.failed");
    await mkdir(join(folder, "tmp", "half"), { recursive: true });
    await writeFile(join(folder, "tmp", "half", "database"), "half");
    await made();
    expect((await readdir(folder)).toSorted()).toEqual(
      ["2026-11-21-020000", "bytes", "depot.json", "lock.sqlite", "newest.json"].toSorted(),
    );
  });

  it("a manifest or folder of a newer version is left to that version", async () => {
    const { name } = await made();
    const { manifest } = await openBackup(folder, undefined);
    const newer = manifestText({ ...manifest, format: 2 });
    await writeFile(join(folder, name, "manifest"), newer);
    expect(await verified()).toBe("backup.newer");
    expect(backupManifest.safeParse({ ...manifest, stranger: 1 }).success).toBe(false);
    await writeFile(join(folder, "depot.json"), JSON.stringify({ format: 2 }));
    expect([await verified(), await faultOf({})]).toEqual(["backup.newer", "backup.newer"]);
  });
});

describe("as time goes by", () => {
  const keep = { daily: 2, weekly: 0, monthly: 0 };
  const night = (number: number) => ({ now: new Date(NIGHT + number * DAY_MS), keep });

  it("old backups go, with the bytes that none names any more, and those that stay are whole", async () => {
    const sha256 = await own.add("goes");
    await made(night(0));
    await own.app.deps.store.db.deleteFrom("evidence_revision").where("sha256", "=", sha256).execute();
    await made(night(1));
    expect(await bytesIn()).toHaveLength(2);
    await made(night(2));
    expect((await readNewest(folder)).kept).toBe(2);
    expect(await bytesIn()).toHaveLength(1);
    expect(await verified()).toBe("whole");
  });

  it("where one cannot be read no bytes go, and it is named", async () => {
    const sha256 = await own.add("goes");
    const { name } = await made(night(0));
    await own.app.deps.store.db.deleteFrom("evidence_revision").where("sha256", "=", sha256).execute();
    await writeFile(join(folder, name, "manifest"), "nonsense");
    await made(night(1));
    await made(night(2));
    const last = await makeBackup(task(night(3)));
    expect(last).toMatchObject({ ok: true, value: { damaged: [name] } });
    expect(await bytesIn()).toHaveLength(2);
  });

  it("each month all that lies there is read once, and what has rotted is copied anew", async () => {
    await own.add("one");
    await made(night(0));
    for (const path of await bytesIn()) {
      const bytes = await readFile(path);
      bytes[0] = 0;
      await writeFile(path, bytes);
    }
    expect(await verified()).toBe("backup.damaged");
    const today = Math.floor(NIGHT / DAY_MS);
    const turns = (await openBackup(folder, undefined)).manifest.files.map(
      ({ sha256 }) => 1 + ((((Number.parseInt(sha256.slice(0, 4), 16) - today - 1) % 30) + 30) % 30),
    );
    expect(Math.max(...turns)).toBeLessThanOrEqual(30);
    for (const number of turns.toSorted((one, other) => one - other)) await made(night(number));
    expect(await verified()).toBe("whole");
  });

  it("a folder that was copied elsewhere is as good", async () => {
    await own.add("one");
    await made();
    const copy = join(own.root, "copy");
    await cp(folder, copy, { recursive: true });
    expect(await verified(undefined, copy)).toBe("whole");
  });
});
