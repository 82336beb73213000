import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { strToU8, zipSync } from "fflate";
import type { Page } from "playwright-core";
import { writeWorkbook } from "#report/xlsx/write-workbook.ts";

export interface EvidenceFile {
  name: string;
  bytes: Uint8Array;
}

const CONTENT_TYPES =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
const ROOT_RELATIONS =
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>';
const LINK_RELATIONS =
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="l" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="javascript:document.title=1" TargetMode="External"/></Relationships>';
const NAMESPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

const paragraph = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;

/** A Word file with the given body. */
export const wordFile = (name: string, body: string): EvidenceFile => ({
  name,
  bytes: zipSync({
    "[Content_Types].xml": strToU8(CONTENT_TYPES),
    "_rels/.rels": strToU8(ROOT_RELATIONS),
    "word/document.xml": strToU8(`<w:document ${NAMESPACES}><w:body>${body}</w:body></w:document>`),
    "word/_rels/document.xml.rels": strToU8(LINK_RELATIONS),
  }),
});

/** Words, a table, a link that would run a script, and text that looks like markup. */
export const notice = wordFile(
  "渝北教发[2022]15号 关于加强教师队伍建设的通知.docx",
  [
    paragraph("关于加强教师队伍建设的通知"),
    paragraph("&lt;img src=x onerror=&quot;document.title=2&quot;&gt;"),
    '<w:p><w:hyperlink r:id="l"><w:r><w:t>点击查看</w:t></w:r></w:hyperlink></w:p>',
    `<w:tbl><w:tr><w:tc>${paragraph("学校")}</w:tc><w:tc>${paragraph("教师数")}</w:tc></w:tr></w:tbl>`,
  ].join(""),
);

/** More rows than are shown at once. */
export const roster: EvidenceFile = {
  name: "教师名册.xlsx",
  bytes: writeWorkbook([
    {
      name: "名册",
      columns: [
        ["姓名", 20],
        ["教龄", 10],
      ],
      rows: Array.from({ length: 2_300 }, (_, index) => [`教师${index + 1}`, { decimal: String(index % 40) }]),
    },
    { name: "说明", columns: [["说明", 40]], rows: [["仅供查验"]] },
  ]),
};

/** 渝北区 and a line break in GB18030, as Windows in Chinese writes it. */
export const plainText: EvidenceFile = {
  name: "情况说明.txt",
  bytes: Uint8Array.of(0xd3, 0xe5, 0xb1, 0xb1, 0xc7, 0xf8, 0x0d, 0x0a, 0xbd, 0xcc, 0xd3, 0xfd),
};

export const archive: EvidenceFile = {
  name: "原始资料.zip",
  bytes: zipSync({ "照片/一.txt": strToU8("1"), "照片/二.txt": strToU8("22") }),
};

/** Begins as its kind does, and is nothing of the kind. */
export const brokenPdf: EvidenceFile = {
  name: "残缺.pdf",
  bytes: strToU8(`%PDF-1.7\n${"没有内容的文件 ".repeat(50)}`),
};

/** 渝北区 in a font that the file names and does not bring, coded as Chinese Windows codes it: the reader needs its map. */
export const unembeddedPdf: EvidenceFile = { name: "未嵌入字体.pdf", bytes: strToU8(unembedded()) };

function unembedded(): string {
  const content = "BT /F1 24 Tf 72 700 Td <D3E5B1B1C7F8> Tj ET";
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/GBK-EUC-H/DescendantFonts[6 0 R]>>",
    "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 7 0 R>>",
    "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -120 1000 880]/Ascent 880/Descent -120/CapHeight 880/ItalicAngle 0/StemV 93>>",
  ];
  let file = "%PDF-1.4\n";
  const places = objects.map((object, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, "0")} 00000 n \n`;
  });
  const size = objects.length + 1;
  return `${file}xref\n0 ${size}\n0000000000 65535 f \n${places.join("")}trailer\n<</Size ${size}/Root 1 0 R>>\nstartxref\n${file.length}\n%%EOF\n`;
}

const utf8Base64 = (text: string): string => Buffer.from(text, "utf8").toString("base64");

/** Puts a file under an item the way the upload does it, without its screen; gives the record's id. */
export async function storeEvidence(
  page: Page,
  place: { submissionId: string; item: string; slot?: string },
  { name, bytes }: EvidenceFile,
): Promise<string> {
  const { submissionId, item, slot } = place;
  const pairs = { item, slot, fileName: name, sha256: createHash("sha256").update(bytes).digest("hex") };
  const metadata = Object.entries(pairs)
    .flatMap(([key, value]) => (value === undefined ? [] : [`${key} ${utf8Base64(value)}`]))
    .join(",");
  const tus = { "tus-resumable": "1.0.0" };
  const begun = await page.request.post(`/api/submissions/${submissionId}/uploads`, {
    headers: { ...tus, "upload-length": String(bytes.length), "upload-metadata": metadata },
  });
  const location = begun.headers()["location"];
  if (location === undefined) throw new Error(await begun.text());
  await page.request.patch(location, {
    headers: { ...tus, "upload-offset": "0", "content-type": "application/offset+octet-stream" },
    data: Buffer.from(bytes),
  });
  const made = await page.request.post(`${location}/record`, { data: {} });
  const { evidence } = await made.json();
  if (typeof evidence?.id !== "string") throw new Error(`${name}: ${await made.text()}`);
  return evidence.id;
}
