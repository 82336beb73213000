import { mkdtemp, readdir, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDiskParcels } from "#server/files/disk-parcels.ts";
import { streamOf } from "#server/files/memory.ts";
import { memoryParcels } from "#server/files/memory-parcels.ts";
import type { Parcels } from "#server/files/parcels.ts";
import { sha256 } from "#tests/fixtures/packages.ts";

const HOUR = 60 * 60 * 1000;
const BYTES = new TextEncoder().encode("0123456789");

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ziping-parcels-"));
});
afterEach(() => rm(folder, { recursive: true }));

const KINDS: [string, () => Promise<Parcels>][] = [
  ["on a disk", () => openDiskParcels(folder, new Date())],
  ["in memory", async () => memoryParcels()],
];

describe.each(KINDS)("packages that wait %s", (_, open) => {
  it("are read and hashed in any stretch, until they are dropped", async () => {
    const parcels = await open();
    expect(await parcels.receive("a", streamOf(BYTES), 10)).toEqual({ ok: true, value: { size: 10 } });
    const source = await parcels.source("a");
    expect(source?.size).toBe(10);
    expect(await source?.read(8, 10)).toEqual(BYTES.slice(8));
    expect(await parcels.digest("a", 2, 3)).toBe(sha256(BYTES.slice(2, 5)));
    expect(await parcels.digest("a", 2, 0)).toBe(sha256(new Uint8Array()));
    const part = await new Response(await parcels.open("a", 2, 3)).text();
    expect(part).toBe("234");
    await parcels.drop("a");
    expect(await parcels.source("a")).toBeUndefined();
  });

  it("leave nothing behind when they are too large, empty or broken off", async () => {
    const parcels = await open();
    const broken = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull: (controller) => controller.error(new Error("gone")),
    });
    expect(await parcels.receive("a", streamOf(BYTES), 9)).toEqual({ ok: false, error: "too-large" });
    expect(await parcels.receive("b", streamOf(new Uint8Array()), 9)).toEqual({ ok: false, error: "interrupted" });
    expect(await parcels.receive("c", broken, 9)).toEqual({ ok: false, error: "interrupted" });
    for (const id of ["a", "b", "c"]) expect(await parcels.source(id)).toBeUndefined();
  });

  it("are hashed while they are written", async () => {
    const hash = (await open()).newHash();
    hash.update(BYTES.slice(0, 4));
    hash.update(BYTES.slice(4));
    expect(await hash.hex()).toBe(sha256(BYTES));
  });
});

it("what a stopped process left waiting is swept a day later, and what is fresh is not", async () => {
  const before = await openDiskParcels(folder, new Date());
  await before.receive("old", streamOf(BYTES), 10);
  await before.receive("fresh", streamOf(BYTES), 10);
  const yesterday = new Date(Date.now() - 25 * HOUR);
  await utimes(join(folder, "packages", "old"), yesterday, yesterday);
  await openDiskParcels(folder, new Date());
  expect(await readdir(join(folder, "packages"))).toEqual(["fresh"]);
});
