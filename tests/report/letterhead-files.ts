import {
  Document,
  Footer,
  Header,
  ImageRun,
  type ISectionOptions,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from "docx";
import { strToU8, unzipSync, zipSync } from "fflate";

/** A pixel, for letterheads with an emblem and figures without a camera. */
export const PIXEL = Uint8Array.from(
  Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  ),
);

const line = (text: string): Paragraph => new Paragraph({ children: [new TextRun(text)] });
const emblem = (): ImageRun => new ImageRun({ type: "png", data: PIXEL, transformation: { width: 40, height: 40 } });

export interface LetterheadOptions {
  children?: ISectionOptions["children"];
  sections?: ISectionOptions[];
}

/** An office's file as the library writes it: red head, emblem, own fonts and margins, first page of its own. */
export async function letterheadFile({ children, sections }: LetterheadOptions = {}): Promise<Uint8Array> {
  const section: ISectionOptions = {
    properties: {
      titlePage: true,
      page: { margin: { top: 1800, bottom: 1600, left: 1500, right: 1500 }, pageNumbers: { start: 1 } },
    },
    headers: {
      default: new Header({ children: [line("页眉文字")] }),
      first: new Header({ children: [line("首页页眉")] }),
    },
    footers: { default: new Footer({ children: [new Paragraph({ children: [emblem()] })] }) },
    children: children ?? [
      new Paragraph({ children: [emblem(), new TextRun({ text: "某某区人民政府文件", color: "FF0000", size: 72 })] }),
      line("{{正文}}"),
      line("某某区人民政府办公室（落款以下保留）"),
    ],
  };
  const file = new Document({
    title: "旧标题",
    creator: "旧作者",
    styles: { default: { document: { run: { font: "方正仿宋_GBK", bold: true } } } },
    sections: sections ?? [section],
  });
  return new Uint8Array(await Packer.toArrayBuffer(file));
}

export const markInTable = (): Table =>
  new Table({ rows: [new TableRow({ children: [new TableCell({ children: [line("{{正文}}")] })] })] });

export const markedLine = line;

/** The same file with parts changed, added or (undefined) left out. */
export function withParts(
  file: Uint8Array,
  changes: Record<string, string | ((xml: string) => string) | undefined>,
): Uint8Array {
  const parts = unzipSync(file);
  for (const [name, change] of Object.entries(changes)) {
    if (change === undefined) delete parts[name];
    else if (typeof change === "string") parts[name] = strToU8(change);
    else parts[name] = strToU8(change(new TextDecoder().decode(parts[name])));
  }
  return zipSync(parts, { level: 6 });
}
