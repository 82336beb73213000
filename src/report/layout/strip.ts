import type { FontRole } from "#report/fonts.ts";
import type { Line } from "#report/layout/compose.ts";

export type Ink = "black" | "red";

/** What a piece of the page is to someone who hears it read: a node of the document's structure (ISO 32000-1, 14.8.4). */
export interface Part {
  tag: "P" | "H1" | "H2" | "H3" | "H4" | "TOC" | "TOCI" | "Table" | "TR" | "TH" | "TD" | "Figure";
  parent?: Part;
  /** made together with it, in this order, though nothing may be drawn of them: the cells of a row */
  children?: Part[];
  /** what a picture shows, in words */
  alternative?: string;
}

/** Something to draw, from the top left corner of its strip (later: of the page). Lengths in points. */
export type PageMark =
  /** y: top of the characters' em squares; spacing is added to each character */
  | {
      kind: "text";
      x: number;
      y: number;
      text: string;
      font: FontRole;
      size: number;
      spacing: number;
      ink?: Ink;
      /** absent from what is no content: page numbers, a table's head that is set again */
      part?: Part;
    }
  /** behind a gap in the text */
  | { kind: "shade"; x: number; y: number; width: number; height: number }
  | { kind: "rule"; x: number; y: number; x2: number; y2: number; weight?: number; ink?: Ink }
  /** a picture of the image set */
  | { kind: "image"; x: number; y: number; width: number; height: number; sha256: string; part: Part }
  /** draws nothing: a place that bookmarks and links lead to */
  | { kind: "anchor"; x: number; y: number; id: string; text: string; level: 1 | 2 | 3 }
  /** draws nothing: leads to an anchor */
  | { kind: "link"; x: number; y: number; width: number; height: number; to: string };

/** Until the pages are counted, a contents line ends in a leader; then it becomes dots and a page number. */
export type Mark =
  | PageMark
  | { kind: "leader"; x: number; y: number; right: number; size: number; to: string; part?: Part };

/** A horizontal slice of the text block that is never cut. */
export interface Strip {
  height: number;
  marks: Mark[];
  /** stays on the page of the strip that follows */
  keepWithNext?: boolean;
  /** begins a page */
  startsPage?: boolean;
  /** stands at the foot of its page */
  atFoot?: boolean;
  /** its page carries no number */
  hidesNumber?: boolean;
  /** set again on top of every further page that the strip is pushed to */
  repeats?: Strip;
}

interface LinePlace {
  left?: number;
  top?: number;
  ink?: Ink | undefined;
  part?: Part;
}

/** The marks of a composed line that sits in the middle of a box `height` high: one text per font, shades behind gaps. */
export function lineMarks(
  line: Line,
  size: number,
  height: number,
  { left = 0, top = 0, ink, part }: LinePlace = {},
): Mark[] {
  const marks: Mark[] = [];
  const y = top + (height - size) / 2;
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
      if (ink) text.ink = ink;
      if (part) text.part = part;
      marks.push(text);
    }
    text.text += cell.character;
    x += width;
  }
  return marks;
}

export const blank = (height: number): Strip => ({ height, marks: [] });

/** Copies of marks, moved by an offset. */
export const shifted = (marks: readonly Mark[], dx: number, dy: number): Mark[] =>
  marks.map((mark) => moved({ ...mark }, dx, dy));

/** Moves a mark itself. */
export function moved(mark: Mark, dx: number, dy: number): Mark {
  mark.x += dx;
  mark.y += dy;
  if (mark.kind === "rule") {
    mark.x2 += dx;
    mark.y2 += dy;
  }
  if (mark.kind === "leader") mark.right += dx;
  return mark;
}

/** Says what the texts of strips are, where nothing has said it yet. */
export function tagged(strips: Strip[], part: Part): Strip[] {
  for (const { marks } of strips)
    for (const mark of marks) if (mark.kind === "text" || mark.kind === "leader") mark.part ??= part;
  return strips;
}

/** Each with the strip after it. */
export function kept(strips: Strip[]): Strip[] {
  for (const strip of strips) strip.keepWithNext = true;
  return strips;
}

/** On one page, whatever follows. */
export function together(strips: Strip[]): Strip[] {
  const last = kept(strips).at(-1);
  if (last) last.keepWithNext = false;
  return strips;
}
