import type { FontRole } from "#report/fonts.ts";
import type { Line } from "#report/layout/compose.ts";

/** Something to draw, from the top left corner of its strip (later: of the page). */
export type Mark =
  | {
      kind: "text";
      x: number;
      y: number;
      text: string;
      font: FontRole;
      size: number;
      spacing: number;
      bookmark?: Bookmark;
    }
  | { kind: "shade"; x: number; y: number; width: number; height: number }
  | { kind: "rule"; x1: number; y1: number; x2: number; y2: number };

export interface Bookmark {
  text: string;
  level: 1 | 2 | 3;
}

/** A horizontal slice of the text block that is never cut. */
export interface Strip {
  height: number;
  marks: Mark[];
  /** stays on the page of the strip that follows */
  keepWithNext?: boolean;
  /** begins a page */
  startsPage?: boolean;
  /** set again on top of every further page that the strip is pushed to */
  repeats?: Strip;
}

/** The marks of a composed line that sits in the middle of a box `height` high: one text per font, shades behind gaps. */
export function lineMarks(line: Line, size: number, height: number, left = 0): Mark[] {
  const marks: Mark[] = [];
  const y = (height - size) / 2;
  let x = left + line.indent;
  let text: (Mark & { kind: "text" }) | undefined;
  let shade: (Mark & { kind: "shade" }) | undefined;
  for (const cell of line.cells) {
    const width = cell.width + line.spacing;
    if (cell.gap && !shade) {
      shade = { kind: "shade", x, y: y - 2, width: 0, height: size + 4 };
      marks.unshift(shade);
    }
    if (!cell.gap) shade = undefined;
    if (shade) shade.width += width;
    if (!text || text.font !== cell.font) {
      text = { kind: "text", x, y, text: "", font: cell.font, size, spacing: line.spacing };
      marks.push(text);
    }
    text.text += cell.character;
    x += width;
  }
  return marks;
}

export const blank = (height: number): Strip => ({ height, marks: [] });

/** Moves marks by an offset. */
export const shifted = (marks: readonly Mark[], dx: number, dy: number): Mark[] =>
  marks.map((mark) =>
    mark.kind === "rule"
      ? { ...mark, x1: mark.x1 + dx, x2: mark.x2 + dx, y1: mark.y1 + dy, y2: mark.y2 + dy }
      : { ...mark, x: mark.x + dx, y: mark.y + dy },
  );
