import type { Block, ReportDocument } from "#core/document/model.ts";
import type { ImageSet } from "#report/images.ts";
import { tinyJpeg, tinyPng } from "#tests/report/measure-pictures.ts";
import { sampleDocument } from "#tests/report/sample-document.ts";

const [PNG, JPEG, MISSING] = ["a", "b", "c"].map((digit) => digit.repeat(64));

export const sampleImages: ImageSet = new Map([
  [PNG ?? "", { bytes: tinyPng(), type: "image/png", width: 1600, height: 1200 }],
  [JPEG ?? "", { bytes: tinyJpeg(), type: "image/jpeg", width: 900, height: 1600 }],
]);

const decimal = (header: string) => ({ header, weight: 10, align: "decimal" as const });

const wideTable: Block = {
  kind: "table",
  wide: true,
  columns: [
    { header: "学段", weight: 16, align: "left" },
    ...["2020年", "2021年", "2022年", "增减", "增幅"].map(decimal),
  ],
  rows: Array.from({ length: 30 }, (_, index) => [`第${index + 1}学段`, "25.46", "约30余", "1234.056", "—", "-3.2%"]),
};

const figure = (sha256: string | undefined, caption: string): Block => ({
  kind: "figure",
  sha256: sha256 ?? "",
  caption,
});

const TAIL: readonly Block[] = [
  { kind: "annex", number: 3, title: "分学段对照表", id: "annex-3" },
  { kind: "caption", text: "（一）横排" },
  wideTable,
  { kind: "annex", number: 4, title: "佐证图片", id: "annex-4" },
  figure(PNG, "3-2-01 校门"),
  figure(JPEG, "3-2-02 操场"),
  figure(PNG, "3-2-03 校门，又一次"),
  figure(MISSING, "3-2-04 丢失"),
  {
    kind: "imprint",
    copies: "市教育委员会，区委办公室，区人大常委会办公室，区政协办公室，区纪委监委机关。",
    organisation: "渝北区人民政府办公室",
    date: "2022年11月8日",
  },
];

const CONTENTS: readonly Block[] = [
  { kind: "cover-page", title: "重庆市渝北区人民政府自评报告", organisation: "渝北区人民政府", date: "2022年11月8日" },
  { kind: "contents" },
];

const HEADS = {
  report: { kind: "red-head", mark: "重庆市渝北区人民政府文件", number: "渝北府文〔2022〕18号", signer: "张三" },
  letter: { kind: "letter-head", mark: "重庆市渝北区人民政府", number: "渝北府函〔2022〕5号" },
} as const satisfies Record<string, Block>;

/** Every kind of block, as a report or as a letter. */
export function fullDocument(shell: keyof typeof HEADS, change: Partial<ReportDocument> = {}): ReportDocument {
  const plain = sampleDocument();
  return {
    ...plain,
    shell,
    stamp: "3f9a1c0e77aa",
    blocks: [...CONTENTS, HEADS[shell], ...plain.blocks, ...TAIL],
    ...change,
  };
}
