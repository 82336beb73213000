const LETTER = /[\p{Script=Han}A-Za-z0-9]/u;

/** Pairs of neighbouring letters, marks left out: what two wordings of one matter share. */
export function pairsOf(text: string): string[] {
  const pairs: string[] = [];
  let before = "";
  for (const character of text) {
    if (!LETTER.test(character)) {
      before = "";
      continue;
    }
    if (before !== "") pairs.push(before + character);
    before = character;
  }
  return pairs;
}

/** How much a pair tells. */
export type Weight = (pair: string) => number;
export type Vector = ReadonlyMap<string, number>;

/** A pair that every text has tells nothing. */
export function weightsOf(texts: readonly string[]): Weight {
  const holders = new Map<string, number>();
  for (const text of texts) for (const pair of new Set(pairsOf(text))) holders.set(pair, (holders.get(pair) ?? 0) + 1);
  const rare = Math.log(1 + texts.length);
  return (pair) => {
    const count = holders.get(pair);
    return count === undefined ? rare : Math.log(1 + texts.length / count);
  };
}

/** A text as its weighted pairs, of length 1; a pair that is repeated counts less each time. */
export function vectorOf(parts: readonly { text: string; factor: number }[], weight: Weight): Vector {
  const counts = new Map<string, number>();
  for (const { text, factor } of parts)
    for (const pair of pairsOf(text)) counts.set(pair, (counts.get(pair) ?? 0) + factor);
  let length = 0;
  for (const [pair, count] of counts) {
    const value = Math.log(1 + count) * weight(pair);
    counts.set(pair, value);
    length += value * value;
  }
  const scale = length === 0 ? 0 : 1 / Math.sqrt(length);
  for (const [pair, value] of counts) counts.set(pair, value * scale);
  return counts;
}

/** 0 nothing in common, 1 the same. */
export function cosine(a: Vector, b: Vector): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [pair, value] of small) sum += value * (large.get(pair) ?? 0);
  return sum;
}

/** Vectors that are compared with again and again: by pair, which of them has it and with what weight. */
export type VectorIndex = ReadonlyMap<string, readonly { place: number; value: number }[]>;

export function indexOf(vectors: readonly Vector[]): VectorIndex {
  const index = new Map<string, { place: number; value: number }[]>();
  for (const [place, vector] of vectors.entries())
    for (const [pair, value] of vector) {
      const holders = index.get(pair);
      if (holders) holders.push({ place, value });
      else index.set(pair, [{ place, value }]);
    }
  return index;
}

/** The cosine with each of `count` indexed vectors. */
export function cosines(vector: Vector, index: VectorIndex, count: number): number[] {
  const sums = new Array<number>(count).fill(0);
  for (const [pair, value] of vector)
    for (const holder of index.get(pair) ?? []) sums[holder.place] = (sums[holder.place] ?? 0) + value * holder.value;
  return sums;
}
