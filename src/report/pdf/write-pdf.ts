import type { Content, TDocumentDefinitions } from "pdfmake/interfaces";
import type { ReportDocument } from "#core/document/model.ts";
import { cleanText } from "#report/clean-text.ts";
import type { FontSet } from "#report/fonts.ts";
import { type Page, paginate } from "#report/layout/paginate.ts";
import { createTypesetter } from "#report/layout/typesetter.ts";
import { PAGE_HEIGHT, PAGE_WIDTH, TEXT_HEIGHT } from "#report/page.ts";
import { createBookmarks, pageContent } from "#report/pdf/draw.ts";
import { renderPdf } from "#report/pdf/engine.ts";
import { documentStrips } from "#report/pdf/flow.ts";

export interface WrittenPdf {
  bytes: Uint8Array;
  pages: number;
  /** characters that no font has; 〓 stands in their place */
  missing: string[];
}

/** A report without a date gets this one, so that the same report is the same file. */
const NO_DATE = "2000-01-01";

/**
 * Writes the report as PDF. Lines and pages are made here, where page numbers are known before anything is drawn;
 * pdfmake draws them. The same document and fonts give the same bytes.
 */
export async function writePdf(document: ReportDocument, fonts: FontSet): Promise<WrittenPdf> {
  const typesetter = createTypesetter(fonts);
  const pages = paginate(documentStrips(document, typesetter), TEXT_HEIGHT);
  const definition = define(document, pages.length > 0 ? pages : [[]]);
  return { bytes: await renderPdf(definition, fonts), pages: Math.max(1, pages.length), missing: typesetter.missing() };
}

function define(document: ReportDocument, pages: readonly Page[]): TDocumentDefinitions {
  const date = new Date(`${document.date ?? NO_DATE}T00:00:00Z`);
  const bookmarks = createBookmarks();
  const content = pages.flatMap((page, index): Content[] => pageContent(page, index + 1, bookmarks));
  return {
    content,
    pageSize: { width: PAGE_WIDTH, height: PAGE_HEIGHT },
    pageMargins: 0,
    version: "1.7",
    language: "zh-CN",
    displayTitle: true,
    defaultStyle: { font: "fangsong", preserveLeadingSpaces: true, preserveTrailingSpaces: true, noWrap: true },
    info: {
      title: cleanText(document.title),
      author: cleanText(document.author),
      creator: "自评通",
      producer: "自评通",
      creationDate: date,
      modDate: date,
    },
  };
}
