import type { Block } from "#core/document/model.ts";
import { cleanText } from "#report/clean-text.ts";
import { type Piece, paragraph, space } from "#report/docx/paragraph.ts";
import { COVER_LINE, LINE, STYLE } from "#report/docx/styles.ts";
import { titleLines } from "#report/layout/title.ts";
import { LINES_PER_PAGE, ptToTwips, SIZE } from "#report/page.ts";

const TITLE_AT = 5 * LINE;
const LINES_UNDER_DATE = 2;

/** 封面: the title in the upper third, who and when near the foot, all on one page. */
export function coverPieces(block: Block & { kind: "cover-page" }, width: number): Piece[] {
  const title = titleLines(cleanText(block.title), Math.floor(width / ptToTwips(SIZE.cover)));
  const foot = [block.organisation, block.date].filter((text) => text !== "");
  const footAt = (LINES_PER_PAGE - foot.length - LINES_UNDER_DATE) * LINE;
  const between = footAt - TITLE_AT - title.length * COVER_LINE;
  return [
    ...(between > 0 ? [space(TITLE_AT)] : []),
    paragraph(STYLE.coverTitle, title.join("\n")),
    ...(foot.length > 0 ? [space(between > 0 ? between : LINE)] : []),
    ...foot.map((text) => paragraph(STYLE.coverText, text)),
  ];
}
