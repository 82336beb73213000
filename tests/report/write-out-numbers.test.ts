import { AlignmentType, Document, LevelFormat, Packer, Paragraph, TextRun } from "docx";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import mammoth from "mammoth";
import { describe, expect, it } from "vitest";
import { importReport } from "#core/importer/import-report.ts";
import { readPage } from "#core/importer/read-page.ts";
import { withLabels } from "#core/importer/word-labels.ts";
import { readNumbering } from "#core/importer/word-numbering.ts";
import { writeOutNumbers } from "#report/ooxml/write-out-numbers.ts";
import { STRANGER_PROBLEMS, STRANGER_SECTIONS, STRANGER_STEPS } from "#tests/fixtures/stranger-items.ts";
import { strangerItems, TITLE } from "#tests/fixtures/stranger-report.ts";
import { scoreOf } from "#tests/fixtures/stranger-score.ts";
import { readIndicators, readTemplate } from "#tests/templates/read-content.ts";

const level = (at: number, format: (typeof LevelFormat)[keyof typeof LevelFormat], text: string) => ({
  level: at,
  format,
  text,
  alignment: AlignmentType.LEFT,
});

/** A report whose every number is counted by Word. */
async function numberedReport(): Promise<Uint8Array<ArrayBuffer>> {
  const at = (place: number, text: string): Paragraph =>
    new Paragraph({ text, numbering: { reference: "official", level: place } });
  const listed = (entries: readonly { heading: string; text: string }[]) =>
    entries.map(({ heading, text }) => at(1, `${heading}。${text}`));
  const document = new Document({
    numbering: {
      config: [
        {
          reference: "official",
          levels: [
            level(0, LevelFormat.CHINESE_COUNTING, "%1、"),
            level(1, LevelFormat.CHINESE_COUNTING, "（%2）"),
            level(2, LevelFormat.DECIMAL, "%3."),
          ],
        },
      ],
    },
    sections: [
      {
        children: [
          new Paragraph(TITLE),
          new Paragraph("按照评价工作要求，现将情况报告如下。"),
          at(0, "自查自评情况"),
          ...STRANGER_SECTIONS.flatMap(({ heading, items }) => [
            at(1, heading),
            ...items.map((item) => at(2, `${item.heading}。${item.text}`)),
          ]),
          at(0, "存在的主要问题"),
          ...listed(STRANGER_PROBLEMS),
          at(0, "下一步工作打算"),
          ...listed(STRANGER_STEPS),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}

async function textOf(bytes: Uint8Array): Promise<string> {
  const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
  return readPage(value).text;
}

const NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const lvl = (at: number, format: string, text: string, more = ""): string =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
const NUMBERING = `<w:numbering ${NAMESPACE}><w:abstractNum w:abstractNumId="7">${lvl(0, "chineseCounting", "%1、", '<w:pStyle w:val="Top"/>')}${lvl(1, "decimal", "%1.%2")}${lvl(2, "bullet", "•")}${lvl(3, "decimalEnclosedCircle", "%4")}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>`;
const STYLES = `<w:styles ${NAMESPACE}><w:style w:styleId="Top"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="Own"><w:basedOn w:val="Top"/></w:style></w:styles>`;
const paragraph = (words: string, properties = ""): string =>
  `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t>${words}</w:t></w:r></w:p>`;
const inList = (list: number, at: number): string =>
  `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${list}"/></w:numPr>`;
const shown = (...paragraphs: string[]): string[] =>
  withLabels(paragraphs.join(""), readNumbering(NUMBERING, STYLES))
    .split("</w:p>")
    .slice(0, -1)
    .map((each) => each.replace(/<[^>]*>/g, ""));

describe("numbers that Word counts", () => {
  it("become text, so that a report keeps its outline", async () => {
    const bytes = await numberedReport();
    expect(await textOf(bytes)).not.toContain("（一）");
    const source = await textOf(writeOutNumbers(bytes));
    expect(source).toContain("一、自查自评情况\n（一）坚持和加强党对教育工作的全面领导\n1.坚持党管教育方向。");
    expect(source).toContain("（二）把教育摆在优先发展位置\n1.优先规划布局学校。");
    expect(source).toContain("三、下一步工作打算\n（一）扩大城区学位供给。");
    const result = importReport({ source, template: readTemplate(), indicators: readIndicators() });
    const truth = strangerItems();
    expect(scoreOf(result, truth)).toMatchObject({ placed: truth.length, misplaced: [], wrong: [] });
    expect(result.problems).toHaveLength(STRANGER_PROBLEMS.length);
    expect(result.nextSteps).toHaveLength(STRANGER_STEPS.length);
  });

  it("count by level, begin anew below, and show the levels above", () => {
    expect(
      shown(
        paragraph("甲", inList(1, 0)),
        paragraph("乙", inList(1, 1)),
        paragraph("丙", inList(1, 1)),
        paragraph("丁", inList(1, 0)),
        paragraph("戊", inList(1, 1)),
      ),
    ).toEqual(["一、甲", "一.1 乙", "一.2 丙", "二、丁", "二.1 戊"]);
  });

  it("follow paragraph styles and those that they are based on, unless the paragraph leaves the list", () => {
    expect(
      shown(
        paragraph("甲", '<w:pStyle w:val="Top"/>'),
        paragraph("乙", '<w:pStyle w:val="Own"/>'),
        paragraph("丙", '<w:pStyle w:val="Top"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
        paragraph("丁", '<w:pStyle w:val="Top"/>'),
      ),
    ).toEqual(["一、甲", "二、乙", "丙", "三、丁"]);
  });

  it("go on through lists of one scheme, unless a list begins anew", () => {
    expect(shown(paragraph("甲", inList(1, 0)), paragraph("乙", inList(2, 0)), paragraph("丙", inList(2, 0)))).toEqual([
      "一、甲",
      "五、乙",
      "六、丙",
    ]);
  });

  it("leave bullets and paragraphs outside of lists alone", () => {
    expect(shown(paragraph("甲"), paragraph("乙", inList(1, 2)), paragraph("丙", inList(1, 3)))).toEqual([
      "甲",
      "乙",
      "①丙",
    ]);
    expect(shown(paragraph("甲", inList(9, 0)))).toEqual(["甲"]);
  });

  it("count what stands in the place of an earlier wording once", () => {
    const changed = `${inList(1, 0)}<w:pPrChange w:id="1"><w:pPr>${inList(2, 0)}</w:pPr></w:pPrChange>`;
    expect(shown(paragraph("甲", changed))).toEqual(["一、甲"]);
  });

  it("leave other files and files without lists as they were", async () => {
    const plain = new Uint8Array(
      await Packer.toArrayBuffer(
        new Document({ sections: [{ children: [new Paragraph({ children: [new TextRun("甲")] })] }] }),
      ),
    );
    expect((await textOf(writeOutNumbers(plain))).trim()).toBe("甲");
    const noZip = new Uint8Array([1, 2, 3]);
    expect(writeOutNumbers(noZip)).toBe(noZip);
    const other = new Uint8Array(zipSync({ "a.txt": strToU8("甲") }));
    expect(strFromU8(unzipSync(writeOutNumbers(other))["a.txt"] ?? new Uint8Array())).toBe("甲");
  });
});
