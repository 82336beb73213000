import type { Field } from "#core/field/definition.ts";
import type { Item, Section, Template } from "#core/template/schema.ts";

export const SECTION_NUMERALS = "一二三四五六七八九十";

/** 1 → 一, 12 → 十二, 20 → 二十, 101 → 一百零一, up to 999. */
export function chineseNumeral(n: number): string {
  if (n >= 100) {
    const rest = n % 100;
    const tail = rest === 0 ? "" : `${rest < 10 ? "零" : rest < 20 ? "一" : ""}${chineseNumeral(rest)}`;
    return `${SECTION_NUMERALS.charAt(Math.floor(n / 100) - 1)}百${tail}`;
  }
  const tens = Math.floor(n / 10);
  const ones = n % 10;
  const digit = (d: number): string => SECTION_NUMERALS.charAt(d - 1);
  if (tens === 0) return digit(ones);
  return `${tens === 1 ? "" : digit(tens)}十${ones === 0 ? "" : digit(ones)}`;
}

/** Where an item stands. Everything that is filled is an item: the cover, the opening and the chapters as well. */
export type Place =
  | { kind: "cover" }
  | { kind: "opening" }
  | { kind: "section"; section: Section; sectionNumber: number; indexInSection: number; number: number }
  | { kind: "part"; partNumber: number };

export interface PlacedItem {
  item: Item;
  place: Place;
  /** what stands before the heading in the tree: "1", "二", "" */
  label: string;
}

/** 1.加强党的领导, 二.存在的主要问题, 封面 */
export const placedTitle = ({ label, item }: PlacedItem): string =>
  label === "" ? item.heading : `${label}.${item.heading}`;

/** All items in report order: cover, opening, then the parts with the checklist where it belongs. */
export function outline(template: Template): PlacedItem[] {
  const placed: PlacedItem[] = [
    { item: template.cover, place: { kind: "cover" }, label: "" },
    { item: template.opening, place: { kind: "opening" }, label: "" },
  ];
  for (const [index, part] of template.parts.entries()) {
    if (part.kind === "sections") placed.push(...sectionItems(template));
    else
      placed.push({
        item: part.item,
        place: { kind: "part", partNumber: index + 1 },
        label: chineseNumeral(index + 1),
      });
  }
  return placed;
}

export function sectionItems(template: Template): PlacedItem[] {
  let running = 0;
  return template.sections.flatMap((section, sectionIndex) =>
    section.items.map((item, index): PlacedItem => {
      running += 1;
      const number = template.numbering === "running" ? running : index + 1;
      return {
        item,
        place: { kind: "section", section, sectionNumber: sectionIndex + 1, indexInSection: index + 1, number },
        label: String(number),
      };
    }),
  );
}

export const findItem = (template: Template, itemKey: string): PlacedItem | undefined =>
  outline(template).find((placed) => placed.item.key === itemKey);

/** Field keys are unique in a template, so a token or a rule may name any field of it. */
export function fieldTable(template: Template): Map<string, { field: Field; item: Item }> {
  return new Map(outline(template).flatMap(({ item }) => item.fields.map((field) => [field.key, { field, item }])));
}
