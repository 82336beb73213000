import { composeReport } from "#core/document/compose.ts";
import type { Block, ReportDocument } from "#core/document/model.ts";
import { checkSubmission } from "#core/rule/check.ts";
import { sampleContent } from "#tests/templates/read-content.ts";

const content = sampleContent();
const report = composeReport(content, checkSubmission(content));

const withContents = (blocks: readonly Block[]): Block[] => [
  { kind: "cover-page", title: report.title, organisation: report.author, date: "2022年11月8日" },
  { kind: "contents" },
  ...blocks,
];

/** The sample with a cover and a contents list. */
export const sampleReport: ReportDocument = { ...report, stamp: "3f9a1c0e", blocks: withContents(report.blocks) };

/** The same text ten times over. */
export const longReport: ReportDocument = {
  ...report,
  blocks: withContents(
    Array.from({ length: 10 }, (_, round) =>
      report.blocks.map((block) => ("id" in block ? { ...block, id: `${block.id}-${round}` } : block)),
    ).flat(),
  ),
};

export const shortestReport: ReportDocument = {
  ...report,
  disclosure: [],
  date: undefined,
  blocks: [{ kind: "title", text: "报告" }],
};

const HAN = "教育经费，";
const NASTY = "甲\u0000乙\u202e丙\u0007丁😀戊<b>&\"'己]]>庚\ud800";

/** What nobody should write and somebody will. */
export const hostileReport: ReportDocument = {
  ...report,
  title: `${NASTY}的报告`,
  author: NASTY,
  date: undefined,
  stamp: "\u202e版本\n一",
  blocks: [
    { kind: "cover-page", title: NASTY.repeat(400), organisation: NASTY.repeat(40), date: "" },
    { kind: "contents" },
    { kind: "red-head", mark: NASTY.repeat(60), number: NASTY.repeat(40), signer: NASTY.repeat(60) },
    { kind: "title", text: NASTY.repeat(300) },
    { kind: "heading", level: 3, text: NASTY.repeat(50), id: "heading)(<>" },
    { kind: "heading", level: 1, text: "", id: "empty" },
    { kind: "paragraph", runs: [{ text: HAN.repeat(20_000) }] },
    { kind: "paragraph", runs: [{ text: "a".repeat(10_000) }, { text: "，".repeat(10_000), gap: true }] },
    { kind: "paragraph", runs: [] },
    { kind: "table", columns: [], rows: [[], []] },
    { kind: "annex", number: 1, title: NASTY, id: "annex" },
    {
      kind: "table",
      columns: [
        { header: "指标", weight: 3, align: "left" },
        { header: "本期", weight: 1, align: "decimal" },
        { header: "文".repeat(2_000), weight: 1, align: "center" },
      ],
      rows: [["超出列数", "1", "2", "3"], ["缺列"], [HAN.repeat(2_000), "1".repeat(500), NASTY]],
    },
    {
      kind: "table",
      columns: [
        { header: "指标", weight: 3, align: "left" },
        { header: "本期", weight: 1, align: "decimal" },
      ],
      rows: Array.from({ length: 10_000 }, (_, index) => [`第${index + 1}项`, `${index}.5余`]),
    },
    { kind: "figure", sha256: "none", caption: NASTY.repeat(100) },
    { kind: "imprint", copies: NASTY.repeat(100), organisation: NASTY.repeat(20), date: NASTY },
  ],
};
