import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { FilesUnavailableError } from "#server/files/files.ts";
import { streamOf } from "#server/files/memory.ts";
import { openS3Bucket, type S3Bucket } from "#server/files/s3/s3-bucket.ts";
import { s3Files } from "#server/files/s3/s3-files.ts";
import { s3Parcels, sweepS3 } from "#server/files/s3/s3-parcels.ts";
import type { S3Place } from "#server/files/s3/s3-place.ts";
import { type FaultProxy, startFaultProxy } from "#tests/contract/fault-proxy.ts";
import { type ObjectStore, startObjectStore } from "#tests/contract/start-object-store.ts";
import { manyBytes } from "#tests/fixtures/many-bytes.ts";
import { sha256 } from "#tests/fixtures/packages.ts";
import { anything, filesContract } from "#tests/server/files-contract.ts";

const LIMITS = { answerMs: 2000, silenceMs: 500, pausesMs: [20, 40, 80, 160] };
const DAY = 24 * 60 * 60 * 1000;

let objects: ObjectStore;
beforeAll(async () => {
  objects = await startObjectStore();
});
afterAll(() => objects.stop());

let place: S3Place;
let bucket: S3Bucket;
const newBucket = async (): Promise<void> => {
  ({ place } = await objects.bucket(`b-${randomUUID()}`));
  bucket = openS3Bucket(place, LIMITS);
};
const kept = async (): Promise<string[]> => {
  const keys: string[] = [];
  for await (const { key } of bucket.list("")) keys.push(key);
  for await (const { key } of bucket.unfinished()) keys.push(`unfinished ${key}`);
  return keys;
};

const large = (length: number, seed = 1): Uint8Array<ArrayBuffer> => manyBytes(length, seed);
const readAll = async (stream: ReadableStream | undefined): Promise<Uint8Array> =>
  new Uint8Array(await new Response(stream).arrayBuffer());
const wide = { ...anything, limit: 100_000_000 };

filesContract("in an object store", {
  open: async () => {
    await newBucket();
    return s3Files(bucket);
  },
  kept,
  runs: 6,
});

describe("an object store", () => {
  beforeEach(newBucket);

  it("takes what is larger than a part in parts, whether its hash is announced or not, and leaves nothing else", async () => {
    const files = s3Files(bucket);
    const bytes = large(17_000_000);
    const name = sha256(bytes);
    const parts = [bytes.slice(0, 9_000_001), bytes.slice(9_000_001)];
    const stream = new Blob(parts).stream();
    expect(await files.put(stream, { ...wide, sha256: name })).toEqual({
      ok: true,
      value: { sha256: name, size: bytes.length },
    });
    expect(sha256(await readAll(await files.open(name)))).toBe(name);
    const middle = await readAll(await files.open(name, { start: 8_388_600, end: 8_388_620 }));
    expect(middle).toEqual(bytes.slice(8_388_600, 8_388_621));
    const other = large(9_000_000, 5);
    expect(await files.put(streamOf(other), wide)).toMatchObject({ ok: true, value: { sha256: sha256(other) } });
    expect(await files.put(streamOf(large(9_000_000, 9)), { ...wide, sha256: "0".repeat(64) })).toEqual({
      ok: false,
      error: "interrupted",
    });
    expect((await kept()).toSorted()).toEqual(
      [name, sha256(other)].map((each) => `${each.slice(0, 2)}/${each.slice(2)}`).toSorted(),
    );
  });

  it("refuses a wrong key, and says so as what it is", async () => {
    const stranger = openS3Bucket({ ...place, secretAccessKey: "guessed" }, LIMITS);
    await expect(stranger.put("a", large(10))).rejects.toThrow(FilesUnavailableError);
    expect([await stranger.reachable(), await bucket.reachable()]).toEqual([false, true]);
    expect(await kept()).toEqual([]);
  });

  it("keeps packages until they are dropped or a day old", async () => {
    const parcels = s3Parcels(bucket);
    const bytes = large(3_000_000);
    expect(await parcels.receive("a", streamOf(bytes), bytes.length)).toEqual({
      ok: true,
      value: { size: bytes.length },
    });
    const source = await parcels.source("a");
    expect(await source?.read(1_048_570, 12)).toEqual(bytes.slice(1_048_570, 1_048_582));
    expect(await source?.read(2_999_999, 12)).toEqual(bytes.slice(2_999_999));
    expect(await parcels.digest("a", 5, 2_000_000)).toBe(sha256(bytes.slice(5, 2_000_005)));
    expect(await parcels.receive("b", streamOf(bytes), 9)).toEqual({ ok: false, error: "too-large" });
    await bucket.begin("half-sent");
    expect(await kept()).toEqual(["packages/a", "unfinished half-sent"]);
    await sweepS3(bucket, new Date(Date.now() + DAY / 2));
    expect(await kept()).toHaveLength(2);
    await sweepS3(bucket, new Date(Date.now() + DAY * 1.1));
    expect(await kept()).toEqual([]);
    expect(await parcels.source("a")).toBeUndefined();
  });
});

describe("an object store that is not well", () => {
  let proxy: FaultProxy;
  let throughProxy: S3Bucket;
  beforeEach(async () => {
    await newBucket();
    proxy = await startFaultProxy(objects.port);
    throughProxy = openS3Bucket({ ...place, url: place.url.replace(`:${objects.port}`, `:${proxy.port}`) }, LIMITS);
  });
  afterEach(() => proxy.stop());

  it("that fails every tenth request, and breaks every tenth answer off, loses and falsifies nothing", async () => {
    const files = s3Files(throughProxy);
    let request = 0;
    proxy.behave(() => {
      request += 1;
      if (request % 10 === 3) return { kind: "status", status: 503 };
      return request % 10 === 7 ? { kind: "truncate", after: 100_000 } : { kind: "pass" };
    });
    for (let seed = 1; seed <= 12; seed += 1) {
      const bytes = large(seed === 6 ? 9_000_000 : 400_000, seed);
      const name = sha256(bytes);
      expect(await files.put(streamOf(bytes), { ...wide, sha256: name })).toMatchObject({ ok: true });
      expect(sha256(await readAll(await files.open(name)))).toBe(name);
    }
    expect(request).toBeGreaterThan(30);
  });

  it("that ends an answer early as if it were whole is found out by the hash", async () => {
    const files = s3Files(throughProxy);
    const bytes = large(300_000);
    await files.put(streamOf(bytes), anything);
    proxy.behave(() => ({ kind: "shorten", to: 200_000 }));
    await expect(readAll(await files.open(sha256(bytes)))).rejects.toThrow();
    // of a range it is known how much must come: the rest is asked for again
    expect(sha256(await readAll(await files.open(sha256(bytes), { start: 0, end: 299_999 })))).toBe(sha256(bytes));
  });

  it("that is slow, silent in the middle, or away is given up in a stated time, and nothing counts as kept", async () => {
    const files = s3Files(throughProxy);
    const bytes = large(300_000);
    await files.put(streamOf(bytes), anything);
    proxy.behave(() => ({ kind: "delay", milliseconds: 300 }));
    expect(sha256(await readAll(await files.open(sha256(bytes))))).toBe(sha256(bytes));
    proxy.behave((method) => (method === "GET" ? { kind: "silence", after: 50_000 } : { kind: "pass" }));
    expect(sha256(await readAll(await files.open(sha256(bytes))))).toBe(sha256(bytes));
    proxy.behave(() => ({ kind: "hang-up" }));
    await expect(files.put(streamOf(large(10)), anything)).rejects.toThrow(FilesUnavailableError);
    await expect(files.has(sha256(bytes))).rejects.toThrow(FilesUnavailableError);
    expect(await files.usable()).toBe(false);
    expect(await kept()).toHaveLength(1);
  });

  it("whose clock differs by an hour is asked by its own", async () => {
    const real = Date.now;
    try {
      Date.now = () => real() + 3_600_000;
      await bucket.put("later", large(10));
      Date.now = () => real() - 3_600_000;
      await bucket.put("earlier", large(10));
    } finally {
      Date.now = real;
    }
    expect(await kept()).toEqual(["earlier", "later"]);
  });
});
