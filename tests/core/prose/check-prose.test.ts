import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkProse } from "#core/prose/check-prose.ts";
import { holds } from "#tests/fixtures/core-property.ts";
import { planted, soundParagraph, soundText } from "./sound-prose.ts";

const said = (...texts: string[]) => checkProse(texts.map((text) => ({ text }))).map(({ code }) => code);

describe("checking prose", () => {
  it("says nothing about sound prose", () => {
    holds([soundText], (text) => {
      expect(checkProse(text)).toEqual([]);
    });
  });

  it("finds a planted fault and quotes the words around it", () => {
    const fault = fc.oneof(...Object.values(planted));
    holds([soundParagraph, fault], (before, { damaged }) => {
      const text = before + damaged;
      const found = checkProse([{ text, item: "5" }]);
      expect(found.length).toBeGreaterThan(0);
      for (const { quote, start, end, item, message } of found) {
        expect(text.slice(start, end)).toBe(quote);
        expect(item).toBe("5");
        expect(message).toContain(quote);
      }
    });
  });

  it("proposes the quote as it should read, and what exactly is put where", () => {
    const [found] = checkProse([{ text: "出台《方案》（渝府办〔202141号），抓好落实。" }]);
    expect(found).toMatchObject({
      code: "text.document-number",
      severity: "error",
      suggestion: "出台《方案》（渝府办〔2021〕41号）",
      repair: { start: 10, end: 18, original: "〔202141号", replacement: "〔2021〕41号" },
    });
  });

  it("sees that a run-in heading lost its full stop where its siblings have theirs", () => {
    const sound =
      "1.健全经费保障机制。全区坚持教育优先发展，新增财力向教育倾斜，各学段经费稳步增长，年度预算执行到位，绩效评价全面开展，资金使用更加规范。";
    const damaged = (heading: string, body: string) =>
      `2.${heading}${body}，各部门协同配合，形成工作合力，年度任务全部完成，群众满意度持续提高，典型经验在全市交流推广，取得良好成效。`;
    expect(said(sound, damaged("加强教师队伍建设", "2022年，全区招聘教师100名"))).toEqual(["text.heading-stop"]);
    expect(said(sound, damaged("学前教育发展有待加强", "我区公办园数量不足"))).toEqual(["text.heading-stop"]);
    expect(said(sound, damaged("补齐优质均衡短板", "继续做好布局调整"))).toEqual(["text.heading-stop"]);
    // a paragraph that is only numbered has no heading to close
    expect(said(damaged("补齐优质均衡短板", "继续做好布局调整"))).toEqual([]);
  });

  it("misses the full stop at the end of a paragraph, not at the end of a heading or a line of a list", () => {
    const body = "全区坚持教育优先发展。各项任务全面完成";
    expect(said(body)).toEqual(["text.end-stop"]);
    expect(said(`${body}。`, "一、主要做法和成效", "（一）加强领导，健全机制", "联系电话：67890000")).toEqual([]);
    expect(said("一是加强领导，健全工作机制；二是加大投入，保障经费；")).toEqual([]);
  });

  it("says once that a whole text has half-width marks, and each time that one slipped in", () => {
    const narrow = ["全区坚持优先发展,落实责任;完善机制:形成合力。", "各校坚持立德树人,成效明显。"];
    expect(said(...narrow)).toEqual(["text.half-width-throughout"]);
    expect(said("全区坚持优先发展，落实责任；完善机制，形成合力。", "各校坚持立德树人,成效明显。")).toEqual([
      "text.half-width",
    ]);
  });

  it("names what nobody filled in once for each paragraph", () => {
    const [found, ...others] = checkProse([{ text: "20xx年，全县教育支出xx.xx亿元，增长x.x%。" }]);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ code: "text.placeholder", severity: "error" });
    expect(found?.message).toContain("本段共3处");
  });

  it("sees a number that was left out, and a paragraph that stands there twice", () => {
    expect(
      said("一、成效", "（一）领导", "1.机制", "2.责任", "（二）投入", "3.预算", "二、问题", "（一）学位"),
    ).toEqual([]);
    expect(said("一、成效", "（一）领导", "（三）投入")).toEqual(["text.numbering"]);
    expect(said("一、成效", "一、问题", "三、打算")).toEqual(["text.numbering"]);
    const paragraph =
      "全区坚持教育优先发展，落实各级责任，完善工作机制，各项任务按期完成，取得了较好成效，群众满意度稳步提高。";
    expect(said(paragraph, "其他工作有序推进。", paragraph)).toEqual(["text.repeated-paragraph"]);
  });

  it.each([
    ["2021以来，全区重视教育。", "text.lost-year"],
    ["截至10月31止，任务全部完成。", "text.lost-date"],
    ["近视率比上年降低0.7百分点。", "text.lost-unit"],
    ["学前教育普惠率达到91.2，位居前列。", "text.lost-unit"],
    ["估算总投资38.59亿，已到位一半。", "text.lost-unit"],
    ["全区坚持教育优先发展，落实各级责任，完 善工作机制，各项任务按期完成。", "text.stray-space"],
    ["破解”唯分数论”的难题。", "text.unpaired-mark"],
    ["成效显著”，群众满意。", "text.unpaired-mark"],
    ["出台《关于加强管理的通知，抓好落实。", "text.unpaired-mark"],
    ["依据《关于印发实施方案的》开展工作。", "text.lost-title-end"],
    ["2021学年，资助学生300名。", "text.school-year"],
    ["已完成年度任务，，正在验收。", "text.doubled-punctuation"],
    ["各项任务已布署到位。", "text.wrong-word"],
  ])("finds the fault in %s", (text, code) => {
    expect(said(text)).toEqual([code]);
  });
});
