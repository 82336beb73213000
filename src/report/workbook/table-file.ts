import { readCsv } from "#core/people/csv.ts";
import { boundedTable } from "#core/people/table.ts";
import { err, ok, type Result } from "#core/result.ts";
import { readWorkbook } from "#report/workbook/read-workbook.ts";

/** Far more than a list of people needs. */
export const MOST_BYTES = 5_000_000;

/** The first sheet of an Excel file, or a text with separated columns, as cells of text. Formulas count by their stored value. */
export function readTableFile(name: string, bytes: Uint8Array): Result<string[][], string> {
  if (bytes.length > MOST_BYTES) return err("文件超过5 MB，不像是名单；请只保留名单所在的工作表后重试");
  if (/\.xlsx$/i.test(name)) return readExcel(bytes);
  if (/\.(csv|txt)$/i.test(name)) return readText(bytes);
  return err("请另存为 .xlsx 或 .csv，原格式不能读入");
}

function readExcel(bytes: Uint8Array): Result<string[][], string> {
  const book = readWorkbook(bytes);
  const grid = book.ok ? book.value.grid(0) : book;
  if (grid.ok) return ok(boundedTable(grid.value.rows));
  switch (grid.error) {
    case "encrypted":
      return err("文件设有打开密码，请取消密码后另存一次");
    case "too-large":
      return err("文件展开后过大，不像是名单，没有读入");
    case "damaged":
      return err("不是完好的 Excel 文件（.xlsx），请用 Excel 或 WPS 打开后另存一次");
  }
}

/** Excel writes GB18030 on a Chinese Windows, and UTF-8 when it is asked to; bytes that are both are ASCII. */
function readText(bytes: Uint8Array): Result<string[][], string> {
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      return ok(boundedTable(readCsv(new TextDecoder(encoding, { fatal: true }).decode(bytes))));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  return err("文字编码不能识别，请在 Excel 或 WPS 中另存为 .xlsx 后再上传");
}
