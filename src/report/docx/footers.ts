import { AlignmentType, Footer, PageNumber, Paragraph, TextRun } from "docx";
import { STYLE } from "#report/docx/styles.ts";
import { ptToTwips, SIZE } from "#report/page.ts";

/** "— 1 —" one character in from the outer edge: right on odd pages, left on even ones. */
export function footers(): { default: Footer; even: Footer } {
  const inset = ptToTwips(SIZE.pageNumber);
  const footer = (alignment: "left" | "right"): Footer =>
    new Footer({
      children: [
        new Paragraph({
          style: STYLE.footer,
          alignment: alignment === "right" ? AlignmentType.RIGHT : AlignmentType.LEFT,
          indent: { [alignment]: inset },
          children: [new TextRun({ children: ["— ", PageNumber.CURRENT, " —"] })],
        }),
      ],
    });
  return { default: footer("right"), even: footer("left") };
}
