import type { Block } from "#core/document/model.ts";
import { cleanText } from "#report/clean-text.ts";
import { mayBreak } from "#report/layout/kinsoku.ts";
import { CELL_PADDING, SIZE, TEXT_WIDTH } from "#report/page.ts";

/** Width in em that is set aside for a character; letters differ from font to font, so theirs is ample. */
function reserved(character: string): number {
  if (/[0-9.,+-]/.test(character)) return 0.5;
  return /[\u0020-\u007e]/.test(character) ? 0.85 : 1;
}

const SLACK = 0.5;
/** No single cell may claim more than this share of the table. */
const LARGEST_CLAIM = 0.3;

/**
 * Widths in points that fill the text block: by weight, but never so narrow that a number or a word is cut where
 * there is room for it elsewhere. Both files use the same ones.
 */
export function columnWidths(table: Block & { kind: "table" }): number[] {
  const claims = table.columns.map((column, index) =>
    Math.min(
      LARGEST_CLAIM * TEXT_WIDTH,
      Math.max(...[column.header, ...table.rows.map((row) => row[index] ?? "")].map(claim)),
    ),
  );
  return share(
    table.columns.map((column, index) => ({ weight: column.weight, claim: claims[index] ?? 0 })),
    TEXT_WIDTH,
  );
}

/** What the longest unbreakable run of a text needs. */
function claim(text: string): number {
  let longest = 0;
  let current = 0;
  let previous: string | undefined;
  for (const character of cleanText(text)) {
    const apart = previous === undefined || character === "\n" || mayBreak(previous, character);
    current = (apart ? 0 : current) + reserved(character);
    longest = Math.max(longest, current);
    previous = character;
  }
  return longest * SIZE.table + 2 * CELL_PADDING.side + SLACK;
}

interface Wish {
  weight: number;
  claim: number;
}

/** Whoever's weight would give less than the claim gets the claim; the others share what is left by weight. */
function share(wishes: readonly Wish[], total: number): number[] {
  const settled = new Map<Wish, number>();
  for (;;) {
    const open = wishes.filter((wish) => !settled.has(wish));
    const left = total - [...settled.values()].reduce((sum, width) => sum + width, 0);
    const weights = open.reduce((sum, wish) => sum + wish.weight, 0);
    const short = open.filter((wish) => (wish.weight / weights) * left < wish.claim);
    if (short.length === 0 || short.length === open.length)
      return wishes.map((wish) => settled.get(wish) ?? (wish.weight / weights) * left);
    for (const wish of short) settled.set(wish, wish.claim);
  }
}
