import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeName } from "#core/safe-name.ts";
import { hostileText } from "#tests/fixtures/core-arbitraries.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const LIMITS = { characters: 40, bytes: 100 };
const name = (text: string): string => safeName(text, LIMITS);

describe("a safe name", () => {
  it.each([
    ["通知.pdf", "通知.pdf"],
    ['a\\b/c:d*e?f"g<h>i|j', "a＼b／c：d＊e？f＂g＜h＞i｜j"],
    ["  前后 空格 . . ", "前后 空格"],
    ["右\u202e到\u200f左\u200b零宽\ufeff", "右到左零宽"],
    ["一\u0000二\n三\t四", "一二三四"],
    ["半个\ud83d字", "半个字"],
    ["e\u0301cole", "\u00e9cole"],
    ["CON", "_CON"],
    ["nul.txt", "_nul.txt"],
    ["com¹ .a", "_com¹ .a"],
    ["CONIN$", "_CONIN$"],
    ["console", "console"],
    ["...", ""],
    ["\u202e", ""],
  ])("of %j is %j", (text, expected) => {
    expect(name(text)).toBe(expected);
  });

  it("is cut between characters, by characters and by bytes", () => {
    expect(safeName("𠮷".repeat(10), { characters: 3, bytes: 100 })).toBe("𠮷𠮷𠮷");
    expect(safeName("𠮷".repeat(10), { characters: 30, bytes: 11 })).toBe("𠮷𠮷");
    expect(safeName("汉字", { characters: 30, bytes: 5 })).toBe("汉");
    expect(safeName("一 二", { characters: 2, bytes: 30 })).toBe("一");
  });

  it("is legal and within its limits for any text, and the same when made again from itself", () => {
    holds(
      [fc.oneof(hostileText, fc.string({ unit: "grapheme", maxLength: 120 }))],
      (text) => {
        const made = name(text);
        expect(made).not.toMatch(/[\\/:*?"<>|]|^\s|[\s.]$/);
        expect(made).not.toMatch(/[\p{Cc}\p{Cs}\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u);
        expect(made.split(".")[0]).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)$/i);
        expect([...made].length).toBeLessThanOrEqual(LIMITS.characters + 1);
        expect(new TextEncoder().encode(made).length).toBeLessThanOrEqual(LIMITS.bytes + 1);
        if (!made.startsWith("_")) expect(name(made)).toBe(made);
      },
      1000,
    );
  });
});
