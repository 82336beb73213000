import fc from "fast-check";
import type { DataCell, DataSheet } from "#core/document/data-sheet.ts";
import {
  type Align,
  type Block,
  type Column,
  type ReportDocument,
  SHELLS,
  type TextRun,
} from "#core/document/model.ts";

/** What has broken writers: control characters, half characters, invisible marks, markup, other scripts, long words. */
const AWKWARD = [
  "\u0000\u0007\u001b\u007f\u0085",
  "\ud800",
  "\udc00甲\ud83d",
  "\u202e右到左\u202c\u200f",
  "\ufeff\u200b\u200d",
  "\ufffe\uffff",
  "</w:t></w:r></w:p>",
  "]]><!--&amp;&#0;&lt;",
  "<script>alert(1)</script>",
  "\"'><b onclick='x'>",
  "\r\n",
  "\n\n\n",
  "\t",
  "\u2028\u2029",
  "　　",
  "     ",
  "שלום עולם",
  "مرحبا",
  "👨‍👩‍👧",
  "𠀀𪚥",
  "e\u0301\u0323",
  "℃㎡①Ⅳ",
  "（（（《《《“““",
  "，。、；：）》”！？",
  "====",
  "{{教育支出}}",
  "%PDF-1.4 endobj",
  "\\(\\)<FEFF>",
  "$&$1$`",
  "1234567890.".repeat(20),
  "——……",
] as const;

const chinese = fc.string({
  unit: fc.constantFrom(
    ..."全区认真贯彻落实教育优先发展，投入增长达到百分之三。“两个只增不减”（详见附件）2022年25.46亿元ABCdef ",
  ),
  maxLength: 120,
});

const text: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: chinese, weight: 6 },
  {
    arbitrary: fc
      .array(fc.oneof(fc.constantFrom(...AWKWARD), chinese), { maxLength: 4 })
      .map((parts) => parts.join("")),
    weight: 4,
  },
  { arbitrary: fc.string({ unit: "binary", maxLength: 30 }), weight: 1 },
  { arbitrary: fc.constant(""), weight: 1 },
);

/** Rare, for each of them fills pages: words and paragraphs without a place to break, and very long ones. */
const longText: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: text, weight: 60 },
  { arbitrary: fc.constantFrom("a", "9", "甲", "。", "<", "＂").map((unit) => unit.repeat(10_000)), weight: 1 },
);

const runs: fc.Arbitrary<TextRun[]> = fc.array(
  fc.record({ text: longText, gap: fc.constant(true as const) }, { requiredKeys: ["text"] }),
  { maxLength: 5 },
);

const column: fc.Arbitrary<Column> = fc.record({
  header: text,
  weight: fc.integer({ min: 1, max: 60 }),
  align: fc.constantFrom<Align>("left", "center", "right", "decimal"),
});

const cell = fc.oneof(text, fc.constantFrom("25.46", "-3.21%", "1500余", "近3", "0", "123456789012.123456"));

const table: fc.Arbitrary<Block> = fc
  .tuple(fc.array(column, { maxLength: 12 }), fc.nat(12), fc.boolean())
  .chain(([columns, rows, wide]) =>
    fc
      .array(fc.array(cell, { minLength: columns.length, maxLength: columns.length }), {
        minLength: rows,
        maxLength: rows,
      })
      .map((content) => ({ kind: "table" as const, columns, rows: content, ...(wide ? { wide: true as const } : {}) })),
  );

const SHA256 = "0123456789abcdef".repeat(4);

/** A block before it has its id: a heading, or an annex and its title. */
interface Head {
  kind: "head";
  annex: boolean;
  text: string;
  level: 1 | 2 | 3;
}
type Plain = Exclude<Block, { id: string }>;

const plainBlock: fc.Arbitrary<Plain | Head> = fc.oneof(
  fc.record({ kind: fc.constant("cover-page" as const), title: text, organisation: text, date: text }),
  fc.constant({ kind: "contents" as const }),
  fc.record({ kind: fc.constant("red-head" as const), mark: text, number: text, signer: text }),
  fc.record({ kind: fc.constant("letter-head" as const), mark: text, number: text }),
  fc.record(
    { kind: fc.constant("title" as const), text, startsPage: fc.constant(true as const) },
    { requiredKeys: ["kind", "text"] },
  ),
  fc.record({ kind: fc.constant("addressee" as const), text }),
  fc.record({
    kind: fc.constant("head" as const),
    annex: fc.boolean(),
    text,
    level: fc.constantFrom<1 | 2 | 3>(1, 2, 3),
  }),
  { arbitrary: fc.record({ kind: fc.constant("paragraph" as const), runs }), weight: 3 },
  fc.record({ kind: fc.constant("annex-list" as const), titles: fc.array(text, { maxLength: 11 }) }),
  fc.record({ kind: fc.constant("signature" as const), organisation: text, date: text }),
  fc.record({ kind: fc.constant("note" as const), text }),
  fc.record({ kind: fc.constant("caption" as const), text }),
  { arbitrary: table as fc.Arbitrary<Plain>, weight: 2 },
  fc.record({ kind: fc.constant("figure" as const), sha256: fc.constantFrom(SHA256, "f".repeat(64)), caption: text }),
  fc.record({ kind: fc.constant("imprint" as const), copies: text, organisation: text, date: text }),
);

/** Blocks in any order; ids, annex numbers and the one contents list as the composer gives them. */
const blocks: fc.Arbitrary<Block[]> = fc.array(plainBlock, { maxLength: 14 }).map((all) => {
  const contents = all.some((block) => block.kind === "head")
    ? all.findIndex((block) => block.kind === "contents")
    : -1;
  let annexes = 0;
  return all.flatMap((block, index): Block[] => {
    if (block.kind === "contents") return index === contents ? [block] : [];
    if (block.kind !== "head") return [block];
    const { text, level } = block;
    if (!block.annex) return [{ kind: "heading", level, text, id: `item-${index}` }];
    annexes += 1;
    return [{ kind: "annex", number: annexes, title: text, id: `annex-${annexes}` }];
  });
});

/** Any document that the model allows, sensible or not. */
export const arbitraryDocument: fc.Arbitrary<ReportDocument> = fc.record(
  {
    shell: fc.constantFrom(...SHELLS),
    title: text,
    author: text,
    fileName: fc.constant("report"),
    date: fc.constantFrom(undefined, "2022-11-08"),
    disclosure: fc.array(fc.tuple(text, text), { maxLength: 5 }),
    stamp: fc.constantFrom("0123456789ab"),
    blocks,
  },
  { requiredKeys: ["shell", "title", "author", "fileName", "date", "disclosure", "blocks"] },
);

/** The one picture that arbitrary documents find; the other that they name is missing. */
export const arbitraryImages = new Map([
  [
    SHA256,
    {
      bytes: new Uint8Array(
        Buffer.from(
          "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC",
          "base64",
        ),
      ),
      type: "image/png" as const,
      width: 1,
      height: 1,
    },
  ],
]);

const dataCell: fc.Arbitrary<DataCell> = fc.oneof(
  text,
  fc.constantFrom("=1+1", "+1", "-1", "@a", "_x0041_", "'"),
  fc.constantFrom("0", "-3.10", "25.46", "123456789012345678901.5", "0.123456789").map((decimal) => ({ decimal })),
  fc.constant(null),
);

/** Any data of a workbook. */
export const arbitrarySheets: fc.Arbitrary<DataSheet[]> = fc.array(
  fc.integer({ min: 1, max: 30 }).chain((width) =>
    fc.record({
      name: fc.constantFrom("数据", "正文"),
      columns: fc.array(fc.tuple(text, fc.integer({ min: 1, max: 100 })), { minLength: width, maxLength: width }),
      rows: fc.array(fc.array(dataCell, { minLength: width, maxLength: width }), { maxLength: 8 }),
    }),
  ),
  { maxLength: 3 },
);
