import type { Block } from "#core/document/model.ts";
import type { BlockContext } from "#report/docx/context.ts";
import { emptyLine, type Piece, paragraph, space, TAB_RUN, textRun } from "#report/docx/paragraph.ts";
import type { ParagraphLook } from "#report/docx/properties.ts";
import { CHARACTER, LINE, RED, STYLE } from "#report/docx/styles.ts";
import { markSize } from "#report/layout/mark-size.ts";
import { mm, mmToTwips, PAGE_MM, ptToTwips } from "#report/page.ts";

/** GB/T 9704-2012, 7.2: the mark's upper edge to that of the text block; the rule under the number. */
const MARK_DROP = mmToTwips(35);
const RULE_DROP = Math.round(mm(4));
const LINES_ABOVE_TITLE = 2;

/** 10.1: a letter's mark from the sheet's upper edge, its rules' length, the lower rules from the lower edge. */
const LETTER_MARK_TOP = mmToTwips(30);
const LETTER_WIDTH = mmToTwips(170);
const LETTER_FOOT = mmToTwips(PAGE_MM.height - 20);

const lines = (count: number): Piece[] => Array.from({ length: count }, () => emptyLine({ keepNext: true }));

/** 版头: mark, number, who signs, and the rule under them. A file with a head of its own needs only number and name. */
export function redHeadPieces(block: Block & { kind: "red-head" }, { width, headed }: BlockContext): Piece[] {
  const mark = headed || block.mark === "" ? [] : [space(MARK_DROP), markParagraph(block.mark, width), ...lines(2)];
  const ruled: ParagraphLook = {
    keepNext: true,
    ...(headed ? {} : { rules: { bottom: { style: "single", size: 12, color: RED, space: RULE_DROP } } }),
  };
  if (headed && block.number + block.signer === "") return [];
  return [...mark, numberLine(block, width, ruled), ...lines(LINES_ABOVE_TITLE)];
}

/** The number in the middle, or at the left where someone signs at the right: one place in on both sides. */
function numberLine({ number, signer }: Block & { kind: "red-head" }, width: number, look: ParagraphLook): Piece {
  if (signer === "") return paragraph(STYLE.normal, number, { ...look, align: "center" });
  return {
    look: {
      ...look,
      style: STYLE.normal,
      tabs: [{ kind: "right", at: width - CHARACTER }],
      indent: { firstLineChars: 100, firstLine: CHARACTER },
      align: "left",
    },
    content: `${textRun(number)}${TAB_RUN}${textRun("签发人：")}${textRun(signer, { font: "kai" })}`,
  };
}

/** 信函格式: the mark above the text block's upper edge over a double rule, another at the sheet's foot. */
export function letterHeadPieces(block: Block & { kind: "letter-head" }, { width, headed }: BlockContext): Piece[] {
  const number = block.number === "" ? emptyLine() : paragraph(STYLE.normal, block.number, { align: "right" });
  if (headed) return block.number === "" ? [] : [number, ...lines(1)];
  const frame = { width: LETTER_WIDTH };
  const mark = markParagraph(block.mark, width, {
    frame: { ...frame, y: LETTER_MARK_TOP },
    rules: { bottom: { style: "thickThinSmallGap", size: 24, color: RED, space: RULE_DROP } },
  });
  const foot: Piece = {
    look: {
      style: STYLE.spacer,
      frame: { ...frame, y: LETTER_FOOT },
      rules: { top: { style: "thinThickSmallGap", size: 24, color: RED, space: 0 } },
    },
    content: "",
  };
  return [mark, foot, space(Math.round(LINE / 4)), number, ...lines(LINES_ABOVE_TITLE)];
}

function markParagraph(text: string, width: number, look: ParagraphLook = {}): Piece {
  const size = markSize(text, width / ptToTwips(1));
  return {
    look: { ...look, style: STYLE.mark, spacing: { line: ptToTwips(size * 1.1), rule: "exact" } },
    content: textRun(text, { size }),
  };
}
