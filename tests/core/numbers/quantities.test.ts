import { describe, expect, it } from "vitest";
import { checkNumbers } from "#core/numbers/check-numbers.ts";
import { quantitiesIn } from "#core/numbers/quantities.ts";
import { indicators } from "#tests/core/numbers/read-indicators.ts";
import { amount, displayed } from "#tests/core/numbers/statements.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const figures = (text: string): string[] =>
  quantitiesIn(text)
    .filter(({ kind }) => kind !== "date" && kind !== "period" && kind !== "label")
    .map(
      ({ kind, bound, value, upper, unit }) =>
        `${bound === "=" ? "" : bound}${value}${upper === undefined ? "" : `${kind === "range" ? "–" : kind === "fraction" ? "/" : ":"}${upper}`}${unit}`,
    );

const named = (text: string, kind: string): string[] =>
  quantitiesIn(text)
    .filter((each) => each.kind === kind)
    .map(({ start, end }) => text.slice(start, end));

describe("quantities in prose", () => {
  it.each<[string, string[]]>([
    ["支出25.46亿元", ["25.46亿元"]],
    ["支出１２．５万元", ["12.5万元"]],
    ["共1,234.50万元", ["1234.50万元"]],
    ["占5.77％，提高1.2个百分点", ["5.77%", "1.2百分点"]],
    ["30余次，近3万名，约2000人", [">30次", "<3万名", "~2000人"]],
    ["7.8万余人次，50多所，100名左右", [">7.8万人次", ">50所", "~100名"]],
    ["98.8%以上，不足50人，超过0.5", [">=98.8%", "<50人", ">0.5"]],
    ["不低于95%，不超过3个月，至少2小时", [">=95%", "<=3个月", ">=2小时"]],
    ["3—5所，3至5所，30%—40%", ["3–5所", "3–5所", "30–40%"]],
    ["由3所至5所", ["3所", "5所"]],
    ["三分之二，百分之五点二，两个，十二所", ["2/3", "5.2%", "2个", "12所"]],
    ["师生比1:15", ["1:15"]],
    ["每生1635元/生·年", ["1635元/生·年"]],
    ["面积72.32万平方米", ["72.32万平方米"]],
    ["3千人参加，收到5百余件", ["3000人", ">500件"]],
    ["开设2多媒体教室", ["2"]],
    ["附近3所学校，最近3年", ["3所", "3年"]],
  ])("%s", (text, expected) => {
    expect(figures(text)).toEqual(expected);
  });

  it.each<[string, string, string[]]>([
    ["2021年10月31日止", "date", ["2021年10月31日"]],
    ["2022年1—10月", "period", ["2022年1—10月"]],
    ["2020—2021学年，2021学年", "period", ["2020—2021学年", "2021学年"]],
    ["截至10月，上半年", "period", ["10月", "上半年"]],
    ["某教发〔2022〕4号，第12条", "label", ["2022", "4", "12"]],
    ["1.提高质量", "label", ["1."]],
    ["索引号11500112450511511J", "label", ["11500112450511511"]],
    ["“12530”机制，1+X证书，12G带宽", "label", ["12530", "1", "12"]],
  ])("%s holds a %s", (text, kind, expected) => {
    expect(named(text, kind)).toEqual(expected);
  });

  it("keeps the digits and the unit of every displayed amount, wherever it stands", () => {
    holds([amount], ({ value, scale, places }) => {
      const { text } = displayed(value, scale, places);
      const [quantity] = quantitiesIn(`安排资金${text}，用于建设。`);
      expect(`${quantity?.value}${quantity?.unit}`).toBe(text);
    });
  });
});

describe("hostile text", () => {
  const N = 100_000;
  it.each<[string, string]>([
    ["digits", "7".repeat(N)],
    ["numerals", "三".repeat(N)],
    ["points", "1.".repeat(N / 2)],
    ["thousands", "1,234".repeat(N / 5)],
    ["parentheses", "(".repeat(N / 2) + "5所".repeat(10) + ")".repeat(N / 2)],
    ["movements", "比上年增长增长".repeat(N / 7)],
    ["figures", "小学5所、".repeat(N / 20)],
    ["dates", "2021年1月至".repeat(N / 8)],
    ["parts", "其中其中其中".repeat(N / 6)],
    ["names", "公办园在园幼儿占比、".repeat(N / 10)],
    ["removals", "全面消除".repeat(N / 4)],
    ["titles", "《".repeat(N)],
  ])("%s are read within seconds", { timeout: 10_000 }, (_, text) => {
    expect(() => checkNumbers({ paragraphs: [{ text }], year: 2022, indicators })).not.toThrow();
  });
});
