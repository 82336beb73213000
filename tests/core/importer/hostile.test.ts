import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { importReport } from "#core/importer/import-report.ts";
import { readLines } from "#core/importer/read-lines.ts";
import { readPage } from "#core/importer/read-page.ts";
import { withLabels } from "#core/importer/word-labels.ts";
import { readNumbering } from "#core/importer/word-numbering.ts";
import { writeOutNumbers } from "#report/ooxml/write-out-numbers.ts";
import { holds } from "#tests/fixtures/core-property.ts";
import { strangerReport } from "#tests/fixtures/stranger-report.ts";
import { readIndicators, readTemplate } from "#tests/templates/read-content.ts";

const template = readTemplate();
const indicators = readIndicators();
/** Many more once in a while: IMPORT_RUNS=10000 npx vitest run tests/core/importer/hostile.test.ts */
const RUNS = Number(process.env.IMPORT_RUNS ?? 60);
const PATIENCE = 600_000;

function accountedFor(source: string, furniture: { start: number; end: number }[] = []): void {
  const { segments } = importReport({ source, template, indicators, furniture });
  expect(segments.map(({ start, end }) => source.slice(start, end)).join("")).toBe(source);
}

const REPORT = strangerReport();
/** A report with pieces taken out, doubled and put in the middle of others. */
const damaged = fc
  .array(
    fc.tuple(
      fc.nat(REPORT.length),
      fc.nat(80),
      fc.oneof(
        fc.string({ unit: "binary", maxLength: 12 }),
        fc.constantFrom("\n", "\n— 3 —\n", "（一）", "1.", "|", "  "),
      ),
    ),
    { maxLength: 12 },
  )
  .map((cuts) => cuts.reduce((text, [at, length, put]) => text.slice(0, at) + put + text.slice(at + length), REPORT));

const TAGS = [
  "<p>",
  "</p>",
  "<ol>",
  "<li>",
  "</ol>",
  "<td>",
  "<table>",
  "<script>",
  "</script>",
  "<!--",
  "-->",
  "<div class='nav'>",
  "</div>",
  "&#x110000;",
  "&nbsp;",
  "<",
  ">",
  "<a href='",
  "一、",
  "（一）甲。",
  "\0",
];
const page = fc
  .array(fc.oneof(fc.constantFrom(...TAGS), fc.string({ unit: "binary", maxLength: 6 })), { maxLength: 80 })
  .map((parts) => parts.join(""));

const XML = [
  "<w:p>",
  "<w:pPr>",
  "</w:pPr>",
  "</w:p>",
  "<w:r>",
  "<w:t>",
  "</w:t>",
  "</w:r>",
  '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>',
  '<w:pStyle w:val="甲"/>',
  "<w:pPrChange>",
  "甲",
  "<w:p/>",
];
const word = fc.array(fc.constantFrom(...XML), { maxLength: 60 }).map((parts) => parts.join(""));
const NUMBERING = readNumbering(
  '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="1"><w:lvlText w:val="%1.%2.%9"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
  "",
);

describe("whatever is imported", () => {
  it("is accounted for to the last character when it is any text", { timeout: PATIENCE }, () => {
    holds([fc.string({ unit: "binary", maxLength: 400 })], (source) => accountedFor(source), RUNS);
  });

  it("is accounted for when it is a damaged report", { timeout: PATIENCE }, () => {
    holds([damaged], accountedFor, Math.ceil(RUNS / 3));
  });

  it("is accounted for when it is a broken page", { timeout: PATIENCE }, () => {
    holds(
      [page],
      (html) => {
        const { text, furniture } = readPage(html);
        accountedFor(text, furniture);
      },
      RUNS,
    );
  });

  it("loses none of its words when Word's own numbers are written out", { timeout: PATIENCE }, () => {
    const words = (xml: string): string => xml.replace(/<w:r><w:t xml:space="preserve">[^<]*<\/w:t><\/w:r>/g, "");
    holds(
      [word],
      (xml) => {
        expect(words(withLabels(xml, NUMBERING))).toBe(xml);
      },
      RUNS * 2,
    );
    holds(
      [fc.uint8Array({ maxLength: 200 })],
      (bytes) => {
        const file = new Uint8Array(bytes);
        expect(writeOutNumbers(file)).toBe(file);
      },
      RUNS,
    );
    holds(
      [fc.string(), fc.string()],
      (document, numbering) => {
        const file = new Uint8Array(
          zipSync({ "word/document.xml": strToU8(document), "word/numbering.xml": strToU8(numbering) }),
        );
        expect(writeOutNumbers(file).length).toBeGreaterThan(0);
      },
      Math.ceil(RUNS / 2),
    );
  });
});

/** A step too many per character would take hours. Text of many headings costs the most by far: it is shorter here. */
const LENGTH = 200_000;
const LENGTH_OF_LINES = 40_000;
const LONG: readonly [name: string, unit: string][] = [
  ["digits", "7"],
  ["blanks", " "],
  ["ideographic blanks", "　"],
  ["opening brackets", "（"],
  ["square brackets", "["],
  ["book marks", "《"],
  ["one character", "的"],
  ["numerals", "一"],
  ["commas", "，"],
  ["colons", "甲："],
  ["figures", "1.5亿元，"],
  ["points", "一是"],
  ["headings", "1.甲\n"],
  ["chapters", "一、\n"],
  ["page numbers", "— 1 —\n"],
  ["short lines", "甲乙\n"],
  ["wrapped lines", `${"县委常委会研究教育工作会议次数".repeat(2)}\n`],
  ["leaders", "…"],
  ["dashes", "-"],
  ["sounds", "區(qū)"],
  ["rows", "甲 | 乙 | "],
  ["years", "2021年"],
];

describe("very long text of one kind", () => {
  it.each(LONG)("are read to the end: %s", { timeout: 120_000 }, (_, unit) => {
    const length = unit.endsWith("\n") ? LENGTH_OF_LINES : LENGTH;
    const source = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
    expect(readLines(source).reduce((sum, { start, end }) => sum + end - start, 0)).toBe(source.length);
    accountedFor(source);
  });
});
