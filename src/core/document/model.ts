import { assertNever } from "#core/result.ts";

/**
 * The report model: what the document says, in order. Writers decide only how it looks. It knows no page,
 * no font and no file format.
 */
export interface TextRun {
  text: string;
  /** a visible hole: a figure that is quoted but not filled in */
  gap?: true;
}

export type Align = "left" | "center" | "right";

export interface Column {
  header: string;
  /** share of the table's width */
  weight: number;
  align: Align;
}

export type Block =
  | { kind: "title"; text: string }
  | { kind: "addressee"; text: string }
  /** levels 1 一、 2 （一） 3 1. ; the number is part of the text; `id` is unique, for bookmarks */
  | { kind: "heading"; level: 1 | 2 | 3; text: string; id: string }
  | { kind: "paragraph"; runs: TextRun[] }
  /** 附件说明 under the text */
  | { kind: "annex-list"; titles: string[] }
  | { kind: "signature"; organisation: string; date: string }
  /** （联系人：…） under the date */
  | { kind: "note"; text: string }
  /** a new page: 附件1 and its title */
  | { kind: "annex"; number: number; title: string; id: string }
  | { kind: "caption"; text: string }
  | { kind: "table"; columns: Column[]; rows: string[][] };

export interface ReportDocument {
  title: string;
  /** who signs; goes into the file's properties */
  author: string;
  /** without extension, safe on Windows */
  fileName: string;
  /** YYYY-MM-DD of the document, or undefined while it has none */
  date: string | undefined;
  blocks: Block[];
}

/** All text of a document in reading order, one line per block or table cell. */
export function documentText(document: ReportDocument): string[] {
  return document.blocks.flatMap((block): string[] => {
    switch (block.kind) {
      case "title":
      case "addressee":
      case "heading":
      case "note":
      case "caption":
        return [block.text];
      case "paragraph":
        return [block.runs.map((run) => run.text).join("")];
      case "annex-list":
        return block.titles;
      case "signature":
        return [block.organisation, block.date].filter((line) => line !== "");
      case "annex":
        return [`附件${block.number}`, block.title];
      case "table":
        return [...block.columns.map((column) => column.header), ...block.rows.flat()];
      default:
        return assertNever(block);
    }
  });
}
