import type { TDocumentDefinitions } from "pdfmake/interfaces";
import type { ReportDocument } from "#core/document/model.ts";
import { cleanText } from "#report/clean-text.ts";
import type { FontSet } from "#report/fonts.ts";
import { type ImageSet, NO_IMAGES } from "#report/images.ts";
import { type LaidPage, layoutReport } from "#report/layout/layout-report.ts";
import { FRAMES } from "#report/page.ts";
import { drawPages } from "#report/pdf/draw.ts";
import { type PdfDocument, renderPdf } from "#report/pdf/engine.ts";
import { type Metadata, xmpPacket } from "#report/pdf/xmp.ts";

export interface WrittenPdf {
  bytes: Uint8Array;
  pages: number;
  /** characters that no font has; 〓 stands in their place */
  missing: string[];
}

/** A report without a date gets this one, so that the same report is the same file. */
const NO_DATE = "2000-01-01";

/**
 * Writes the report as PDF. Lines and pages are made before anything is drawn. The same document, fonts and pictures
 * give the same bytes. The file has what PDF/A-2 asks for at level B.
 */
export async function writePdf(
  document: ReportDocument,
  fonts: FontSet,
  images: ImageSet = NO_IMAGES,
): Promise<WrittenPdf> {
  const { pages, missing } = layoutReport(document, fonts, images);
  const metadata: Metadata = {
    title: cleanText(document.title),
    author: cleanText(document.author),
    language: "zh-CN",
    tool: "自评通",
    date: new Date(`${document.date ?? NO_DATE}T00:00:00Z`),
  };
  const bytes = await renderPdf(define(metadata, pages[0]), (pdf) => {
    drawPages(pdf, pages, fonts, images);
    pdf.endMetadata = () => writeMetadata(pdf, metadata);
  });
  return { bytes, pages: pages.length, missing };
}

function define({ title, author, language, tool, date }: Metadata, first: LaidPage | undefined): TDocumentDefinitions {
  const { pageWidth, pageHeight } = FRAMES[first?.orientation ?? "portrait"];
  return {
    content: [],
    pageSize: { width: pageWidth, height: pageHeight },
    pageMargins: 0,
    version: "1.7",
    subset: "PDF/A-2b",
    tagged: true,
    language,
    displayTitle: true,
    info: { title, author, creator: tool, producer: tool, creationDate: date, modDate: date },
  };
}

/** In the place of the engine's own, which does not escape what XML reserves. */
function writeMetadata(pdf: PdfDocument, metadata: Metadata): void {
  const packet = pdf.ref({ Type: "Metadata", Subtype: "XML" });
  packet.compress = false;
  packet.end(new TextEncoder().encode(xmpPacket(metadata)));
  pdf._root.data.Metadata = packet;
}
