import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readThrough, repairs } from "#core/prose/repair.ts";
import { hostileText } from "#tests/fixtures/core-arbitraries.ts";
import { holds } from "#tests/fixtures/core-property.ts";
import { planted, soundParagraph } from "./sound-prose.ts";

const digits = (text: string): string => text.replace(/\D/g, "");
const all = (text: string): string =>
  repairs(text).reduceRight(
    (whole, { start, end, replacement }) => whole.slice(0, start) + replacement + whole.slice(end),
    text,
  );

describe("a repair", () => {
  it.each([
    ["《方案》（渝府办〔202141号）", "《方案》（渝府办〔2021〕41号）"],
    ["《方案》（渝教发〔20224号）", "《方案》（渝教发〔2022〕4号）"],
    ["根据国教督办（2018）2号文件", "根据国教督办〔2018〕2号文件"],
    ["自20219月以来", "自2021年9月以来"],
    ["到20221031日止", "到2022年10月31日止"],
    ["落实了20212022两年经费", "落实了2021、2022两年经费"],
    ["共安排28886万元，其中20217217万元，202221669万元。", "共安排28886万元，其中2021年7217万元，2022年21669万元。"],
    ["生均标准为小学1635/.年", "生均标准为小学1635元/生·年"],
    ["分别达到87%33.23%。", "分别达到87%、33.23%。"],
    ["系数分别为0.500.45。", "系数分别为0.50、0.45。"],
    ["支出增长8.59%2022年，继续增加。", "支出增长8.59%。2022年，继续增加。"],
    ["截止10月，已拨付80%。", "截至10月，已拨付80%。"],
    ["健全“5080安全教育机制，", "健全“5080”安全教育机制，"],
    ["印发《资助办法》2021年资助明白卡》等文件。", "印发《资助办法》《2021年资助明白卡》等文件。"],
    ["涉及公安、卫健等14成员单位。", "涉及公安、卫健等14个成员单位。"],
    ["每年开展1综合督导，", "每年开展1次综合督导，"],
    ["投入3000万元区教委设立了专班。", "投入3000万元。区教委设立了专班。"],
    ["共计约2000余万元。", "共计2000余万元。"],
    ["到59余所学校调研。", "到59所学校调研。"],
    ["“消防预案”等了各类预案。", "“消防预案”等各类预案。"],
    ["重分发挥作用，圆满完成。", "充分发挥作用，圆满完成。"],
    ["已投入5亿元; 另有2所在建。", "已投入5亿元；另有2所在建。"],
    ["检查减少了53%社会事务减少了40%确保教师潜心教书。", "检查减少了53%，社会事务减少了40%，确保教师潜心教书。"],
  ])("of %s reads %s", (damaged, whole) => {
    expect(all(damaged)).toBe(whole);
  });

  it("shows both readings of a year that ran into an amount, and says what confirms it", () => {
    const [first] = repairs("共500万元，其中2021200万元，2022300万元。");
    expect(first).toMatchObject({ certainty: "high", readings: ["2021年200万元", "2021200万元"] });
    const [alone] = repairs("安排20217217万元。");
    expect(alone).toMatchObject({ certainty: "medium", readings: ["2021年7217万元", "20217217万元"] });
  });

  it("shows both readings of a date that can be split in two ways", () => {
    const [date] = repairs("截至2022111日，");
    expect(date).toMatchObject({ certainty: "medium", readings: ["2022年1月11日", "2022年11月1日"] });
  });

  it("does not invent 机关代字", () => {
    expect(repairs("《通知》（〔202297号）")).toMatchObject([
      { kind: "document-number-sign", replacement: "〔2022〕97号" },
    ]);
  });

  it.each([
    "（渝府教督发〔2022〕5号）",
    "教育部等13部门联合印发通知",
    "第38项、第2条",
    "版本2.0.1已发布，日期为2022.10.31",
    "报名截止日期为9月1日，截止时间为17时",
    "各类学校（其中幼儿园6所）共30所",
    "560万余人次、1500余名、14余万名",
    "学籍资料100%归入平台",
    "按0.5%计提，占10%以上，下降5%左右",
    "5G校园、1对1帮扶、1+X证书",
    "以培养人才为目的的活动，为了了解情况",
    "电话023-67175678，编号20231号",
    "2022学校安全年活动",
    "自己经过努力",
  ])("is not proposed for %s", (sound) => {
    expect(repairs(sound)).toEqual([]);
  });

  it("never loses or changes a digit", () => {
    const damaged = fc.oneof(hostileText, ...Object.values(planted).map((each) => each.map((fault) => fault.damaged)));
    holds([fc.array(damaged, { maxLength: 6 }).map((parts) => parts.join(""))], (text) => {
      for (const { original, replacement } of repairs(text)) expect(digits(replacement)).toBe(digits(original));
      expect(digits(readThrough(text).text)).toBe(digits(text));
    });
  });

  it("lies in the text, in order, and quotes it", () => {
    holds([hostileText], (text) => {
      let end = 0;
      for (const repair of repairs(text)) {
        expect(repair.start).toBeGreaterThanOrEqual(end);
        expect(text.slice(repair.start, repair.end)).toBe(repair.original);
        end = repair.end;
      }
    });
  });

  it.each(Object.entries(planted))("is found for %s in sound prose", (_, fault) => {
    holds([soundParagraph, fault, soundParagraph], (before, { damaged, whole }, after) => {
      expect(all(before + damaged + after)).toBe(before + whole + after);
    });
  });
});

describe("reading through", () => {
  it("gives sound text back as it is", () => {
    holds([soundParagraph], (text) => {
      const read = readThrough(text);
      expect(read.text).toBe(text);
      expect(read.at(text.length)).toBe(text.length);
    });
  });

  it("maps every position back without going backwards, and digits to themselves", () => {
    const damaged = fc.oneof(...Object.values(planted).map((each) => each.map((fault) => fault.damaged)));
    holds([fc.array(damaged, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(""))], (text) => {
      const read = readThrough(text);
      let before = 0;
      for (let position = 0; position <= read.text.length; position++) {
        const at = read.at(position);
        expect(at).toBeGreaterThanOrEqual(before);
        if (/\d/.test(read.text.charAt(position))) expect(text.charAt(at)).toBe(read.text.charAt(position));
        before = at;
      }
      expect(read.at(read.text.length)).toBe(text.length);
    });
  });
});

describe("hostile text", () => {
  const long = 100_000;
  it.each([
    ["digits", "2021".repeat(long / 4)],
    ["percent signs", "9%".repeat(long / 2)],
    ["points", "0.5".repeat(long / 3)],
    ["opening marks", "《".repeat(long)],
    ["opening quotation marks", "“12".repeat(long / 3)],
    ["closing marks", "》”）".repeat(long / 3)],
    ["marks of two kinds", "“".repeat(long / 2) + "》".repeat(long / 2)],
    ["one word", "全面加强落实机制".repeat(long / 8)],
    ["one character", "的".repeat(long)],
    ["commas", "，".repeat(long)],
    ["placeholders", "x×.".repeat(long / 3)],
    ["blanks", "中; ".repeat(long / 3)],
    ["years", "〔2021".repeat(long / 5)],
    ["names", "学生王一、李二、".repeat(long / 8)],
    ["clauses", "坚持不断加强机制切实守牢阵地".repeat(long / 14)],
  ])("of 100,000 characters of %s ends within the runner's patience, with its digits", (_, text) => {
    const changed = repairs(text).filter(
      ({ start, end, replacement }) => digits(replacement) !== digits(text.slice(start, end)),
    );
    expect(changed).toEqual([]);
  });
});
