/** The page of GB/T 9704-2012. Lengths in points unless the name says otherwise. */
export const mm = (millimetres: number): number => (millimetres * 72) / 25.4;
export const mmToTwips = (millimetres: number): number => Math.round((millimetres * 1440) / 25.4);
export const ptToTwips = (points: number): number => Math.round(points * 20);

export const PAGE_MM = { width: 210, height: 297, top: 37, bottom: 35, left: 28, right: 26 } as const;

export const PAGE_WIDTH = mm(PAGE_MM.width);
export const PAGE_HEIGHT = mm(PAGE_MM.height);
export const TEXT_LEFT = mm(PAGE_MM.left);
export const TEXT_TOP = mm(PAGE_MM.top);
export const TEXT_WIDTH_MM = PAGE_MM.width - PAGE_MM.left - PAGE_MM.right;
export const TEXT_WIDTH = mm(TEXT_WIDTH_MM);
export const TEXT_HEIGHT = mm(PAGE_MM.height - PAGE_MM.top - PAGE_MM.bottom);

export const CHARACTERS_PER_LINE = 28;
export const LINES_PER_PAGE = 22;
export const LINE_PITCH = TEXT_HEIGHT / LINES_PER_PAGE;
/** A text block, and the sheet it stands on. */
export interface Frame {
  orientation: "portrait" | "landscape";
  pageWidth: number;
  pageHeight: number;
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The same sheet turned by a quarter, its head at the binding edge: margins go round with the paper. */
export const LANDSCAPE_MM = {
  width: PAGE_MM.height,
  height: PAGE_MM.width,
  top: PAGE_MM.left,
  bottom: PAGE_MM.right,
  left: PAGE_MM.bottom,
  right: PAGE_MM.top,
} as const;

export const FRAMES: Readonly<Record<Frame["orientation"], Frame>> = {
  portrait: {
    orientation: "portrait",
    pageWidth: PAGE_WIDTH,
    pageHeight: PAGE_HEIGHT,
    left: TEXT_LEFT,
    top: TEXT_TOP,
    width: TEXT_WIDTH,
    height: TEXT_HEIGHT,
  },
  landscape: {
    orientation: "landscape",
    pageWidth: PAGE_HEIGHT,
    pageHeight: PAGE_WIDTH,
    left: mm(LANDSCAPE_MM.left),
    top: mm(LANDSCAPE_MM.top),
    width: TEXT_HEIGHT,
    height: TEXT_WIDTH,
  },
};

/** From one character to the next: 28 of them fill the line, which is a little less than 三号's 16 pt. */
export const CHARACTER_PITCH = TEXT_WIDTH / CHARACTERS_PER_LINE;

/** 一号, 二号, 三号, 四号, 小四; the stamp is small print */
export const SIZE = { cover: 26, title: 22, body: 16, pageNumber: 14, imprint: 14, table: 12, stamp: 8 } as const;

export const BODY_SPACING = CHARACTER_PITCH - SIZE.body;

/** The dash of the page number stands this far below the text block. */
export const PAGE_NUMBER_DROP_MM = 7;

/** Inside a table cell. */
export const CELL_PADDING = { side: 4, top: 3, bottom: 3 } as const;
export const TABLE_LINE_HEIGHT = 16;
/** Empty lines between text and signature: the seal's upper half stands there. */
export const LINES_ABOVE_SIGNATURE = 2;
