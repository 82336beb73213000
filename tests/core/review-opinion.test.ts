import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentText, outlineOf } from "#core/document/model.ts";
import { composeOpinion } from "#core/document/review-opinion.ts";
import { conclusionSheets } from "#core/document/review-sheets.ts";
import { sampleConclusion } from "#tests/fixtures/conclusion.ts";

const issue = { city: "重庆市教育督导委员会办公室", date: "2022-12-01", hash: "ab".repeat(32) };
const textOf = (change: Partial<ReturnType<typeof sampleConclusion>> = {}): string =>
  documentText(composeOpinion({ ...sampleConclusion(), ...change }, issue)).join("\n");

describe("the opinion", () => {
  it("says who is judged, which version, how many items how, the scores and the grade", () => {
    const text = textOf();
    for (const said of [
      "关于渝北区2022年自评报告的审核意见",
      "渝北区人民政府：",
      "第2次报送，校验码0123456789ab",
      "共审核3条：达标1条，基本达标1条，未达标1条。",
      "满分10分，自评10分，核定8.5分，等次为不合格。自评可信度为85.00%。",
      "一票否决事项未达标：2.教师待遇。",
      "2.教师待遇（未达标，核定3.5分，满分5分）",
      "扣0.5分：统计口径与上年不一致。",
      "其余1条审核结论为达标。",
      "请对附件所列1个问题逐个明确",
      "2022年12月1日",
    ])
      expect(text).toContain(said);
    expect(text).not.toContain("。。");
  });

  it("carries the hash of the conclusion, and says of a preview that it is one", () => {
    expect(composeOpinion(sampleConclusion(), issue).stamp).toBe("ab".repeat(6));
    const preview = composeOpinion(sampleConclusion(), { ...issue, hash: null });
    expect(preview.stamp).toBeUndefined();
    expect(documentText(preview).join("")).toContain("本稿为预览，尚未定稿");
    expect(textOf()).not.toContain("预览");
  });

  it("numbers its chapters without gaps, whatever there is to say", () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), (quiet, clean) => {
        const whole = sampleConclusion();
        const outline = outlineOf(
          composeOpinion(
            {
              ...whole,
              problems: clean ? [] : whole.problems,
              items: quiet ? [] : whole.items,
              ledger: quiet ? { ...whole.ledger, rows: [] } : whole.ledger,
            },
            issue,
          ),
        );
        const chapters = outline.filter(({ id }) => id.startsWith("chapter-")).map(({ text }) => text.slice(0, 1));
        expect(chapters).toEqual(["一", "二", "三"].slice(0, chapters.length));
        expect(outline.filter(({ id }) => id.startsWith("annex-"))).toHaveLength((quiet ? 0 : 1) + (clean ? 0 : 1));
        expect(new Set(outline.map(({ id }) => id)).size).toBe(outline.length);
      }),
    );
  });

  it("loses no word that an inspector wrote", () => {
    const words = fc.stringMatching(/^[一-鿿]{1,30}$/);
    fc.assert(
      fc.property(fc.array(words, { maxLength: 4 }), words, words, (opinions, reason, problem) => {
        const whole = sampleConclusion();
        const [first, ...others] = whole.items;
        const text = textOf({
          items: first ? [{ ...first, opinions }, ...others] : [],
          ledger: {
            ...whole.ledger,
            rows: whole.ledger.rows.map((each) => ({ ...each, deductions: [{ points: "1", reason }] })),
          },
          problems: [{ number: 1, itemKey: "教育投入", item: "1.教育投入", text: problem }],
        });
        for (const said of [...opinions, reason, problem]) expect(text).toContain(said);
      }),
    );
  });
});

describe("the workbook of a conclusion", () => {
  it("has the ledger, the sections, every deduction and the problems, figures as figures", () => {
    const [ledger, sections, deductions, problems] = conclusionSheets(sampleConclusion());
    expect(ledger?.rows[1]?.slice(3, 8)).toEqual([
      { decimal: "5" },
      { decimal: "5" },
      { decimal: "3.5" },
      { decimal: "-1.5" },
      "未达标",
    ]);
    expect(sections?.rows.at(-1)?.slice(0, 5)).toEqual([
      "合计",
      { decimal: "10" },
      { decimal: "10" },
      { decimal: "8.5" },
      { decimal: "-1.5" },
    ]);
    expect(deductions?.rows).toHaveLength(2);
    expect(problems?.rows).toHaveLength(1);
  });
});
