import type { ImportInput } from "#app/features/import-report/import-messages.ts";
import { namedEncoding, type PageText, readPage } from "#core/importer/read-page.ts";
import { err, ok, type Result } from "#core/result.ts";

const PAGE = /\.html?$/i;
const WORD = /\.docx$/i;
const PLAIN = /\.(?:txt|text|md)$/i;

/** The words of what was chosen or pasted; the message says what to do where there are none. */
export async function readSource(input: ImportInput): Promise<Result<PageText, string>> {
  const read = input.kind === "text" ? ok({ text: input.text, furniture: [] }) : await readFile(input);
  return read.ok && read.value.text.trim() === "" ? err("没有读到文字，请检查文件内容或直接粘贴正文") : read;
}

async function readFile({ name, bytes }: Extract<ImportInput, { kind: "file" }>): Promise<Result<PageText, string>> {
  if (WORD.test(name)) return readWord(bytes);
  if (PAGE.test(name)) {
    const text = decoded(bytes, namedEncoding(new TextDecoder("latin1").decode(bytes.subarray(0, 2048))));
    return text.ok ? ok(readPage(text.value)) : text;
  }
  if (PLAIN.test(name)) {
    const text = decoded(bytes, undefined);
    return text.ok ? ok({ text: text.value, furniture: [] }) : text;
  }
  return err("只能导入 .docx、.html 和 .txt 文件；.doc、.wps 请先另存为 .docx，PDF 请复制正文后粘贴");
}

/** By the mark of the file, the name in the page, or whichever of the two encodings is possible. */
function decoded(bytes: Uint8Array, named: string | undefined): Result<string, string> {
  const [first, second] = bytes;
  const marked =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : undefined;
  for (const encoding of marked ? [marked] : named === "gb18030" ? [named, "utf-8"] : ["utf-8", "gb18030"]) {
    try {
      return ok(new TextDecoder(encoding, { fatal: true }).decode(bytes));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  return err("文件编码无法识别，请另存为 UTF-8 编码的文本，或直接粘贴正文");
}

/** The converter comes in with the first Word file. */
async function readWord(bytes: Uint8Array<ArrayBuffer>): Promise<Result<PageText, string>> {
  const { default: mammoth } = await import("mammoth");
  const { writeOutNumbers } = await import("#report/ooxml/write-out-numbers.ts");
  try {
    const { value } = await mammoth.convertToHtml(
      { arrayBuffer: writeOutNumbers(bytes).buffer },
      { convertImage: mammoth.images.imgElement(async () => ({ src: "" })) },
    );
    return ok(readPage(value));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return err("不是完好的 Word 文档（.docx），请用 Word 或 WPS 打开后另存一次");
  }
}
