import { readFont } from "#app/data/read-font.ts";
import { composeVersion } from "#app/features/report/compose-version.ts";
import type { ContentChange, ContentFrame } from "#app/features/report/preview-messages.ts";
import { createReportImages, picturesOf } from "#app/features/report/report-images.ts";
import { dataSheets } from "#core/document/data-sheets.ts";
import { FONT_FILES, TEXT_ROLES } from "#report/fonts.ts";
import { discretionOf, makeReport, type ReportFormat } from "#report/make.ts";

export interface ReportRequest {
  kind: "make";
  run: number;
  frame: ContentFrame;
  change: ContentChange;
  format: ReportFormat;
  /** the office's own Word file, for docx */
  letterhead: Uint8Array | undefined;
}

/** Asks for nothing yet: what the first file will need is fetched while the person still looks. */
export interface WarmUp {
  kind: "warm-up";
}

export type ReportReply =
  | { run: number; kind: "progress"; text: string }
  | {
      run: number;
      kind: "made";
      bytes: Uint8Array<ArrayBuffer>;
      mediaType: string;
      fileName: string;
      missing: string[];
    }
  | { run: number; kind: "failed"; message: string };

const images = createReportImages();

/** Files are written off the main thread; the writers load only when the first one is asked for. */
self.onmessage = async ({ data }: MessageEvent<ReportRequest | WarmUp>) => {
  if (data.kind === "warm-up") return warmUp();
  const { run } = data;
  const send = (reply: ReportReply, transfer: Transferable[] = []): void => self.postMessage(reply, { transfer });
  try {
    const made = await make(data, (text) => send({ run, kind: "progress", text }));
    const bytes = new Uint8Array(made.bytes);
    const { mediaType, fileName, missing } = made;
    send({ run, kind: "made", bytes, mediaType, fileName, missing }, [bytes.buffer]);
  } catch (error) {
    send({ run, kind: "failed", message: error instanceof Error ? error.message : String(error) });
  }
};

/** What fails here is asked for again, and told, when a file is wanted. */
async function warmUp(): Promise<void> {
  await Promise.allSettled([
    import("#report/pdf/write-pdf.ts"),
    ...TEXT_ROLES.map((role) => readFont(FONT_FILES[role])),
  ]);
}

async function make({ frame, change, format, letterhead }: ReportRequest, tell: (text: string) => void) {
  tell("正在汇编");
  const { content, document } = composeVersion(frame, change, discretionOf(format));
  const lacking = showsPictures(format) ? images.lacking(picturesOf(document)) : [];
  for (const [index, sha256] of lacking.entries()) {
    tell(`正在处理图片（${index + 1}/${lacking.length}）`);
    const record = change.evidence.find((each) => each.sha256 === sha256);
    if (record) await images.read(frame.submissionId, record);
  }
  tell("正在排版");
  return makeReport({
    document,
    format,
    loadFont: readFont,
    images: images.known,
    ...(format === "xlsx" ? { sheets: dataSheets(content, change.findings) } : {}),
    ...(letterhead && format === "docx" ? { letterhead } : {}),
  });
}

const showsPictures = (format: ReportFormat): boolean => format !== "txt" && format !== "xlsx";
