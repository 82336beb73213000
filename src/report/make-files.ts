import { composeReport } from "#core/document/compose.ts";
import { dataSheets } from "#core/document/data-sheets.ts";
import type { ReportDocument, Shell } from "#core/document/model.ts";
import { checkSubmission } from "#core/rule/check.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import type { LoadFont } from "#report/fonts.ts";
import type { ImageSet, ReportImage } from "#report/images.ts";
import { discretionOf, type MadeReport, makeReport, type ReportFormat } from "#report/make.ts";

/** What a report takes from outside itself. */
export interface Supplies {
  loadFont: LoadFont;
  /** a picture by the SHA-256 of its file, small and upright; undefined where it cannot be read */
  readPicture: (sha256: string) => Promise<ReportImage | undefined>;
}

export interface FilesRequest {
  content: SubmissionContent;
  formats: readonly ReportFormat[];
  /** names the version that is printed */
  stamp: string;
  shell?: Shell | undefined;
  /** an office's own Word template */
  letterhead?: Uint8Array | undefined;
}

/**
 * Writes a submission's report in every format that is asked for, and hands each file on before the next is begun: the
 * report is checked once, composed once for each discretion, and its pictures are read once. Gives what the files lack,
 * in Chinese.
 */
export async function makeFiles(
  { content, formats, stamp, shell, letterhead }: FilesRequest,
  { loadFont, readPicture }: Supplies,
  keep: (made: MadeReport, format: ReportFormat) => Promise<void>,
): Promise<string[]> {
  const findings = checkSubmission(content);
  const composed = new Map<"named" | "hidden", ReportDocument>();
  const documentFor = (discretion: "named" | "hidden"): ReportDocument => {
    const document =
      composed.get(discretion) ??
      composeReport(content, findings, { stamp, discretion, ...(shell === undefined ? {} : { shell }) });
    composed.set(discretion, document);
    return document;
  };
  const { images, unreadable } = await readPictures(documentFor("named"), readPicture);
  const complaints = unreadable.map((caption) => `图片无法读取，文中以文字代替：${caption}`);
  for (const format of formats) {
    const made = await makeReport({
      document: documentFor(discretionOf(format)),
      format,
      loadFont,
      images,
      ...(format === "xlsx" ? { sheets: dataSheets(content, findings) } : {}),
      ...(letterhead === undefined ? {} : { letterhead }),
    });
    complaints.push(...missingGlyphs(made));
    await keep(made, format);
  }
  return complaints;
}

export interface ReadPictures {
  images: ImageSet;
  /** captions of those that cannot be read */
  unreadable: string[];
}

/** The pictures that a document names, each once. */
export async function readPictures(
  document: ReportDocument,
  readPicture: Supplies["readPicture"],
): Promise<ReadPictures> {
  const images = new Map<string, ReportImage>();
  const unreadable: string[] = [];
  for (const block of document.blocks) {
    if (block.kind !== "figure" || images.has(block.sha256)) continue;
    const image = await readPicture(block.sha256);
    if (image) images.set(block.sha256, image);
    else unreadable.push(block.caption);
  }
  return { images, unreadable };
}

export const missingGlyphs = ({ missing }: MadeReport): string[] =>
  missing.length > 0 ? [`PDF 中有${missing.length}个字符没有字形，以〓代替：${missing.join(" ")}`] : [];
