/** Characters that carry meaning; punctuation, blanks and widths make no difference. */
const letters = (text: string): string[] =>
  [...text.normalize("NFKC").toLowerCase()].filter((c) => /[\p{L}\p{N}]/u.test(c));

function pairs(text: string): Map<string, number> {
  const all = letters(text);
  const counts = new Map<string, number>();
  if (all.length === 1) counts.set(all.join(""), 1);
  for (let at = 0; at + 1 < all.length; at += 1) {
    const pair = `${all[at]}${all[at + 1]}`;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return counts;
}

const size = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((sum, n) => sum + n, 0);

/** How alike two texts are by their pairs of neighbouring characters (Dice): 0 = nothing in common, 1 = the same. */
export function similarity(a: string, b: string): number {
  const [left, right] = [pairs(a), pairs(b)];
  const total = size(left) + size(right);
  if (total === 0) return 0;
  let shared = 0;
  for (const [pair, count] of left) shared += Math.min(count, right.get(pair) ?? 0);
  return (2 * shared) / total;
}
