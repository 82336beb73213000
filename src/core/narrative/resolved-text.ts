import { type Lookup, resolveToken } from "#core/narrative/resolve.ts";
import { parseNarrative } from "#core/narrative/tokens.ts";

/** A paragraph as it will be printed, and where each of its characters comes from. */
export interface ResolvedParagraph {
  text: string;
  /** the place in the narrative where a position of the text lies; inside a quoted figure, the figure's token */
  from: (position: number) => number;
  /** the same for the end of a piece: behind the token that it ends in */
  to: (position: number) => number;
}

interface Piece {
  text: string;
  start: number;
  end: number;
  quoted: boolean;
}

/** The paragraphs of a narrative with its tokens resolved; blank ones are left out. */
export function resolvedParagraphs(narrative: string, lookup: Lookup): ResolvedParagraph[] {
  const found: ResolvedParagraph[] = [];
  let offset = 0;
  for (const line of narrative.split("\n")) {
    if (line.trim() !== "") found.push(resolvedLine(line, offset, lookup));
    offset += line.length + 1;
  }
  return found;
}

function resolvedLine(line: string, offset: number, lookup: Lookup): ResolvedParagraph {
  const start = line.length - line.trimStart().length;
  const trimmed = line.trim();
  let place = offset + start;
  const pieces = parseNarrative(trimmed).map((segment): Piece => {
    const raw = segment.kind === "token" ? segment.raw : segment.text;
    const text = segment.kind === "token" ? resolveToken(segment, lookup).text : segment.text;
    const piece = { text, start: place, end: place + raw.length, quoted: segment.kind === "token" };
    place = piece.end;
    return piece;
  });
  return {
    text: pieces.map(({ text }) => text).join(""),
    from: (position) => placeIn(pieces, position, "start"),
    to: (position) => placeIn(pieces, position, "end"),
  };
}

function placeIn(pieces: readonly Piece[], position: number, side: "start" | "end"): number {
  let before = 0;
  for (const piece of pieces) {
    const inside = position - before;
    const within = side === "start" ? inside < piece.text.length : inside <= piece.text.length;
    if (within && inside >= 0) return piece.quoted ? piece[inside === 0 ? "start" : side] : piece.start + inside;
    before += piece.text.length;
  }
  return pieces.at(-1)?.end ?? 0;
}
