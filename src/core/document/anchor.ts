import { findItem, outline } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";

/** The ids of headings: what bookmarks, links and the preview know places by. */
export const partAnchor = (partKey: string): string => `part-${partKey}`;
export const sectionAnchor = (sectionKey: string): string => `section-${sectionKey}`;
export const itemAnchor = (itemKey: string): string => `item-${itemKey}`;
export const entryAnchor = (itemKey: string, number: number): string => `entry-${itemKey}-${number}`;

/** The heading that an item's text begins under; undefined = at the top of the document. */
export function anchorOf(template: Template, itemKey: string): string | undefined {
  const kind = findItem(template, itemKey)?.place.kind;
  if (kind === "section") return itemAnchor(itemKey);
  const part = template.parts.find((each) => each.kind === "item" && each.item.key === itemKey);
  return part && partAnchor(part.key);
}

/** The item that is filled to change what stands under a heading; undefined = none, it follows from others. */
export function itemUnder(template: Template, anchor: string): string | undefined {
  const entryOf = /^entry-(.+)-\d+$/.exec(anchor)?.[1];
  const found = outline(template).find(({ item }) => item.key === entryOf || anchorOf(template, item.key) === anchor);
  return found?.item.key;
}
