import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import type { CheckSource } from "#cli/check/check-source.ts";
import { decodeText } from "#cli/check/decode-text.ts";
import { htmlText, namedEncoding } from "#cli/check/html-text.ts";
import { CommandError } from "#cli/command.ts";
import { wordHtml } from "#cli/word-html.ts";
import { readParagraphs, repeatedDisclosure } from "#core/importer/paragraphs.ts";
import { yearOfSource } from "#core/importer/read-frame.ts";

export const TEXT_EXTENSIONS: ReadonlySet<string> = new Set([".txt", ".text", ".md", ".html", ".htm", ".docx"]);

/** Reads a published report: plain text, a saved page, or Word. */
export async function readTextSource(path: string): Promise<CheckSource> {
  const text = await textOf(path);
  const read = readParagraphs(text);
  const paragraphs = read.filter(({ role }) => role !== "furniture" && role !== "disclosure");
  if (paragraphs.length === 0) throw new CommandError(`${path} 中没有可检查的文字`);
  const twice = repeatedDisclosure(read);
  const hasDisclosure = read.some(({ role }) => role === "disclosure");
  return {
    paragraphs,
    year: yearOfSource(text),
    published: hasDisclosure || paragraphs.some(({ role, text: title }) => role === "title" && title.includes("公示")),
    more: twice
      ? [
          {
            code: "text.repeated-disclosure",
            severity: "notice",
            quote: twice.text,
            message: `公开信息栏重复：“${twice.text}”出现两次，请只保留一份`,
            line: twice.line,
          },
        ]
      : [],
  };
}

async function textOf(path: string): Promise<string> {
  const bytes = new Uint8Array(await readFile(path));
  const extension = extname(path).toLowerCase();
  if (extension === ".docx") return htmlText(await wordHtml(bytes, path));
  if (extension !== ".html" && extension !== ".htm") return decodeText(bytes, path);
  const named = namedEncoding(bytes);
  return htmlText(named === "gb18030" ? new TextDecoder(named).decode(bytes) : decodeText(bytes, path));
}
