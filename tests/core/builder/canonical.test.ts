import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonical } from "#core/answer/canonical.ts";
import { readTemplateFile, templateHash, templateText } from "#core/builder/canonical.ts";
import { jsonFault } from "#core/builder/json-place.ts";
import { holds } from "#tests/fixtures/core-property.ts";
import { smallTemplate } from "#tests/fixtures/small-template.ts";
import { readTemplate } from "#tests/templates/read-content.ts";

const RUNS = Number(process.env.FUZZ_RUNS ?? 500);
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const text = templateText(smallTemplate);

/** A file of a checklist with something done to it. */
const damaged = fc
  .tuple(
    fc.nat({ max: text.length - 1 }),
    fc.nat({ max: 40 }),
    fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom('"', "}", "]", ",", "null", "[[[[", '"__proto__":', "1e999", "\\ud800"),
    ),
  )
  .map(([at, length, put]) => text.slice(0, at) + put + text.slice(at + length));

/** Valid JSON that is no checklist, or one with a strange value at some place. */
const strange = fc
  .tuple(fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 6 }), fc.jsonValue({ maxDepth: 3 }))
  .map(([path, value]) => {
    const copy: unknown = JSON.parse(text);
    let here: unknown = copy;
    for (const [index, step] of path.entries()) {
      if (typeof here !== "object" || here === null) break;
      const keys = Object.keys(here);
      const key = keys[step % Math.max(1, keys.length)] ?? "x";
      if (index === path.length - 1) Object.assign(here, { [key]: value });
      here = new Map<string, unknown>(Object.entries(here)).get(key);
    }
    return JSON.stringify(copy);
  });

describe("a checklist's file", () => {
  it.each(["2022", "2023", "2024", "2025"])(
    "%s read back is the same checklist, and written again the same file",
    (version) => {
      const template = readTemplate(version);
      const file = templateText(template);
      const read = readTemplateFile(file);
      if (!read.ok) throw new Error(read.error[0]?.message);
      expect(canonical(read.value)).toBe(canonical(template));
      expect(templateText(read.value)).toBe(file);
    },
  );

  it("has a hash that the order and layout of the file make no difference to, and any content does", () => {
    const shuffled = readTemplateFile(
      JSON.stringify({ ...JSON.parse(text), $schema: "x", title: smallTemplate.title }),
    );
    if (!shuffled.ok) throw new Error("refused");
    expect(templateHash(shuffled.value, sha256)).toBe(templateHash(smallTemplate, sha256));
    expect(templateHash({ ...smallTemplate, title: "另一份" }, sha256)).not.toBe(templateHash(smallTemplate, sha256));
  });

  it("is refused with place and reason", () => {
    const fault = (file: string) => {
      const read = readTemplateFile(file);
      return read.ok ? undefined : read.error[0];
    };
    expect(fault('{\n  "format": 1,\n}')).toMatchObject({ code: "import.not-json", path: "第3行第1列" });
    expect(fault("[]")).toMatchObject({ code: "import.format" });
    expect(fault('{"format": 7}')?.message).toContain("升级");
    expect(fault(text.replace('"spending"', '"Spending"'))).toMatchObject({
      path: "sections/funding/items/Spending/key",
      message: "小写字母开头，只含小写字母、数字和连字符",
    });
    expect(fault(text.replace('"precision": 2', '"precision": 2, "colour": 1'))?.message).toContain("colour");
  });

  it("whatever is in it is read or refused, never a crash, and every refusal names place and reason in Chinese", () => {
    holds(
      [fc.oneof(damaged, strange, fc.string({ maxLength: 200 }), fc.json())],
      (file) => {
        const read = readTemplateFile(file);
        if (read.ok) return;
        expect(read.error.length).toBeGreaterThan(0);
        for (const { message, code } of read.error) {
          expect(message).toMatch(/\p{Script=Han}/u);
          expect(code).toMatch(/^import\./);
        }
      },
      RUNS,
    );
  });

  it("is JSON exactly where the language says so", () => {
    holds(
      [fc.oneof(damaged, fc.string({ maxLength: 30 }), fc.json(), fc.stringMatching(/^[[\]{}",:0-9.eE+-]{0,12}$/))],
      (file) => {
        let valid = true;
        try {
          JSON.parse(file);
        } catch (error) {
          if (!(error instanceof SyntaxError)) throw error;
          valid = false;
        }
        expect(jsonFault(file) === undefined).toBe(valid);
      },
      RUNS,
    );
  });

  it("with brackets a hundred thousand deep is refused like any other", () => {
    expect(readTemplateFile("[".repeat(100_000) + "]".repeat(100_000))).toMatchObject({ ok: false });
    expect(readTemplateFile(`{"format":1,"title":${"[".repeat(100_000)}${"]".repeat(100_000)}}`)).toMatchObject({
      ok: false,
    });
  });
});
