import fc from "fast-check";
import { expect, it } from "vitest";
import type { Block } from "#core/document/model.ts";
import { writeDocx } from "#report/docx/write-docx.ts";
import { docxFaults } from "#tests/report/check-docx.ts";
import { sampleImages } from "#tests/report/docx-sample.ts";
import { expectedText } from "#tests/report/expected-text.ts";
import { FUZZ, FUZZ_TIMEOUT } from "#tests/report/fuzz-runs.ts";
import { readDocx } from "#tests/report/read-docx.ts";
import { squeeze } from "#tests/report/read-pdf.ts";
import { sampleDocument } from "#tests/report/sample-document.ts";

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc.string({ unit: "binary", maxLength: 10 }),
  fc.constantFrom(
    "",
    "一、自查情况",
    "2022年，25.46亿元",
    "<w:p>&\"'",
    "甲\n乙\t丙",
    "\u0000\ud800\ufffe",
    "}}{{正文}}",
  ),
);
const align = fc.constantFrom("left", "center", "right", "decimal");
const table = fc.record({
  kind: fc.constant("table"),
  columns: fc.array(fc.record({ header: text, weight: fc.integer({ min: 1, max: 50 }), align }), { maxLength: 5 }),
  rows: fc.array(fc.array(text, { maxLength: 6 }), { maxLength: 5 }),
});
const sha256 = fc.constantFrom(...sampleImages.keys(), "0");
const pieces = [
  fc.record({ kind: fc.constant("cover-page"), title: text, organisation: text, date: text }),
  fc.record({ kind: fc.constant("contents") }),
  fc.record({ kind: fc.constant("red-head"), mark: text, number: text, signer: text }),
  fc.record({ kind: fc.constant("letter-head"), mark: text, number: text }),
  fc.record({ kind: fc.constant("title"), text }),
  fc.record({ kind: fc.constant("title"), text, startsPage: fc.constant(true) }),
  fc.record({ kind: fc.constant("heading"), level: fc.constantFrom(1, 2, 3), text, id: fc.uuid() }),
  fc.record({ kind: fc.constant("paragraph"), runs: fc.array(fc.record({ text }), { maxLength: 3 }) }),
  fc.record({ kind: fc.constant("annex-list"), titles: fc.array(text, { maxLength: 3 }) }),
  fc.record({ kind: fc.constant("signature"), organisation: text, date: text }),
  fc.record({ kind: fc.constant("note"), text }),
  fc.record({ kind: fc.constant("annex"), number: fc.nat(20), title: text, id: fc.uuid() }),
  fc.record({ kind: fc.constant("caption"), text }),
  table,
  table.map((each) => ({ ...each, wide: true })),
  fc.record({ kind: fc.constant("figure"), sha256, caption: text }),
  fc.record({ kind: fc.constant("imprint"), copies: text, organisation: text, date: text }),
] as fc.Arbitrary<Block>[];

/** Words that a Word file adds of its own. */
const ADDED = /【图片无法读取：|】/g;

it("a Word file of any model says what the model says and needs no repair", { timeout: FUZZ_TIMEOUT }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(...pieces), { maxLength: 12 }), text, async (blocks, title) => {
      const document = sampleDocument({ blocks, title, author: title, stamp: title });
      const bytes = await writeDocx(document, { images: sampleImages });
      expect(docxFaults(bytes)).toEqual([]);
      const said = blocks.map((block) =>
        block.kind === "table"
          ? { ...block, rows: block.rows.map((row) => block.columns.map((_, at) => row[at] ?? "")) }
          : block,
      );
      expect(squeeze(readDocx(bytes).paragraphs.join("")).replace(ADDED, "")).toBe(
        squeeze(expectedText({ ...document, blocks: said }).join("")).replace(ADDED, ""),
      );
    }),
    FUZZ,
  );
});
