import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Field, field } from "#core/field/definition.ts";
import type { StoredValue } from "#core/field/value.ts";
import { type Lookup, resolveNarrative, runText } from "#core/narrative/resolve.ts";
import { ASPECTS, parseNarrative, token, tokensOf } from "#core/narrative/tokens.ts";
import { hostileText } from "#tests/fixtures/core-arbitraries.ts";
import { contentOf, findingsWith, templateWith } from "#tests/fixtures/core-content.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const spending: Field = field.parse({
  type: "number",
  key: "支出",
  label: "教育支出",
  unit: "亿元",
  precision: 2,
  prior: "上年",
});
const rate: Field = field.parse({ type: "number", key: "率", label: "巩固率", unit: "%", precision: 2, prior: "上年" });
const name: Field = field.parse({ type: "text", key: "名称", label: "名称" });

const lookup = (values: Record<string, StoredValue>): Lookup => ({
  field: (key) => [spending, rate, name].find((each) => each.key === key),
  value: (key) => values[key],
});
const resolved = (text: string, values: Record<string, StoredValue> = {}): string =>
  resolveNarrative(text, lookup(values)).map(runText).join("\n");

const prose = fc
  .array(
    fc.oneof(
      hostileText,
      fc.constantFrom("{", "}", "{{", "}}", "{{甲}}", "{{ 甲 . 上年 }}", "{{}}", "{{甲.乙.丙}}", "\n"),
    ),
    {
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(""));

describe("parseNarrative", () => {
  it("loses no character of any text", () => {
    holds(
      [prose],
      (text) => {
        const segments = parseNarrative(text);
        expect(segments.map((segment) => (segment.kind === "text" ? segment.text : segment.raw)).join("")).toBe(text);
        for (const segment of segments) {
          if (segment.kind === "text") expect(segment.text).not.toBe("");
          else expect(text.slice(segment.from, segment.from + segment.raw.length)).toBe(segment.raw);
        }
      },
      2000,
    );
  });

  it("reads back every token that it writes", () => {
    for (const aspect of [undefined, ...ASPECTS])
      expect(tokensOf(`前${token("支出", aspect)}后`)).toMatchObject([
        { field: "支出", aspect, path: undefined, from: 1 },
      ]);
  });

  it.each([
    ["{{支出.去年}}", "支出", "去年"],
    ["{{支出.上年.上年}}", "支出", "上年.上年"],
    ["{{ 支出 . 增幅 }}", "支出", undefined],
  ])("names what is wrong behind the point of %s", (text, key, path) => {
    expect(tokensOf(text)).toMatchObject([{ field: key, path }]);
  });

  it("takes braces that never close as text, however many there are", () => {
    for (const text of ["{{".repeat(50_000), `{{${"甲".repeat(100_000)}}}`, "{{a".repeat(30_000)])
      expect(parseNarrative(text)).toEqual([{ kind: "text", text }]);
  });
});

describe("resolveNarrative", () => {
  it("never throws, drops only blank lines and outer blanks, and invents no run", () => {
    holds(
      [prose],
      (text) => {
        const paragraphs = resolveNarrative(text, lookup({}));
        const plain = paragraphs.flat().filter((run) => run.kind === "text");
        for (const run of plain) expect(text).toContain(run.text);
        expect(paragraphs.flat().filter((run) => run.kind === "figure")).toEqual([]);
      },
      1000,
    );
  });

  it("leaves a visible gap for what is unknown and for what is not answered", () => {
    expect(resolved("共{{无}}、{{支出}}、{{支出.上年}}、{{支出.增量}}、{{支出.去年}}、{{名称.上年}}")).toBe(
      "共【无此数据：无】、【待填：教育支出】、【待填：教育支出·上年】、【待填：教育支出·增量】、【无此数据：教育支出.去年】、【待填：名称·上年】",
    );
    const runs = resolveNarrative("{{无}}{{支出}}{{支出.去年}}", lookup({})).flat();
    expect(runs.map((run) => run.kind === "gap" && run.reason)).toEqual([
      "unknown-field",
      "unanswered",
      "unknown-aspect",
    ]);
  });

  it("prints figures with their unit and precision, and zero is a figure", () => {
    const values = {
      支出: { now: "0", prior: "5.10" },
      率: { now: "99.5", prior: "98.25", qualifier: "以上" as const },
    };
    expect(resolved("{{支出}} {{支出.上年}} {{支出.数值}} {{率}} {{率.增量}} {{率.增幅}}", values)).toBe(
      "0亿元 5.10亿元 0 99.5%以上 1.25百分点 1.27%",
    );
  });

  it("prints change and growth without sign: the words carry it", () => {
    expect(resolved("减少{{支出.增量}}，下降{{支出.增幅}}", { 支出: { now: "4", prior: "5" } })).toBe(
      "减少1亿元，下降20.00%",
    );
  });

  it("gives no growth over nothing", () => {
    expect(resolved("{{支出.增幅}}", { 支出: { now: "4", prior: "0" } })).toBe("【待填：教育支出·增幅】");
  });
});

describe("the words before a figure", () => {
  const checklist = templateWith({ fields: [spending, rate], prose: true });
  const directions = (narrative: string, now: string, prior: string) =>
    findingsWith(
      contentOf(checklist, { "item-1": { narrative, values: { 支出: { now, prior } } } }),
      "narrative.direction",
    );

  it.each([
    ["比上年增长{{支出.增幅}}", "4", "5"],
    ["较上年多{{支出.增量}}", "4", "5"],
    ["增幅为{{支出.增幅}}", "4", "5"],
    ["下降{{支出.增幅}}", "5", "4"],
    ["比上年少{{支出.增量}}", "5", "4"],
    ["由下降转为增长{{支出.增幅}}", "4", "5"],
    ["有不少增长{{支出.增幅}}", "4", "5"],
  ])("%s contradict %s after %s", (narrative, now, prior) => {
    expect(directions(narrative, now, prior)).toMatchObject([
      { severity: "error", fieldKey: "支出", itemKey: "item-1" },
    ]);
  });

  it.each([
    ["比上年增长{{支出.增幅}}", "5", "4"],
    ["比上年增长{{支出.增幅}}", "5", "5"],
    ["增幅较上年下降{{支出.增幅}}", "4", "5"],
    ["增加值减少{{支出.增量}}", "4", "5"],
    ["有不少增长{{支出.增幅}}", "5", "4"],
    ["少先队员比上年增加{{支出.增量}}", "5", "4"],
    ["少数民族学生{{支出.增量}}", "5", "4"],
    ["多媒体教室{{支出.增量}}", "4", "5"],
    ["变动至少{{支出.增量}}", "5", "4"],
    ["学生减少，投入{{支出.增量}}", "5", "4"],
    ["增长的主要原因是学位扩充{{支出.增量}}", "4", "5"],
  ])("%s agree with %s after %s", (narrative, now, prior) => {
    expect(directions(narrative, now, prior)).toEqual([]);
  });

  it("count once where the same words stand twice", () => {
    expect(directions("增长{{支出.增幅}}，增长{{支出.增幅}}", "4", "5")).toHaveLength(1);
  });
});
