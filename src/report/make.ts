import { documentText, type ReportDocument } from "#core/document/model.ts";
import { assertNever } from "#core/result.ts";
import { cleanText } from "#report/clean-text.ts";
import { type LoadFont, loadFonts } from "#report/fonts.ts";

export const REPORT_FORMATS = ["docx", "pdf"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export interface MadeReport {
  bytes: Uint8Array;
  mediaType: string;
  fileName: string;
  /** known for the PDF only: Word counts its own */
  pages?: number;
  /** characters that no font of the PDF has; 〓 stands in their place */
  missing: string[];
}

/** Makes one file. The writers and the fonts are loaded only when they are used. */
export async function makeReport(input: {
  document: ReportDocument;
  format: ReportFormat;
  loadFont: LoadFont;
}): Promise<MadeReport> {
  const { document, format, loadFont } = input;
  const fileName = `${document.fileName}.${format}`;
  switch (format) {
    case "docx": {
      const { writeDocx } = await import("#report/docx/write-docx.ts");
      return {
        bytes: await writeDocx(document),
        mediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        fileName,
        missing: [],
      };
    }
    case "pdf": {
      const { writePdf } = await import("#report/pdf/write-pdf.ts");
      const fonts = await loadFonts(loadFont, documentText(document).map(cleanText));
      return { ...(await writePdf(document, fonts)), mediaType: "application/pdf", fileName };
    }
    default:
      return assertNever(format);
  }
}
