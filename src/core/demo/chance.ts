/** Draws that look random and are the same for the same words. */
export interface Chance {
  /** a whole number from `low` to `high`, both included */
  between: (low: number, high: number) => number;
  /** true so many times of a hundred */
  percent: (share: number) => boolean;
  pick: <T>(from: readonly [T, ...T[]]) => T;
}

/** FNV-1a over the code units. */
function seedOf(words: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < words.length; at += 1) hash = Math.imul(hash ^ words.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Mulberry32: good enough for a demonstration, useless for a secret. */
export function chanceOf(...words: readonly (string | number)[]): Chance {
  let state = seedOf(words.join("\u0000"));
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const between = (low: number, high: number): number => low + (next() % (high - low + 1));
  return {
    between,
    percent: (share) => between(1, 100) <= share,
    pick: ([first, ...rest]) => [first, ...rest][between(0, rest.length)] ?? first,
  };
}
