/** How much of a piece of prose a plan shows, and how much of it before the first difference. */
const SHOWN = 300;
const BEFORE = 40;

/**
 * What two texts say from shortly before the first place in which they differ; both empty where they are the same.
 * Cut between characters, and marked where something was left out.
 */
export function aroundDifference(ours: string, theirs: string): { ours: string; theirs: string } {
  if (ours === theirs) return { ours: "", theirs: "" };
  const [mine, other] = [[...ours], [...theirs]];
  const first = mine.findIndex((character, index) => character !== other[index]);
  const start = Math.max(0, (first === -1 ? mine.length : first) - BEFORE);
  const cut = (text: readonly string[]): string =>
    [
      start > 0 && text.length > 0 ? "……" : "",
      ...text.slice(start, start + SHOWN),
      text.length > start + SHOWN ? "……" : "",
    ].join("");
  return { ours: cut(mine), theirs: cut(other) };
}
