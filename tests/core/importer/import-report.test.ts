import { describe, expect, it } from "vitest";
import { importReport } from "#core/importer/import-report.ts";
import { readIndicators, readTemplate } from "#tests/templates/read-content.ts";

const template = readTemplate();
const indicators = readIndicators();
const read = (source: string) => importReport({ source, template, indicators });

const REPORT = `您当前的位置：首页 > 政务公开 > 教育督导
[ 索引号 ] | 11500226009341047W/2023-00021 | [ 发文字号 ] | 云岭府函﹝2023﹞12号 |
[ 成文日期 ] | 2023-11-02 | [ 发布日期 ] | 2023-11-06 |

云岭区人民政府
关于2023年履行教育职责自查自评情况的报告

市政府教育督导室：

按照市里2023年对区县人民政府履行教育职责评价的要求，我区认真开展自查自评，现将有关情况报告如下：

一、履职情况

（一）落实教育优先发展

1.严格落实教育经费“两个只增不减”。2022年，中小学幼儿园一般公共预算教育支出达18.30亿元，比2021年的17.52亿元增长0.78亿元，增幅4.45%。

2.不断加大教育预算安排。2022年全区地方教育经费总投入为26.4亿元，较上年增加1.2亿元；其中国家财政性教育投入22.05亿元。

（二）加强教师队伍建设

3.严格落实义务教育教师工资待遇。义务教育教师年人均工资收入126800元，公务员年人均工资收入为118450元。出台了《云岭区教师待遇保障办法》（云岭府办发〔2022〕19号）。

4.不断减轻中小学教师负担。学校检查评比事项减少52.5%，统计调研事项减少近四成。

（三）保障和促进教育公平

5.不断完善普惠性学前教育和特殊教育保障机制。学前教育普惠率、公办园在园幼儿占比分别为91.2%、54.6%，落实困难残疾学生各类资助资金86.5万元，惠及残疾学生640人次。

6.着力打造云岭智慧研学品牌。建成研学线路12条。

二、存在问题

一是城区学位供给不足。人口流入较快，部分学校班额偏大。
二是乡村教师结构性缺员。音体美教师配备不足。

三、下步工作打算

我区将坚持问题导向。

（一）扩大学位供给。新建学校4所。
（二）配齐乡村教师。公开招聘教师120名。

云岭区人民政府
2023年11月2日

扫一扫在手机打开当前页
`;

const result = read(REPORT);
const readOf = (field: string) =>
  result.items.flatMap(({ values }) => values).find((each) => each.field === field)?.value;

describe("a published report", () => {
  it("gives its frame", () => {
    expect(result.meta).toMatchObject({
      title: "云岭区人民政府关于2023年履行教育职责自查自评情况的报告",
      year: 2023,
      district: "云岭区",
      addressee: "市政府教育督导室",
      signatory: "云岭区人民政府",
      date: "2023-11-02",
      disclosure: { 索引号: "11500226009341047W/2023-00021", 成文日期: "2023-11-02", 发布日期: "2023-11-06" },
    });
    expect(result.opening?.text).toMatch(/^按照市里2023年/);
    expect(result.furniture.map(({ text }) => text)).toEqual(
      expect.arrayContaining([expect.stringContaining("您当前的位置"), "扫一扫在手机打开当前页"]),
    );
  });

  it("finds its items under other numbers", () => {
    expect(result.items.slice(0, 5).map(({ number, item, ask }) => [number, item, ask])).toEqual([
      [1, "two-only-increase", false],
      [2, "budget-increase", false],
      [3, "compulsory-teacher-pay", false],
      [4, "teacher-burden", false],
      [5, "preschool-special", false],
    ]);
    expect(result.items[2]?.text).toMatch(/^义务教育教师年人均工资收入/);
  });

  it("asks where it is not sure, and never places what is like nothing with confidence", () => {
    const strange = result.items.find(({ number }) => number === 6);
    expect(strange === undefined || strange.ask).toBe(true);
  });

  it("reads figures into fields, with unit, prior value and hedge", () => {
    expect(readOf("一般公共预算教育支出")).toEqual({ now: "18.30", prior: "17.52" });
    expect(readOf("地方教育经费总投入")).toEqual({ now: "26.4", prior: "25.2" });
    expect(readOf("国家财政性教育投入")).toEqual({ now: "22.05" });
    expect(readOf("义务教育教师年人均工资")).toEqual({ now: "126800" });
    expect(readOf("公务员年人均工资")).toEqual({ now: "118450" });
    expect(readOf("检查评比事项减少比例")).toEqual({ now: "52.5" });
    expect(readOf("学前教育普惠率")).toEqual({ now: "91.2" });
    expect(readOf("公办园在园幼儿占比")).toEqual({ now: "54.6" });
    expect(readOf("残疾学生资助资金")).toEqual({ now: "86.5" });
    expect(readOf("残疾学生受助人次")).toEqual({ now: "640" });
  });

  it("lists the documents that an item cites where the item asks for documents", () => {
    const source =
      "一、情况\n（一）落实教育优先发展\n1.坚持教育规划、教育资源配置优先。印发《云岭区学校布点规划》《学校建设项目管理办法》（云岭府办〔202236号），参考《教育的历程》。";
    expect(
      read(source).items[0]?.documents.map(({ document, repaired }) => [document.title, document.number, repaired]),
    ).toEqual([
      ["云岭区学校布点规划", "", false],
      ["学校建设项目管理办法", "云岭府办〔2022〕36号", true],
    ]);
  });

  it("recognises problems and next steps by their sense, with their entries", () => {
    expect(result.problems.map(({ heading, text }) => [heading, text])).toEqual([
      ["城区学位供给不足", "人口流入较快，部分学校班额偏大。"],
      ["乡村教师结构性缺员", "音体美教师配备不足。"],
    ]);
    expect(result.nextSteps.map(({ heading }) => heading)).toEqual(["扩大学位供给", "配齐乡村教师"]);
    expect(result.chapters.map(({ item, text }) => [item, text])).toEqual([
      ["problems", ""],
      ["next-steps", "我区将坚持问题导向。"],
    ]);
  });

  it("keeps the brackets of a document number as a repair and not as a change", () => {
    expect(result.repairs).toContainEqual(
      expect.objectContaining({ original: "﹝2023﹞12号", replacement: "〔2023〕12号" }),
    );
  });
});

describe("other shapes", () => {
  it("takes the year of the round that the report answers", () => {
    const title = "云岭区人民政府关于2023年履行教育职责情况的公示";
    expect(
      read(`${title}\n按照《2024年对区县人民政府履行教育职责评价方案》要求，公示如下：\n一、情况\n1.甲乙丙丁`).meta
        .year,
    ).toBe(2024);
    expect(read(`云岭区2022年履行教育职责自评报告\n一、情况\n1.甲乙丙丁`).meta.year).toBe(2022);
  });

  it("takes the report out of the notice around it", () => {
    const { meta, opening } = read(
      `关于云岭区履行教育职责自评结果的公示\n现将自评结果公示，期限为5月7日至5月11日。\n公示电话：023-12345678\n云岭区人民政府办公室\n2024年5月7日\n云岭区人民政府2024年度履行教育职责\n自查自评报告\n我区认真自评，报告如下。\n一、情况\n（一）工作\n1.健全机制。定期研究。`,
    );
    expect(meta).toMatchObject({
      title: "云岭区人民政府2024年度履行教育职责自查自评报告",
      otherTitles: ["关于云岭区履行教育职责自评结果的公示"],
      signatory: "云岭区人民政府办公室",
      disclosure: { 公示电话: "023-12345678" },
    });
    expect(opening?.text).toBe("我区认真自评，报告如下。");
  });

  it("matches a text without any heading by its content", () => {
    const { items } = read("全年开展儿童青少年近视筛查，近视筛查学生数达5.2万名，创建市级近视防控特色学校6所。");
    expect(items.map(({ item }) => item)).toEqual(["myopia"]);
  });

  it("puts problems that stand within the work under problems", () => {
    const { problems, nextSteps } = read(
      "一、工作情况\n（一）甲工作。做法得当。\n（二）存在的困难\n1.经费不足。\n2.人手紧张。\n二、今后努力方向\n1.增加投入。",
    );
    expect(problems.map(({ heading }) => heading)).toEqual(["经费不足", "人手紧张"]);
    expect(nextSteps.map(({ heading }) => heading)).toEqual(["增加投入"]);
  });

  it("leaves annexes and page furniture out of the last chapter, and keeps them", () => {
    const { nextSteps, unplaced, furniture } = read(
      "一、情况\n1.甲乙丙丁。\n二、下一步打算\n（一）增加投入。足额安排。\n语音播报\n（二）配齐教师。公开招聘。\n附件1\n指标 | 数值\n扫一扫在手机打开当前页",
    );
    expect(nextSteps.map(({ heading, text }) => [heading, text])).toEqual([
      ["增加投入", "足额安排。"],
      ["配齐教师", "公开招聘。"],
    ]);
    expect(unplaced.map(({ text }) => text)).toContain("附件1\n指标 | 数值");
    expect(furniture.map(({ text }) => text)).toEqual(["语音播报", "扫一扫在手机打开当前页"]);
  });

  it("is empty for an empty source", () => {
    expect(read("")).toMatchObject({ items: [], segments: [], unplaced: [] });
  });
});
