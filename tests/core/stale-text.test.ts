import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { slogansIn } from "#core/reuse/slogans.ts";
import { staleRemarks } from "#core/reuse/stale-text.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const taken = { year: 2022, into: 2023 };
const remarks = (text: string, was = text) => staleRemarks(text, { ...taken, was });
const kinds = (text: string, was?: string) => remarks(text, was).map((each) => `${each.kind} ${each.text}`);
const repaired = (text: string, was?: string): string =>
  remarks(text, was)
    .filter((each) => each.replacement !== undefined)
    .sort((a, b) => b.start - a.start)
    .reduce((done, { start, end, replacement }) => done.slice(0, start) + replacement + done.slice(end), text);

describe("stale text", () => {
  it.each([
    ["2021年以来，我区常态化研究教育工作。", "year 2021"],
    ["截至2022年10月，学位供给充足有余。", "year 2022"],
    ["2021—2022年，建成学校一批。", "range 2021—2022年"],
    ["2021至2022学年，资助政策全面落实。", "range 2021至2022学年"],
    ["2021、2022两年投入稳步增长到位。", "range 2021、2022两年"],
    ["支出比2020年有较大幅度增长。", "year 2020"],
    ["二〇二二年全区教育大会成功召开。", "year 二〇二二"],
    ["印发《工作方案》（渝某府发〔2022〕8号）。", "document 渝某府发〔2022〕8号"],
    ["依据某教发〔20218号文件开展清理工作。", "document 某教发〔20218号"],
    ["今年以来，安全形势总体平稳向好。", "relative 今年以来"],
    ["上半年完成排查，去年遗留问题清零。", "relative 上半年"],
    ["扎实开展庆祝建党一百周年系列活动。", "slogan 庆祝建党一百周年"],
    ["以优异成绩喜迎党的二十大胜利召开。", "slogan 喜迎党的二十大"],
    ["“十四五”开局之年各项工作有序推进。", "slogan “十四五”开局"],
  ])("is seen in %s", (text, found) => {
    expect(kinds(text)).toContain(found);
  });

  it.each([
    ["《规划（2021—2025年）》稳步实施到位。", "a plan that goes on"],
    ["国办发〔2018〕82号文件得到全面贯彻。", "a document from before"],
    ["学校始建于1953年并延续至今日风貌。", "history"],
    ["比{{支出2021年}}有所增长并逐步提高。", "quoted data"],
    ["全面贯彻党的二十大精神并落细落实。", "a congress whose spirit lasts"],
    ["新建学校2021所学位达到要求标准。", "a figure that looks like a year"],
  ])("is not seen in %s (%s)", (text) => {
    expect(kinds(text).filter((each) => !/^(paragraph|figures) /.test(each))).toEqual([]);
  });

  it("is gone where somebody has changed it, also in an otherwise old sentence and wherever that stands now", () => {
    const was = "2021年以来，专题研究教育工作30余次。\n比2020年的水平增长，2021年任务完成。";
    const text = "比2021年的水平增长，2022年任务完成。\n2022年以来，专题研究教育工作41次。";
    expect(kinds(text, was)).toEqual([]);
    expect(kinds("2022年以来，专题研究教育工作30余次。", was).map((each) => each.split(" ")[0])).toEqual(["figures"]);
  });

  it("names untouched paragraphs and figures", () => {
    const was = "全区建成学校18所，新增学位42150个，满足需要。\n另一段文字写得很不一样。";
    expect(kinds(was)).toEqual([`paragraph ${was.split("\n")[0]}`, `figures ${was.split("\n")[0]}`]);
    expect(remarks(was)[0]?.message).toContain("第1、2段");
    expect(remarks(was)[1]?.message).toContain("“18所”“42150个”");
    expect(kinds(was.replace("18所", "21所").replace("另一段", "这一段"), was).map((each) => each.slice(0, 7))).toEqual(
      ["figures"],
    );
  });

  it("offers to shift a year only where it names the period and no typed figure goes with it", () => {
    expect(repaired("2021年以来，党的领导全面加强。")).toBe("2022年以来，党的领导全面加强。");
    expect(repaired("2021—2022年期间，机制更加健全。")).toBe("2022—2023年期间，机制更加健全。");
    expect(repaired("截至2021年底，支出{{支出}}。")).toBe("截至2022年底，支出{{支出}}。");
    expect(repaired("2021年，支出{{支出}}，比2020年的{{支出.上年}}增长。")).toBe(
      "2022年，支出{{支出}}，比2021年的{{支出.上年}}增长。",
    );
    expect(repaired("二〇二一年以来，机制更加健全。")).toBe("二〇二二年以来，机制更加健全。");
    for (const text of [
      "2021年以来，专题研究30余次。",
      "2021年9月，印发《某区实施方案》。",
      "印发《2021年度工作要点》。",
      "某小学于2021年建成投用。",
      "2021年，建成学校{{建成学校数}}。",
      "支出25.46亿元，比2020年的24.07亿元增长。",
    ])
      expect(repaired(text), text).toBe(text);
  });

  it("shifts by as many years as lie between the two reports", () => {
    const text = "2021年以来，党的领导全面加强。";
    expect(staleRemarks(text, { was: text, year: 2022, into: 2024 })[0]?.replacement).toBe("2023");
  });

  it("places every remark where its words stand, whatever the text", () => {
    const piece = fc.constantFrom(
      "2021年",
      "以来",
      "〔2022〕3号",
      "，",
      "。",
      "\n",
      "30所",
      "今年以来",
      "—",
      "2022",
      "{{甲}}",
      "喜迎二十大",
      "某",
    );
    const text = fc.array(piece, { maxLength: 25 }).map((all) => all.join(""));
    holds([text, text], (now, was) => {
      for (const each of remarks(now, was)) {
        expect(each.start).toBeGreaterThanOrEqual(0);
        expect(each.end).toBeLessThanOrEqual(now.length);
        if (each.kind !== "figures") expect(now.slice(each.start, each.end)).toBe(each.text);
      }
    });
  });
});

describe("slogans", () => {
  it.each([
    ["庆祝中国共产党成立100周年", 2021],
    ["庆祝建党一百零一周年", 2022],
    ["庆祝新中国成立七十五周年", 2024],
    ["纪念改革开放40周年", 2018],
    ["迎接党的二十一大", 2027],
    ["“十五五”开局", 2026],
    ["十四五收官", 2025],
    ["党纪学习教育", 2024],
  ])("%s belongs to %i", (text, year) => {
    expect(slogansIn(text)[0]).toMatchObject({ text, year });
  });
});
