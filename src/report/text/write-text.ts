import { type Block, outlineOf, type ReportDocument } from "#core/document/model.ts";
import { assertNever } from "#core/result.ts";
import { cleanLines } from "#report/clean-text.ts";
import { annexLines } from "#report/layout/annex-list.ts";

/** Two full-width blanks, as official prose begins its paragraphs. */
const INDENT = "　　";

/**
 * The report as plain text for the clipboard: paragraphs indented with full-width blanks, tables as rows of cells with
 * tabs between them, which Excel takes as cells.
 */
export function writeText(document: ReportDocument): string {
  const pieces = document.blocks.map((block) => blockLines(block, document).join("\n"));
  return `${pieces
    .filter((piece) => piece !== "")
    .join("\n")
    .replace(/(?<!\n)\n+$/, "")}\n`;
}

/** An empty line before a block is part of it. */
function blockLines(block: Block, document: ReportDocument): string[] {
  switch (block.kind) {
    case "cover-page":
      return [...present([block.title, block.organisation, block.date]), ""];
    case "contents":
      return ["目录", ...outlineOf(document).map(({ text, level }) => "　".repeat(level - 1) + flat(text)), ""];
    case "red-head":
      return [...present([block.mark, block.number, block.signer && `签发人：${block.signer}`]), ""];
    case "letter-head":
      return [...present([block.mark, block.number]), ""];
    case "title":
      return [...cleanLines(block.text), ""];
    case "addressee":
    case "caption":
      return cleanLines(block.text);
    case "heading":
    case "note":
      return indented(block.text);
    case "paragraph":
      return indented(block.runs.map((run) => run.text).join(""));
    case "annex-list":
      return [
        "",
        ...annexLines(block.titles).map(({ lead, title, leadAt }) => "　".repeat(leadAt) + lead + flat(title)),
      ];
    case "signature":
      return ["", ...present([block.organisation, block.date])];
    case "annex":
      return ["", `附件${block.number}`, ...cleanLines(block.title), ""];
    case "table":
      return [block.columns.map(({ header }) => header), ...block.rows].map((row) => row.map(cell).join("\t"));
    case "figure":
      return [`【图片：${flat(block.caption)}】`];
    case "imprint":
      return [
        "",
        ...present([
          block.copies && `抄送：${block.copies}`,
          [block.organisation, block.date && `${block.date}印发`].filter((part) => part !== "").join("　"),
        ]),
      ];
    default:
      return assertNever(block);
  }
}

const flat = (text: string): string => cleanLines(text).join(" ");

const present = (texts: readonly string[]): string[] => texts.filter((text) => text !== "").map(flat);

const indented = (text: string): string[] => cleanLines(text).map((line) => INDENT + line);

/** A pasted cell must stay text: an apostrophe before what Excel would compute, and none before a mere number. */
function cell(text: string): string {
  const line = flat(text);
  return /^[=@+-]/.test(line) && !/^[+-]\d[\d.]*%?$/.test(line) ? `'${line}` : line;
}

/** Windows programs of the office: byte order mark and CRLF. */
export const textFile = (document: ReportDocument): Uint8Array =>
  new TextEncoder().encode(`\ufeff${writeText(document).replaceAll("\n", "\r\n")}`);
