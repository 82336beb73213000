import type { CanvasElement, Content } from "pdfmake/interfaces";
import type { Page } from "#report/layout/paginate.ts";
import { type Bookmark, type Mark, shifted } from "#report/layout/strip.ts";
import { mm, PAGE_NUMBER_DROP_MM, SIZE, TEXT_HEIGHT, TEXT_LEFT, TEXT_TOP, TEXT_WIDTH } from "#report/page.ts";

type TextMark = Mark & { kind: "text" };

const RULE_WIDTH = 0.5;
const SHADE = "#ffe94d";

/** Gives each bookmark its place in the outline: under the last one of a higher level. */
export type Bookmarks = (bookmark: Bookmark) => { id: string; outlineParentId?: string };

export function createBookmarks(): Bookmarks {
  const open: { id: string; level: number }[] = [];
  let count = 0;
  return ({ level }) => {
    while ((open.at(-1)?.level ?? 0) >= level) open.pop();
    const parent = open.at(-1)?.id;
    count += 1;
    const id = `bookmark-${count}`;
    open.push({ id, level });
    return parent === undefined ? { id } : { id, outlineParentId: parent };
  };
}

/** One page as nodes at absolute places: the engine breaks no line and no page of its own. */
export function pageContent(page: Page, number: number, bookmarks: Bookmarks): Content[] {
  const marks = shifted(page, TEXT_LEFT, TEXT_TOP);
  return [
    {
      canvas: marks.flatMap(shapeOf),
      absolutePosition: { x: 0, y: 0 },
      ...(number > 1 ? { pageBreak: "before" as const } : {}),
    },
    ...marks.filter((mark) => mark.kind === "text").map((mark) => textNode(mark, bookmarks)),
    pageNumber(number),
  ];
}

function shapeOf(mark: Mark): CanvasElement[] {
  if (mark.kind === "text") return [];
  if (mark.kind === "rule")
    return [{ type: "line", x1: mark.x1, y1: mark.y1, x2: mark.x2, y2: mark.y2, lineWidth: RULE_WIDTH }];
  return [{ type: "rect", x: mark.x, y: mark.y, w: mark.width, h: mark.height, color: SHADE }];
}

function textNode(mark: TextMark, bookmarks: Bookmarks): Content {
  const outline = mark.bookmark && {
    ...bookmarks(mark.bookmark),
    outline: true,
    outlineText: mark.bookmark.text,
    outlineExpanded: mark.bookmark.level === 1,
  };
  return {
    text: mark.text,
    font: mark.font,
    fontSize: mark.size,
    characterSpacing: mark.spacing,
    absolutePosition: { x: mark.x, y: mark.y },
    ...outline,
  };
}

/** "— 1 —" one character in from the outer edge: right on odd pages, left on even ones. */
function pageNumber(number: number): Content {
  const size = SIZE.pageNumber;
  const y = TEXT_TOP + TEXT_HEIGHT + mm(PAGE_NUMBER_DROP_MM) - size / 2;
  const odd = number % 2 === 1;
  return {
    columns: [{ width: TEXT_WIDTH - 2 * size, text: `— ${number} —`, alignment: odd ? "right" : "left" }],
    font: "song",
    fontSize: size,
    absolutePosition: { x: TEXT_LEFT + size, y },
  };
}
