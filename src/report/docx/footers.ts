import { field, TAB_RUN, textRun } from "#report/docx/paragraph.ts";
import { paragraphProperties } from "#report/docx/properties.ts";
import { STYLE } from "#report/docx/styles.ts";
import { root } from "#report/docx/xml.ts";
import { type Frame, ptToTwips, SIZE } from "#report/page.ts";

const INSET = ptToTwips(SIZE.pageNumber);
const NUMBER = `${textRun("— ")}${field("PAGE", "1")}${textRun(" —")}`;

/**
 * "— 1 —" one character in from the outer edge: right on odd pages, left on even ones. The stamp stands small at the
 * other edge.
 */
export function footerPart(side: "odd" | "even", frame: Frame, stamp: string | undefined): string {
  const small = stamp === undefined ? "" : textRun(stamp, { font: "fangsong", size: SIZE.stamp });
  const right = ptToTwips(frame.width) - INSET;
  const content =
    small === ""
      ? paragraphProperties({
          style: STYLE.footer,
          indent: side === "odd" ? { right: INSET } : { left: INSET },
          align: side === "odd" ? "right" : "left",
        }) + NUMBER
      : paragraphProperties({
          style: STYLE.footer,
          tabs: [{ kind: "right", at: right }],
          indent: { left: INSET },
          align: "left",
        }) + (side === "odd" ? small + TAB_RUN + NUMBER : NUMBER + TAB_RUN + small);
  return root("w:ftr", ["w", "r"], `<w:p>${content}</w:p>`);
}
