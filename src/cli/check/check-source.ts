import type { DataFigure } from "#core/numbers/data-claims.ts";
import type { Paragraph } from "#core/prose/check-prose.ts";
import type { TextFinding } from "#core/prose/finding.ts";

/** A text to check, whatever it was read from. */
export interface CheckSource {
  paragraphs: (Paragraph & { line?: number })[];
  /** absent where the text does not say */
  year: number | undefined;
  /** whether it is, or is going to be, published */
  published: boolean;
  /** the data fields of a submission */
  data?: readonly DataFigure[];
  /** what is known besides the paragraphs */
  more: (Pick<TextFinding, "code" | "severity" | "message" | "quote"> & { item?: string; line?: number })[];
}
