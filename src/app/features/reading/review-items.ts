import type { ReviewFilter, ReviewItemSummary } from "#core/api/review.ts";

/** Items that hold the typed words and that every chosen filter finds. */
export function shownItems(
  items: readonly ReviewItemSummary[],
  wanted: string,
  filters: readonly ReviewFilter[],
): ReviewItemSummary[] {
  return items.filter(
    (item) =>
      (wanted === "" || item.label === wanted || item.heading.includes(wanted)) &&
      filters.every((filter) => item.filters.includes(filter)),
  );
}

export interface ItemGroup {
  sectionKey: string | null;
  items: ReviewItemSummary[];
}

/** Neighbours of one section together; what stands under none by itself. */
export function itemGroups(items: readonly ReviewItemSummary[]): ItemGroup[] {
  const groups: ItemGroup[] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last && last.sectionKey === item.sectionKey) last.items.push(item);
    else groups.push({ sectionKey: item.sectionKey, items: [item] });
  }
  return groups;
}

/** The next item that the reader still has to read, from here to the end and then from the beginning. */
export function nextUnread(items: readonly ReviewItemSummary[], from: string): string | undefined {
  const at = items.findIndex(({ itemKey }) => itemKey === from);
  const round = [...items.slice(at + 1), ...items.slice(0, Math.max(at, 0))];
  return round.find(({ mine, read }) => mine && !read)?.itemKey;
}

/** Where reading begins when nothing says otherwise. */
export const firstToRead = (items: readonly ReviewItemSummary[]): string | undefined =>
  (items.find(({ mine, read }) => mine && !read) ?? items.find(({ mine }) => mine) ?? items[0])?.itemKey;
