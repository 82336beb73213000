import type { PreviewFailure } from "#app/features/evidence/preview/preview-failure.ts";
import type { Result } from "#core/result.ts";
import type { PackageEntry } from "#report/workbook/open-package.ts";
import type { Merge } from "#report/workbook/read-sheet.ts";

export interface PreviewRequests {
  document: { bytes: Uint8Array<ArrayBuffer> };
  workbook: { bytes: Uint8Array<ArrayBuffer> };
  rows: { sheet: number; from: number };
  archive: { bytes: Uint8Array<ArrayBuffer> };
}

export interface WorkbookOutline {
  sheets: readonly string[];
  hidden: number;
}

/** One stretch of a sheet's rows. */
export interface RowWindow {
  from: number;
  /** how many rows a full stretch has */
  size: number;
  rows: (string[] | undefined)[];
  columns: number;
  total: number;
  merges: Merge[];
  cut: boolean;
}

export interface PreviewAnswers {
  /** HTML that is still to be cleaned */
  document: string;
  workbook: WorkbookOutline;
  rows: RowWindow;
  archive: PackageEntry[];
}

export type PreviewTask = keyof PreviewRequests;

export type PreviewRequest = { [T in PreviewTask]: { task: T; run: number } & PreviewRequests[T] }[PreviewTask];

export interface PreviewReply {
  run: number;
  result: Result<PreviewAnswers[PreviewTask], PreviewFailure>;
}
