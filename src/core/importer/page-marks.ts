/** — 3 —, - 3 -, 第3页 共12页, 3/12, · 3 · */
const DECORATED =
  /^(?:[-—–－―·•~]{1,3}\s?\d{1,4}\s?[-—–－―·•~]{1,3}|第\s?\d{1,4}\s?页(?:\s?[,，/|]?\s?共\s?\d{1,4}\s?页)?|\d{1,4}\s?\/\s?\d{1,4}|(?:Page|PAGE|page)\s?\d{1,4})$/;
const BARE = /^\d{1,3}$/;
/** pages are longer than the cells of a table that was copied one by one */
const LEAST_LINES = 4;
const FEWEST_BARE = 2;
const FEWEST_HEADS = 2;
const LONGEST_HEAD = 40;

/** Which lines are page numbers and running heads, as copies from a printed page have them. `raws`: lines without their ends. */
export function pageMarks(raws: readonly string[]): Set<number> {
  const marks = new Set<number>();
  for (const [place, raw] of raws.entries()) if (DECORATED.test(raw.trim())) marks.add(place);
  for (const place of bareNumbers(raws)) marks.add(place);
  for (const place of runningHeads(raws, marks)) marks.add(place);
  return marks;
}

/** Numbers that stand alone count on from page to page. */
function bareNumbers(raws: readonly string[]): number[] {
  const alone = raws.flatMap((raw, place) => (BARE.test(raw.trim()) ? [{ place, page: Number(raw.trim()) }] : []));
  const pages = alone.every(({ place, page }, index) => {
    const before = alone[index - 1];
    return before === undefined || (page === before.page + 1 && place - before.place >= LEAST_LINES);
  });
  return pages && alone.length >= FEWEST_BARE ? alone.map(({ place }) => place) : [];
}

/** The same words beside page numbers again and again. */
function runningHeads(raws: readonly string[], marks: ReadonlySet<number>): number[] {
  const places = new Map<string, number[]>();
  for (const mark of marks)
    for (const step of [-1, 1]) {
      const place = besides(raws, mark, step);
      const words = raws[place]?.trim() ?? "";
      if (words === "" || words.length > LONGEST_HEAD || /[。；，]$/.test(words) || marks.has(place)) continue;
      const known = places.get(words);
      if (known) known.push(place);
      else places.set(words, [place]);
    }
  return [...places.values()].filter((each) => each.length >= FEWEST_HEADS).flat();
}

const MOST_BLANKS = 3;

function besides(raws: readonly string[], from: number, step: number): number {
  let place = from + step;
  for (let blanks = 0; blanks < MOST_BLANKS && raws[place]?.trim() === ""; blanks++) place += step;
  return place;
}
