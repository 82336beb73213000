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
 * Widths in points that fill `total`, the text block's width: by weight, but never so narrow that a number or a word
 * is cut where there is room for it elsewhere. Both files use the same ones.
 */
export function columnWidths(table: Block & { kind: "table" }, total: number = TEXT_WIDTH): number[] {
  const claims = table.columns.map((column, index) => {
    const whole = column.align === "right" || column.align === "decimal";
    let longest = claim(column.header, false);
    for (const row of table.rows) longest = Math.max(longest, claim(row[index] ?? "", whole));
    return Math.min(LARGEST_CLAIM * total, longest);
  });
  return share(
    table.columns.map((column, index) => ({ weight: column.weight, claim: claims[index] ?? 0 })),
    total,
  );
}

/** What the longest unbreakable run of a text needs; a figure is kept whole with its hedges (约1,250余). */
function claim(text: string, whole: boolean): number {
  let longest = 0;
  let current = 0;
  let previous: string | undefined;
  for (const character of cleanText(text)) {
    const apart = previous === undefined || character === "\n" || (!whole && mayBreak(previous, character));
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
