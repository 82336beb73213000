import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { decodeText } from "#cli/check/decode-text.ts";
import { CommandError } from "#cli/command.ts";
import { wordHtml } from "#cli/word-html.ts";
import { namedEncoding, type PageText, readPage } from "#core/importer/read-page.ts";

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
