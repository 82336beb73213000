import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytes, toSpliced, withAt, withResolvers } from "#app/ui/old-browsers.ts";

const near = fc.integer({ min: -8, max: 8 });

describe("what is provided for Chromium 109", () => {
  it("splices a copy as the language does", () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), near, near, fc.array(fc.integer()), (list, start, count, added) => {
        const before = [...list];
        expect(toSpliced.call(list, start, count, ...added)).toEqual(list.toSpliced(start, count, ...added));
        expect(list).toEqual(before);
      }),
    );
  });

  it("replaces one element of a copy as the language does", () => {
    const attempt = (how: () => unknown): unknown => {
      try {
        return how();
      } catch (error) {
        return error instanceof RangeError ? "out of range" : error;
      }
    };
    fc.assert(
      fc.property(fc.array(fc.integer()), near, (list, index) => {
        expect(attempt(() => withAt.call(list, index, 7))).toEqual(attempt(() => list.with(index, 7)));
      }),
    );
  });

  it("gives a promise with its two ends", async () => {
    const kept = withResolvers<number>();
    kept.resolve(1);
    expect(await kept.promise).toBe(1);
    const broken = withResolvers<number>();
    broken.reject(new Error("no"));
    await expect(broken.promise).rejects.toThrow("no");
  });

  it("reads answers and blobs as bytes", async () => {
    const content = Uint8Array.of(0, 255, 7);
    expect(await bytes.call(new Response(content))).toEqual(content);
    expect(await bytes.call(new Blob([content]))).toEqual(content);
  });
});
