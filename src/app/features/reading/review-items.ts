import type { ReviewItemSummary } from "#core/api/review.ts";
import type { ReviewFilter } from "#core/review/filters.ts";

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

/** What the reader goes through: the own items, or all of them without a duty. */
export const itemsToRead = (items: readonly ReviewItemSummary[]): readonly ReviewItemSummary[] =>
  items.some(({ mine }) => mine) ? items.filter(({ mine }) => mine) : items;

/** The next item that the reader still has to read, from here to the end and then from the beginning. */
export function nextUnread(items: readonly ReviewItemSummary[], from: string): string | undefined {
  const at = items.findIndex(({ itemKey }) => itemKey === from);
  return itemsToRead([...items.slice(at + 1), ...items.slice(0, Math.max(at, 0))]).find(({ read }) => !read)?.itemKey;
}

/** Where reading begins when nothing says otherwise. */
export function firstToRead(items: readonly ReviewItemSummary[]): string | undefined {
  const own = itemsToRead(items);
  return (own.find(({ read }) => !read) ?? own[0])?.itemKey;
}
