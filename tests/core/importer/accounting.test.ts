import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ImportInput, importReport } from "#core/importer/import-report.ts";
import { holds } from "#tests/fixtures/core-property.ts";
import { readIndicators, readTemplate } from "#tests/templates/read-content.ts";

const template = readTemplate();
const indicators = readIndicators();
const read = (source: string, more: Partial<ImportInput> = {}) =>
  importReport({ source, template, indicators, ...more });

/** Pieces of which reports, pages and accidents are made. */
const PIECES = [
  ..."一二三十、（）().。，：；《》〔〕“”|[]•- \t\n\r\u3000x%".split(""),
  ...[
    "一、",
    "（一）",
    "1.",
    "2、",
    "一是",
    "二是",
    "存在的问题",
    "下一步打算",
    "自查情况",
    "2021年",
    "万元",
    "号",
    "\r\n",
    "\u2028",
  ],
  ...[
    "[ 索引号 ]",
    "[ 发布日期 ]",
    "2022-11-08",
    "您当前的位置:首页",
    "扫一扫在手机打开当前页",
    "附件：1.名单",
    "區(qū)",
    "\u200b",
    "𠮷",
    "\ud800",
  ],
  ...[
    "教育经费投入25.46亿元，比上年增长5.77%。",
    "印发《关于加强管理的通知》（某府发〔20213号）。",
    "某区人民政府",
    "市政府教育督导室：",
  ],
];

const text = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: "grapheme", maxLength: 8 })), { maxLength: 120 })
  .map((pieces) => pieces.join(""));

describe("every character of a source", () => {
  it("is in exactly one piece, whatever the text", () => {
    holds(
      [text],
      (source) => {
        const { segments } = read(source);
        expect(segments.map(({ start, end }) => source.slice(start, end)).join("")).toBe(source);
        for (const [index, { start }] of segments.entries()) expect(start).toBe(segments[index - 1]?.end ?? 0);
      },
      150,
    );
  });

  it("that is unplaced is shown, unless it is blank", () => {
    holds(
      [text],
      (source) => {
        const { segments, unplaced } = read(source);
        const left = segments
          .filter(({ kind }) => kind === "unplaced")
          .map(({ start, end }) => source.slice(start, end).trim());
        expect(unplaced.map((each) => each.text)).toEqual(left.filter((each) => each !== ""));
      },
      60,
    );
  });

  it("keeps every figure inside its sentence and its item", () => {
    const source =
      "一、自查情况\n（一）落实教育优先发展\n1.不断加大教育预算安排。2023年，全区地方教育经费总投入40.12亿元，比上年增加2.10亿元。";
    const [item] = read(source).items;
    const [value] = item?.values ?? [];
    expect(source.slice(value?.start, value?.end)).toBe("40.12亿元");
    expect(source.slice(value?.sentenceStart, value?.sentenceEnd)).toContain("地方教育经费总投入");
    expect(value?.value).toEqual({ now: "40.12", prior: "38.02" });
    expect(value?.priorComputed).toBe(true);
  });

  it("stays where it is when sounds are taken out and characters are simplified", () => {
    const source = "一、發(fā)展基礎(chǔ)\n教育經(jīng)費投入持續(xù)增長。";
    const { outline, segments } = read(source, {
      simplify: (each) => each.replaceAll("發", "发").replaceAll("礎", "础"),
    });
    expect(outline[0]?.heading).toBe("发展基础");
    expect(segments.map(({ start, end }) => source.slice(start, end)).join("")).toBe(source);
  });
});
