import { REACH } from "#core/importer/figure-words.ts";
import type { RawFigure } from "#core/importer/raw-figure.ts";

/** The name that belongs to a figure of a list. */
export interface ListedName {
  own: string;
  /** what is said of all of them */
  shared: string;
  /** 分别高于0.50、0.45 hedges both */
  hedge: string;
}

const EACH = /分别[^,;:。、]{0,12}$/;
const BETWEEN = /^[^,;:。\d]{0,3}[、,和及]$/;

/** 甲率、乙率分别达到87%、33.23%: as many names as figures, in order. By the place of the figure. */
export function listedNames(text: string, start: number, raws: readonly RawFigure[]): Map<number, ListedName> {
  const names = new Map<number, ListedName>();
  for (const [first, opening] of raws.entries()) {
    const ahead = text.slice(Math.max(start, opening.start - 16), opening.start);
    if (!EACH.test(ahead)) continue;
    let last = first;
    for (
      let next = raws[last + 1];
      next && BETWEEN.test(text.slice(raws[last]?.end, next.start));
      next = raws[last + 1]
    )
      last += 1;
    const count = last - first + 1;
    const parts = text
      .slice(start, opening.start)
      .replace(EACH, "")
      .split(/[、,和及与]/)
      .filter((part) => part.trim() !== "");
    if (count < 2 || parts.length < count) continue;
    const own = parts.slice(-count);
    const shared = `${parts.slice(0, -count).join("\n").slice(-REACH)}\n${own[0] ?? ""}\n${ahead}`;
    for (const [place, name] of own.entries())
      names.set(first + place, { own: name, shared, hedge: text.slice(opening.start, opening.at) });
  }
  return names;
}
