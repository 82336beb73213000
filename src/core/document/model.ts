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

/** 报告, 函, 公示, and the plain page of a web site: official elements around one body. */
export const SHELLS = ["report", "letter", "notice", "plain"] as const;
export type Shell = (typeof SHELLS)[number];

/** decimal: figures stand under one another at the decimal point */
export type Align = "left" | "center" | "right" | "decimal";

export interface Column {
  header: string;
  /** share of the table's width */
  weight: number;
  align: Align;
}

export type Block =
  /** 封面: a page of its own */
  | { kind: "cover-page"; title: string; organisation: string; date: string }
  /** 目录: writers fill it from headings and annexes, with page numbers where the format has pages */
  | { kind: "contents" }
  /** 版头: red mark, 发文字号 and 签发人, red rule */
  | { kind: "red-head"; mark: string; number: string; signer: string }
  /** 信函格式: red mark between the margins, red double rules, number at the right */
  | { kind: "letter-head"; mark: string; number: string }
  | { kind: "title"; text: string; startsPage?: true }
  | { kind: "addressee"; text: string }
  /** levels 1 一、 2 （一） 3 1. ; the number is part of the text; `id` is unique, for bookmarks */
  | { kind: "heading"; level: 1 | 2 | 3; text: string; id: string }
  | { kind: "paragraph"; runs: TextRun[] }
  /** 附件说明 under the text */
  | { kind: "annex-list"; titles: string[] }
  | { kind: "signature"; organisation: string; date: string }
  /** （此件公开发布）, （联系人：…） under the date */
  | { kind: "note"; text: string }
  /** a new page: 附件1 and its title */
  | { kind: "annex"; number: number; title: string; id: string }
  | { kind: "caption"; text: string }
  /** wide: too many columns for an upright page */
  | { kind: "table"; columns: Column[]; rows: string[][]; wide?: true }
  /** a picture of the evidence, asked for by its content */
  | { kind: "figure"; sha256: string; caption: string }
  /** 版记 at the foot of the last page */
  | { kind: "imprint"; copies: string; organisation: string; date: string };

/** The fields that a government site asks for with a publication, in its usual order; empty ones are left out. */
export type Disclosure = readonly (readonly [name: string, value: string])[];

export interface ReportDocument {
  shell: Shell;
  title: string;
  /** who signs; goes into the file's properties */
  author: string;
  /** without extension, safe on Windows */
  fileName: string;
  /** YYYY-MM-DD of the document, or undefined while it has none */
  date: string | undefined;
  disclosure: Disclosure;
  /** of the version that is printed, small in the footer; absent in drafts without one */
  stamp?: string;
  blocks: Block[];
}

/** Headings and annexes, as the contents list and bookmarks name them. */
export function outlineOf(document: ReportDocument): { id: string; text: string; level: 1 | 2 | 3 }[] {
  return document.blocks.flatMap((block) => {
    if (block.kind === "heading") return [{ id: block.id, text: block.text, level: block.level }];
    if (block.kind === "annex")
      return [{ id: block.id, text: `附件${block.number} ${block.title}`, level: 1 as const }];
    return [];
  });
}

/** All text of a document in reading order, one line per block or table cell; contents lists repeat headings and are left out. */
export function documentText(document: ReportDocument): string[] {
  return document.blocks.flatMap((block): string[] => {
    switch (block.kind) {
      case "cover-page":
        return present([block.title, block.organisation, block.date]);
      case "contents":
        return [];
      case "red-head":
        return present([block.mark, block.number, block.signer && `签发人：${block.signer}`]);
      case "letter-head":
        return present([block.mark, block.number]);
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
        return present([block.organisation, block.date]);
      case "annex":
        return [`附件${block.number}`, block.title];
      case "table":
        return [...block.columns.map((column) => column.header), ...block.rows.flat()];
      case "figure":
        return [block.caption];
      case "imprint":
        return present([
          block.copies && `抄送：${block.copies}`,
          block.organisation,
          block.date && `${block.date}印发`,
        ]);
      default:
        return assertNever(block);
    }
  });
}

const present = (texts: readonly string[]): string[] => texts.filter((text) => text !== "");
