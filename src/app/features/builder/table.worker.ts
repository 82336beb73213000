import type { TableCell } from "#core/builder/table-grid.ts";
import { err, ok, type Result } from "#core/result.ts";
import { openPackage } from "#report/workbook/open-package.ts";
import { readWorkbook } from "#report/workbook/read-workbook.ts";
import { tableOfSheet } from "#report/workbook/table-of-sheet.ts";
import { tablesOfHtml } from "#report/workbook/tables-of-html.ts";

export interface TableRequest {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}
export type TableReply = Result<TableCell[][], string>;

self.onmessage = async ({ data }: MessageEvent<TableRequest>) => {
  self.postMessage(await read(data));
};

async function read({ name, bytes }: TableRequest): Promise<TableReply> {
  if (/\.xlsx$/i.test(name)) return readExcel(bytes);
  if (/\.docx$/i.test(name)) return readWord(bytes);
  return err("请另存为 .xlsx 或 .docx，原格式不能读入");
}

function readExcel(bytes: Uint8Array): TableReply {
  const book = readWorkbook(bytes);
  if (!book.ok) return err("不是完好的 Excel 文件（.xlsx），请用 Excel 或 WPS 打开后另存一次");
  const grids = book.value.sheets.flatMap((_, index) => {
    const grid = book.value.grid(index);
    return grid.ok ? [grid.value] : [];
  });
  const [largest] = grids.sort((a, b) => b.rows.length * b.columns - a.rows.length * a.columns);
  return largest ? ok(tableOfSheet(largest)) : err("其中没有表格");
}

async function readWord(bytes: Uint8Array<ArrayBuffer>): Promise<TableReply> {
  const damaged = "不是完好的 Word 文档（.docx），请用 Word 或 WPS 打开后另存一次";
  if (!openPackage(bytes, (name) => name === "word/document.xml").ok) return err(damaged);
  const { default: mammoth } = await import("mammoth");
  try {
    const { value } = await mammoth.convertToHtml(
      { arrayBuffer: bytes.buffer },
      { convertImage: mammoth.images.imgElement(async () => ({ src: "" })) },
    );
    const [largest] = tablesOfHtml(value);
    return largest ? ok(largest) : err("其中没有表格");
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return err(damaged);
  }
}
