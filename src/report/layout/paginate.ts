import { type Mark, moved, type Strip, shifted } from "#report/layout/strip.ts";

/** What stands on a page. */
export interface Page {
  marks: Mark[];
  hidesNumber: boolean;
}

const TOLERANCE = 0.01;

/**
 * Cuts strips into pages of `height`. Strips that are kept together move together where a page holds them at all;
 * a strip that repeats another (a table's head) finds it above itself on every further page. The strips'
 * marks themselves are moved to where they stand on the sheet: a strip is paginated once.
 */
export function paginate(strips: readonly Strip[], height: number, { left, top } = { left: 0, top: 0 }): Page[] {
  const pages: Page[] = [];
  let used = 0;
  let page: Page = { marks: [], hidesNumber: false };

  const turn = (): void => {
    page = { marks: [], hidesNumber: false };
    pages.push(page);
    used = 0;
  };
  const place = (strip: Strip): void => {
    if (strip.atFoot) used = Math.max(used, height - strip.height);
    for (const mark of strip.marks) page.marks.push(moved(mark, left, top + used));
    used += strip.height;
    page.hidesNumber ||= strip.hidesNumber === true;
  };

  let index = 0;
  while (index < strips.length) {
    const chain = chainFrom(strips, index);
    const first = chain[0];
    if (!first) break;
    const wanted = chain.reduce((sum, strip) => sum + strip.height, 0);
    const together = wanted <= height + TOLERANCE;
    for (const [position, strip] of chain.entries()) {
      const need = together && position === 0 ? wanted : strip.height;
      const full = used + need > height + TOLERANCE;
      if (pages.length === 0 || strip.startsPage || full) {
        const continues = pages.length > 0 && !strip.startsPage;
        turn();
        if (continues && strip.repeats) place({ ...strip.repeats, marks: shifted(strip.repeats.marks, 0, 0) });
      }
      place(strip);
    }
    index += chain.length;
  }
  return pages;
}

/** The strip at `index` and those it is kept with. */
function chainFrom(strips: readonly Strip[], index: number): Strip[] {
  const chain: Strip[] = [];
  for (let at = index; at < strips.length; at += 1) {
    const strip = strips[at];
    if (!strip || (strip.startsPage && chain.length > 0)) break;
    chain.push(strip);
    if (!strip.keepWithNext) break;
  }
  return chain;
}
