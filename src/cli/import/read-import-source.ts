import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { decodeText } from "#cli/check/decode-text.ts";
import { CommandError } from "#cli/command.ts";
import { namedEncoding, type PageText, readPage } from "#core/importer/read-page.ts";
import { writeOutNumbers } from "#report/ooxml/write-out-numbers.ts";

const PLAIN = new Set([".txt", ".text", ".md", ""]);
const PAGES = new Set([".html", ".htm", ".mht"]);

/** The words of a report's file: plain text in UTF-8 or GB18030, a saved page, or Word. */
export async function readImportSource(path: string): Promise<PageText> {
  const extension = extname(path).toLowerCase();
  if (extension === ".doc" || extension === ".wps")
    throw new CommandError(`${path} 是旧格式文档，请用 Word 或 WPS 另存为 .docx 后再导入`);
  if (!PLAIN.has(extension) && !PAGES.has(extension) && extension !== ".docx")
    throw new CommandError(`不能导入 ${extension} 文件，请另存为 .docx、.html 或 .txt`);
  const bytes = new Uint8Array(await readFile(path));
  const source = extension === ".docx" ? readPage(await wordHtml(bytes, path)) : textSource(bytes, path, extension);
  if (source.text.trim() === "") throw new CommandError(`${path} 中没有文字`);
  return source;
}

function textSource(bytes: Uint8Array, path: string, extension: string): PageText {
  const named = PAGES.has(extension)
    ? namedEncoding(new TextDecoder("latin1").decode(bytes.subarray(0, 2048)))
    : undefined;
  const text = named === "gb18030" ? new TextDecoder(named).decode(bytes) : decodeText(bytes, path);
  return PAGES.has(extension) ? readPage(text) : { text, furniture: [] };
}

async function wordHtml(bytes: Uint8Array<ArrayBuffer>, path: string): Promise<string> {
  const { default: mammoth } = await import("mammoth");
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: Buffer.from(writeOutNumbers(bytes)) },
      { convertImage: mammoth.images.imgElement(async () => ({ src: "" })) },
    );
    return value;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new CommandError(`${path} 不是完好的 Word 文档（.docx），请用 Word 或 WPS 打开后另存一次`);
  }
}
