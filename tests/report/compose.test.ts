import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Cell, composeLines, type Line, type Measure } from "#report/layout/compose.ts";
import { BODY_SPACING, CHARACTER_PITCH, TEXT_WIDTH } from "#report/page.ts";

const BODY: Measure = { width: TEXT_WIDTH, firstIndent: 2 * CHARACTER_PITCH, spacing: BODY_SPACING, justify: true };
const cellsOf = (text: string): Cell[] =>
  [...text].map((character) => ({
    character,
    font: "fangsong",
    width: /[ -~]/.test(character) ? 8 : 16,
    gap: false,
  }));
const textOf = (line: Line): string => line.cells.map((cell) => cell.character).join("");
const compose = (text: string, measure = BODY): Line[] => composeLines(cellsOf(text), measure);

const HAN = "区委政府教育经费支出学校教师学生安全发展".split("");
const pieces = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...HAN) },
  {
    weight: 2,
    arbitrary: fc.constantFrom("，", "。", "、", "；", "：", "？", "！", "”。", "），", "》（", "……", "——", "％"),
  },
  { weight: 1, arbitrary: fc.constantFrom("（", "《", "“", "〔", "“《") },
  { weight: 2, arbitrary: fc.constantFrom("2022", "25.46%", "1—10", "A4", " ", "www.example.cn/a") },
);
const prose = fc.array(pieces, { maxLength: 220 }).map((parts) => parts.join(""));

describe("line composer", () => {
  it("loses and adds nothing", () => {
    fc.assert(
      fc.property(fc.oneof(prose, fc.string({ unit: "grapheme", maxLength: 300 })), (text) => {
        expect(compose(text).map(textOf).join("")).toBe(text);
      }),
    );
  });

  it("starts no line with closing punctuation and ends none with opening punctuation", () => {
    fc.assert(
      fc.property(prose, (text) => {
        const lines = compose(text).map(textOf);
        for (const line of lines.slice(1)) expect(line).not.toMatch(/^[，。、；：）》”！？…％]/u);
        for (const line of lines.slice(0, -1)) expect(line.trimEnd()).not.toMatch(/[（《“〔]$/u);
      }),
    );
  });

  it("sets at most 28 full-width characters on a line, one hanging mark not counted", () => {
    fc.assert(
      fc.property(prose, (text) => {
        for (const [index, line] of compose(text).entries()) {
          const set = textOf(line)
            .trimEnd()
            .replace(/[，。、；：？！]$/u, "");
          const places = [...set].reduce((sum, character) => sum + (/[ -~]/.test(character) ? 0.5 : 1), 0);
          expect(places).toBeLessThanOrEqual(index === 0 ? 26.5 : 28.5);
          expect(line.width).toBeLessThanOrEqual(TEXT_WIDTH - line.indent + 0.02);
        }
      }),
    );
  });

  it("puts full lines of plain Chinese exactly on the 28-character pitch", () => {
    const [first, second] = compose("教".repeat(80));
    expect(first?.cells).toHaveLength(26);
    expect(second?.cells).toHaveLength(28);
    expect(second?.spacing).toBeCloseTo(BODY_SPACING, 6);
    expect(second?.width).toBeCloseTo(TEXT_WIDTH, 6);
  });

  it("lets a full stop hang beyond the edge, and carries a bracket down with its neighbour", () => {
    expect(textOf(compose(`${"教".repeat(26)}。${"育".repeat(5)}`)[0] ?? fail())).toBe(`${"教".repeat(26)}。`);
    expect(textOf(compose(`${"教".repeat(26)}）${"育".repeat(5)}`)[0] ?? fail())).toBe("教".repeat(25));
  });

  it("fills every line but the last to the edge", () => {
    const lines = compose(`${"经费".repeat(10)}2021年支出25.46亿元，比上年增长3.21%，${"其中财政投入".repeat(9)}`);
    for (const line of lines.slice(0, -1)) expect(line.indent + line.width).toBeCloseTo(TEXT_WIDTH, 6);
  });

  it("keeps numbers and words whole, and takes apart only what is longer than a line", () => {
    expect(compose(`${"教".repeat(24)}12345.67`).map(textOf)).toEqual(["教".repeat(24), "12345.67"]);
    const address = `https://example.cn/${"a".repeat(120)}。`;
    const lines = compose(address).map(textOf);
    expect(lines.join("")).toBe(address);
    expect(lines.at(-1)).not.toBe("。");
  });

  it("sets an empty paragraph as one empty line", () => {
    expect(compose("")).toMatchObject([{ cells: [], width: 0 }]);
  });

  it("neither stretches nor hangs in a table cell", () => {
    const lines = compose("超过本年度数，已经说明", { width: 96, firstIndent: 0, spacing: 0, justify: false });
    expect(lines.map(textOf)).toEqual(["超过本年度", "数，已经说明"]);
    expect(lines.every((line) => line.spacing === 0)).toBe(true);
  });
});

function fail(): never {
  throw new Error("no such line");
}
