/**
 * Where `word` first stands in `bytes`, from `from` on; -1 = nowhere. Horspool's search: of large data it looks at one
 * byte in as many as the word is long.
 */
export function findBytes(bytes: Uint8Array, word: Uint8Array, from = 0): number {
  const last = word.length - 1;
  const skip = new Uint8Array(256).fill(word.length);
  for (let at = 0; at < last; at += 1) skip[word[at] ?? 0] = last - at;
  for (let at = from; at + last < bytes.length; at += skip[bytes[at + last] ?? 0] ?? word.length) {
    let back = last;
    while (back >= 0 && bytes[at + back] === word[back]) back -= 1;
    if (back < 0) return at;
  }
  return -1;
}
