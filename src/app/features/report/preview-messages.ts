import type { ReportDocument, Shell } from "#core/document/model.ts";
import type { Finding } from "#core/rule/finding.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import type { FontRole } from "#report/fonts.ts";

/** What never changes while a submission is open goes over once; afterwards only what changes. */
export type ContentFrame = Omit<SubmissionContent, "answers" | "evidence"> & { submissionId: string };
export type ContentChange = Pick<SubmissionContent, "answers" | "evidence"> & {
  findings: readonly Finding[];
  /** undefined = the cover's */
  shell: Shell | undefined;
};

export type PreviewRequest =
  | { kind: "open"; frame: ContentFrame }
  | {
      kind: "compose";
      run: number;
      change: ContentChange;
      /** pages to send along, counted from 0 */
      wanted: readonly number[];
      /** send the document itself along, for the view as plain text */
      text: boolean;
    }
  | { kind: "draw"; run: number; wanted: readonly number[] };

export type PreviewReply =
  | { kind: "composed"; run: number; layout: PreviewLayout; drawn: DrawnPages; document: ReportDocument | undefined }
  | { kind: "drawn"; run: number; drawn: DrawnPages }
  | { kind: "failed"; run: number; message: string };

export type DrawnPages = readonly (readonly [index: number, page: DrawnPage])[];

/** Lengths in points, from the top left corner of the page. */
export interface PreviewLayout {
  title: string;
  shell: Shell;
  pages: readonly PageSize[];
  /** headings and annexes in order */
  places: readonly PreviewPlace[];
  /** holes in the text */
  gaps: readonly PreviewGap[];
  /** characters that no font has */
  missing: readonly string[];
  /** pictures that are still being read; they come with a later layout */
  waiting: number;
}

export interface PageSize {
  width: number;
  height: number;
}

export interface PreviewPlace {
  id: string;
  text: string;
  level: 1 | 2 | 3;
  page: number;
  y: number;
}

export interface PreviewGap {
  text: string;
  /** where it is filled */
  itemKey: string;
}

export interface DrawnText {
  x: number;
  baseline: number;
  text: string;
  font: FontRole;
  size: number;
  spacing: number;
  colour: string;
  heading?: { level: 1 | 2 | 3; name: string };
}

export interface DrawnBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface DrawnPage {
  texts: readonly DrawnText[];
  rules: readonly { x1: number; y1: number; x2: number; y2: number; width: number; colour: string }[];
  /** without an address: still being read */
  images: readonly (DrawnBox & { url: string | undefined; name: string })[];
  /** holes by the item that fills them */
  gaps: readonly { itemKey: string; boxes: readonly DrawnBox[] }[];
}
