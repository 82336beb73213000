import type { ContentsEntry } from "#report/docx/contents.ts";
import type { Section } from "#report/docx/sections.ts";
import type { ReportImage } from "#report/images.ts";

/** A picture that is stored in the package: where, and by which relationship the text shows it. */
export interface Medium {
  relationship: string;
  /** path from word/ */
  target: string;
  image: ReportImage;
}

/** What a block needs to know of the file that it goes into. */
export interface BlockContext {
  section: Section;
  /** of the text block, in twips */
  width: number;
  /** from the sheet's edge to the text block */
  left: number;
  /** the file has a head of its own */
  headed: boolean;
  bookmarkOf: (id: string) => string;
  nextId: () => number;
  contents: () => ContentsEntry[];
  /** undefined: no such picture */
  medium: (sha256: string) => Medium | undefined;
}
