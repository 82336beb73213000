import { CELL, htmlLines, type Line, WRAP } from "#core/paste/html-lines.ts";

/** What a paste brings along; either may be absent. */
export interface Clipboard {
  html?: string | undefined;
  plain?: string | undefined;
}

/**
 * Text as it is wanted in a report: one line per paragraph, punctuation and list numbers as they were, table rows as
 * lines with tabs, quoted data as it was copied; no indents, no soft breaks, nothing invisible.
 */
export function cleanPaste({ html = "", plain = "" }: Clipboard): string {
  const lines = /<[a-z!]/i.test(html) ? htmlLines(html) : plainLines(plain);
  const cleaned = paragraphs(lines).map(cleanLine);
  return cleaned.filter((line) => line !== "").join("\n");
}

/** The same for a control of one line. */
export const cleanPasteLine = (clipboard: Clipboard): string =>
  cleanPaste(clipboard)
    .replace(/[\n\t]+/g, " ")
    .trim();

/** In plain text a soft break of Word is a vertical tab, of others a line separator. */
const plainLines = (text: string): Line[] =>
  text
    .replace(/\t/g, CELL)
    .split(/\r\n|\r|\n|\u2029|\f/)
    .flatMap((line) => {
      const parts = line.split(/[\v\u2028]/);
      return parts.map((part, index): Line => ({ text: part, broken: index < parts.length - 1 }));
    });

const SENTENCE_END = /[。！？；：!?;:][”’」』）)]*$/u;
const INDENT = /^(?:[\u3000\u2003]|[\u00a0\u2002]{2,}| {4,})/u;
const NUMBERED = /^[（(]?(?:[一二三四五六七八九十百]+|\d{1,3})(?:[、．.]|[）)])/u;

/** Lines that were broken in the middle of a paragraph are put together again; where it looks like its end, they stay. */
function paragraphs(lines: readonly Line[]): string[] {
  const result: string[] = [];
  let open = false;
  for (const { text, broken } of lines) {
    const before = result.at(-1);
    const bare = visible(text).replaceAll(WRAP, "").trim();
    if (open && before !== undefined && bare !== "" && !INDENT.test(text) && !NUMBERED.test(bare))
      result[result.length - 1] = before + WRAP + text;
    else result.push(text);
    open = broken && bare !== "" && !SENTENCE_END.test(bare);
  }
  return result;
}

/** Control and format characters: marks of width zero and of direction, soft hyphens; and what only marks places here. */
const INVISIBLE = /[\p{Cc}\p{Cf}]/gu;
const visible = (text: string): string => text.replaceAll("\t", " ").replace(INVISIBLE, "");

/** Chinese characters and full-width marks: no space belongs beside them where a line was wrapped. */
const WIDE = String.raw`[\u2018-\u201d\u2026\u2014\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\p{Script=Han}]`;
const WRAPPED = new RegExp(`(?<=${WIDE})[ \\u00a0]*${WRAP}[ \\u00a0]*|[ \\u00a0]*${WRAP}[ \\u00a0]*(?=${WIDE})`, "gu");
/** A fixed space beside a Chinese character only held a layout together. */
const RUN = String.raw`[ \u00a0\u2000-\u200a]*[\u00a0\u2000-\u200a][ \u00a0\u2000-\u200a]*`;
const FIXED = new RegExp(`(?<=${WIDE})${RUN}|${RUN}(?=${WIDE})`, "gu");

function cleanLine(line: string): string {
  return visible(line)
    .split(CELL)
    .map((cell) =>
      cell
        .replace(WRAPPED, "")
        .replaceAll(WRAP, " ")
        .replace(FIXED, "")
        .replace(/[ \u00a0\u2000-\u200a]+/gu, " ")
        .replace(/^[\s\u3000]+|(?<![\s\u3000])[\s\u3000]+$/gu, ""),
    )
    .join("\t")
    .replace(/\t+$/u, "");
}
