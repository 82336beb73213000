import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { composeReport } from "#core/document/compose.ts";
import type { Use } from "#core/field/definition.ts";
import { displayValue, isAnswered } from "#core/field/table.ts";
import { resolveNarrative, runText } from "#core/narrative/resolve.ts";
import { checkSubmission, scopeOf } from "#core/rule/check.ts";
import { fieldTable, outline } from "#core/template/outline.ts";
import { makeReport } from "#report/make.ts";
import { diskFonts } from "#tests/report/disk-fonts.ts";
import { expectedText } from "#tests/report/expected-text.ts";
import { readDocx } from "#tests/report/read-docx.ts";
import { flowingText, readPdf, squeeze } from "#tests/report/read-pdf.ts";
import { sampleContent } from "#tests/templates/read-content.ts";

const content = sampleContent();
const document = composeReport(content, checkSubmission(content));
const [word, pdf] = await Promise.all([
  makeReport({ document, format: "docx", loadFont: diskFonts }),
  makeReport({ document, format: "pdf", loadFont: diskFonts }),
]);
const heads = document.blocks.flatMap((block) =>
  block.kind === "table" ? [block.columns.map((column) => column.header).join("")] : [],
);
const texts = {
  docx: squeeze(readDocx(word.bytes).paragraphs.join("")),
  pdf: flowingText(await readPdf(pdf.bytes), heads),
};
const folder = mkdtempSync(join(tmpdir(), "ziping-report-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the report's form is chosen by, and what only a notice or a government site's page says. */
const NOT_IN_THE_TEXT: readonly (Use | undefined)[] = [
  "shell",
  "cover-page",
  "contents",
  "release",
  "period",
  "phone",
  "address",
  "index-number",
  "topic",
  "genre",
  "publisher",
  "published-on",
];

describe.each(["docx", "pdf"] as const)("the sample's report as %s", (format) => {
  const text = texts[format];

  it("holds every answered field", () => {
    const answered = [...fieldTable(content.template).values()].flatMap(({ field, item }) => {
      const value = content.answers.get(item.key)?.values[field.key];
      if (!isAnswered(field, value) || NOT_IN_THE_TEXT.includes(field.use)) return [];
      if (field.type === "entries" && Array.isArray(value))
        return value.map((entry) => ("heading" in entry ? entry.heading : ""));
      return [displayValue(field, value)];
    });
    expect(answered.length).toBeGreaterThan(136);
    const numbers = (shown: string): string => squeeze(shown).replace(/。$/, "");
    expect(answered.filter((shown) => !text.includes(numbers(shown)) && !inCells(shown))).toEqual([]);
  });

  it("holds every narrative", () => {
    const { lookup } = scopeOf(content);
    const paragraphs = outline(content.template).flatMap(({ item }) =>
      resolveNarrative(content.answers.get(item.key)?.narrative ?? "", lookup).map((runs) => squeeze(runText(runs))),
    );
    expect(paragraphs.length).toBeGreaterThan(38);
    expect(paragraphs.filter((paragraph) => !text.includes(paragraph))).toEqual([]);
  });

  it("has no gap", () => {
    expect(text).not.toContain("【");
    expect(text).not.toContain("〓");
  });

  /** A number's unit has a column of its own in the data table: unit, then value. */
  function inCells(shown: string): boolean {
    const [, before = "", value = "", unit = ""] = /^(约|近|超过|不足)?([\d.]+余?)(.*)$/u.exec(shown) ?? [];
    const after = /(以上|左右)$/u.exec(unit)?.[0] ?? "";
    return (
      value !== "" && text.includes(`${squeeze(unit.slice(0, unit.length - after.length))}${before}${value}${after}`)
    );
  }
});

describe("both files", () => {
  it("say the same, letter for letter", () => {
    expect(texts.docx).toBe(squeeze(expectedText(document).join("")));
    expect(texts.pdf).toBe(texts.docx);
  });

  it("are named after the title", () => {
    expect(word.fileName).toBe(`${document.fileName}.docx`);
    expect(pdf).toMatchObject({ fileName: `${document.fileName}.pdf`, mediaType: "application/pdf", missing: [] });
  });

  it.skipIf(spawnSync("pdftotext", ["-v"]).error !== undefined)("read the same to another program", () => {
    const path = join(folder, "report.pdf");
    writeFileSync(path, pdf.bytes);
    const read = spawnSync("pdftotext", ["-raw", path, "-"], { encoding: "utf8", maxBuffer: 2 ** 26 }).stdout;
    const seen = read
      .split("\f")
      .map((page) => squeeze(page).replace(/—\d+—$/, ""))
      .join("");
    const prose = document.blocks.flatMap((block) => {
      if (block.kind === "heading") return [block.text];
      return block.kind === "paragraph" ? [block.runs.map((run) => run.text).join("")] : [];
    });
    expect(prose.filter((text) => !seen.includes(squeeze(text)))).toEqual([]);
  });
});
