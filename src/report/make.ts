import type { DataSheet } from "#core/document/data-sheet.ts";
import { documentText, type ReportDocument } from "#core/document/model.ts";
import { assertNever } from "#core/result.ts";
import { cleanText } from "#report/clean-text.ts";
import { type LoadFont, loadFonts } from "#report/fonts.ts";
import { type ImageSet, NO_IMAGES } from "#report/images.ts";

export const REPORT_FORMATS = ["docx", "pdf", "html", "txt", "xlsx"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** A page of a web site and a text to be pasted anywhere are for everybody: they say nothing of confidential evidence. */
export const discretionOf = (format: ReportFormat): "named" | "hidden" =>
  format === "html" || format === "txt" ? "hidden" : "named";

export interface MadeReport {
  bytes: Uint8Array;
  mediaType: string;
  fileName: string;
  /** known for the PDF only: Word counts its own */
  pages?: number;
  /** characters that no font of the PDF has; 〓 stands in their place */
  missing: string[];
}

export interface ReportInput {
  document: ReportDocument;
  format: ReportFormat;
  loadFont: LoadFont;
  /** the pictures that the document's figures name */
  images?: ImageSet;
  /** an office's own Word file that the text is put into, for docx; one that is refused is thrown as LetterheadError */
  letterhead?: Uint8Array;
  /** the workbook's sheets; only xlsx asks for them, and cannot be made without */
  sheets?: readonly DataSheet[];
}

/** Makes one file. The writers and the fonts are loaded only when they are used. */
export async function makeReport(input: ReportInput): Promise<MadeReport> {
  const { document, format, loadFont, images = NO_IMAGES, sheets } = input;
  const fileName = `${document.fileName}.${format}`;
  switch (format) {
    case "docx":
      return {
        bytes: await makeDocx(input),
        mediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        fileName,
        missing: [],
      };
    case "pdf": {
      const [{ writePdf }, fonts] = await Promise.all([
        import("#report/pdf/write-pdf.ts"),
        loadFonts(loadFont, documentText(document).map(cleanText)),
      ]);
      return { ...(await writePdf(document, fonts, images)), mediaType: "application/pdf", fileName };
    }
    case "html": {
      const { writeHtml } = await import("#report/html/write-html.ts");
      const bytes = new TextEncoder().encode(writeHtml(document, images));
      return { bytes, mediaType: "text/html;charset=utf-8", fileName, missing: [] };
    }
    case "txt": {
      const { textFile } = await import("#report/text/write-text.ts");
      return { bytes: textFile(document), mediaType: "text/plain;charset=utf-8", fileName, missing: [] };
    }
    case "xlsx": {
      if (sheets === undefined) throw new Error("a workbook is made from sheets, and none were given");
      const { writeWorkbook } = await import("#report/xlsx/write-workbook.ts");
      return {
        bytes: writeWorkbook(sheets),
        mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        fileName,
        missing: [],
      };
    }
    default:
      return assertNever(format);
  }
}

/** Fonts are loaded for a contents list only: its page numbers are those of the layout. */
async function makeDocx({ document, loadFont, images = NO_IMAGES, letterhead }: ReportInput): Promise<Uint8Array> {
  if (letterhead !== undefined) {
    const [{ applyLetterhead }, { LetterheadError }] = await Promise.all([
      import("#report/letterhead/apply-letterhead.ts"),
      import("#report/letterhead/problem.ts"),
    ]);
    const applied = applyLetterhead(letterhead, document, images);
    if (!applied.ok) throw new LetterheadError(applied.error);
    return applied.value;
  }
  const { writeDocx } = await import("#report/docx/write-docx.ts");
  if (!document.blocks.some(({ kind }) => kind === "contents")) return writeDocx(document, { images });
  const [{ layoutReport }, fonts] = await Promise.all([
    import("#report/layout/layout-report.ts"),
    loadFonts(loadFont, documentText(document).map(cleanText)),
  ]);
  return writeDocx(document, { images, pageOf: layoutReport(document, fonts, images).pageOf });
}
