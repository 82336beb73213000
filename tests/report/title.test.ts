import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columns, titleLines } from "#report/layout/title.ts";

describe("title lines", () => {
  it("leaves a title that fits on one line", () => {
    expect(titleLines("渝北区2022年履行教育职责自查自评报告", 20)).toEqual(["渝北区2022年履行教育职责自查自评报告"]);
  });

  it("breaks between words, balanced, and keeps a year with its unit", () => {
    expect(titleLines("重庆市渝北区人民政府关于2022年履行教育职责自查自评情况的报告", 20)).toEqual([
      "重庆市渝北区人民政府关于2022年",
      "履行教育职责自查自评情况的报告",
    ]);
    expect(titleLines("重庆市渝北区人民政府2022年履行教育职责自评报告", 20)).toEqual([
      "重庆市渝北区人民政府2022年",
      "履行教育职责自评报告",
    ]);
  });

  it("never leaves one character alone, never overfills a line and loses nothing", () => {
    const part = fc.constantFrom(
      "重庆市",
      "渝北区",
      "人民政府",
      "关于",
      "2022年",
      "履行",
      "教育",
      "职责",
      "的",
      "报告",
      "、",
      "（试行）",
    );
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 30 }).map((all) => all.join("")),
        (title) => {
          const lines = titleLines(title, 20);
          expect(lines.join("")).toBe(title);
          for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(20);
          if (lines.length > 1) for (const line of lines) expect([...line].length).toBeGreaterThan(1);
        },
      ),
    );
  });

  it("takes apart a single word longer than a line", () => {
    const lines = titleLines("A".repeat(90), 20);
    expect(lines.join("")).toBe("A".repeat(90));
    expect(Math.max(...lines.map(columns))).toBeLessThanOrEqual(20);
  });
});
