import type { Address, Node } from "#core/builder/edit.ts";
import type { Field } from "#core/field/definition.ts";
import { assertNever } from "#core/result.ts";
import type { Item, Section, Template } from "#core/template/schema.ts";

/** Finding and changing one node of a checklist. Everything beside the way to it stays the same object. */

interface Keyed {
  key: string;
}
const by =
  (key: string) =>
  (each: Keyed): boolean =>
    each.key === key;

/** The first item in report order that is asked for. It is looked for at every key: nothing is made on the way. */
function firstItem(template: Template, wanted: (item: Item) => boolean): Item | undefined {
  if (wanted(template.cover)) return template.cover;
  if (wanted(template.opening)) return template.opening;
  for (const part of template.parts) {
    if (part.kind === "item") {
      if (wanted(part.item)) return part.item;
      continue;
    }
    for (const section of template.sections) {
      const found = section.items.find(wanted);
      if (found) return found;
    }
  }
  return undefined;
}

export const itemIn = (template: Template, key: string): Item | undefined => firstItem(template, by(key));

export const ownerOf = (template: Template, fieldKey: string): Item | undefined =>
  firstItem(template, ({ fields }) => fields.some(by(fieldKey)));

export const fieldIn = (template: Template, key: string): Field | undefined =>
  ownerOf(template, key)?.fields.find(by(key));

export const sectionOf = (template: Template, itemKey: string): Section | undefined =>
  template.sections.find(({ items }) => items.some(by(itemKey)));

const optionsOf = (field: Field | undefined): readonly { key: string; label: string }[] =>
  field?.type === "choice" ? field.options : field?.type === "stages" ? field.stages : [];

export function findNode(template: Template, at: Address): Node | undefined {
  switch (at.kind) {
    case "template":
      return undefined;
    case "unit":
      return wrap("unit", template.units.find(by(at.key)));
    case "part":
      return wrap("part", template.parts.find(by(at.key)));
    case "section":
      return wrap("section", template.sections.find(by(at.key)));
    case "item":
      return wrap("item", itemIn(template, at.key));
    case "field":
      return wrap("field", fieldIn(template, at.key));
    case "slot":
      return wrap("slot", itemIn(template, at.item)?.evidence.find(by(at.key)));
    case "rule":
      return wrap("rule", itemIn(template, at.item)?.rules.find(by(at.key)));
    case "option":
      return wrap("option", optionsOf(fieldIn(template, at.field)).find(by(at.key)));
    default:
      return assertNever(at);
  }
}

const wrap = <K extends Node["kind"], V>(kind: K, value: V | undefined): { kind: K; value: V } | undefined =>
  value === undefined ? undefined : { kind, value };

/** What a node stands in; undefined for what is fixed: the cover, the opening, a chapter's item. */
export function parentOf(template: Template, at: Address): Address | undefined {
  switch (at.kind) {
    case "template":
      return undefined;
    case "unit":
    case "part":
    case "section":
      return { kind: "template" };
    case "item": {
      const section = sectionOf(template, at.key);
      return section && { kind: "section", key: section.key };
    }
    case "field": {
      const owner = ownerOf(template, at.key);
      return owner && { kind: "item", key: owner.key };
    }
    case "slot":
    case "rule":
      return { kind: "item", key: at.item };
    case "option":
      return { kind: "field", key: at.field };
    default:
      return assertNever(at);
  }
}

/** A change of a list of nodes, whatever they are; the same list = nothing happened. */
export type ListChange = <N extends Keyed>(list: readonly N[]) => N[];

const changeOne = <N extends Keyed>(list: readonly N[], key: string, change: (node: N) => N): N[] =>
  list.map((each) => (each.key === key ? change(each) : each));

/** Nothing happens where there is no such item: callers have looked. */
export function changeItem(template: Template, key: string, change: (item: Item) => Item): Template {
  if (template.cover.key === key) return { ...template, cover: change(template.cover) };
  if (template.opening.key === key) return { ...template, opening: change(template.opening) };
  const section = sectionOf(template, key);
  if (section)
    return {
      ...template,
      sections: changeOne(template.sections, section.key, (each) => ({
        ...each,
        items: changeOne(each.items, key, change),
      })),
    };
  return {
    ...template,
    parts: template.parts.map((part) =>
      part.kind === "item" && part.item.key === key ? { ...part, item: change(part.item) } : part,
    ),
  };
}

export function changeField(template: Template, key: string, change: (field: Field) => Field): Template {
  const owner = ownerOf(template, key);
  if (!owner) return template;
  return changeItem(template, owner.key, (item) => ({ ...item, fields: changeOne(item.fields, key, change) }));
}

/** Changes the list that nodes of this kind stand in under `into`. */
export function changeList(template: Template, into: Address, kind: Node["kind"], change: ListChange): Template {
  switch (into.kind) {
    case "template":
      if (kind === "unit") return { ...template, units: change(template.units) };
      if (kind === "part") return { ...template, parts: change(template.parts) };
      return { ...template, sections: change(template.sections) };
    case "section":
      return {
        ...template,
        sections: changeOne(template.sections, into.key, (each) => ({ ...each, items: change(each.items) })),
      };
    case "item":
      return changeItem(template, into.key, (item) => {
        if (kind === "field") return { ...item, fields: change(item.fields) };
        if (kind === "slot") return { ...item, evidence: change(item.evidence) };
        return { ...item, rules: change(item.rules) };
      });
    case "field":
      return changeField(template, into.key, (field) => changeOptions(field, change));
    case "unit":
    case "part":
    case "slot":
    case "rule":
    case "option":
      return template;
    default:
      return assertNever(into);
  }
}

function changeOptions(field: Field, change: ListChange): Field {
  if (field.type === "choice") return { ...field, options: change(field.options) };
  if (field.type === "stages") return { ...field, stages: change(field.stages) };
  return field;
}

/** Keys of the nodes of this kind under `into`, in their order. */
export function keysUnder(template: Template, into: Address, kind: Node["kind"]): string[] {
  const keys = (list: readonly Keyed[] | undefined): string[] => (list ?? []).map((each) => each.key);
  switch (into.kind) {
    case "template":
      return keys(kind === "unit" ? template.units : kind === "part" ? template.parts : template.sections);
    case "section":
      return keys(template.sections.find(by(into.key))?.items);
    case "item": {
      const item = itemIn(template, into.key);
      return keys(kind === "field" ? item?.fields : kind === "slot" ? item?.evidence : item?.rules);
    }
    case "field":
      return keys(optionsOf(fieldIn(template, into.key)));
    default:
      return [];
  }
}

const PARENTS: Record<Node["kind"], Address["kind"]> = {
  unit: "template",
  part: "template",
  section: "template",
  item: "section",
  field: "item",
  slot: "item",
  rule: "item",
  option: "field",
};

/** Whether nodes of this kind may stand there, and the place exists. */
export function fits(template: Template, into: Address, kind: Node["kind"]): boolean {
  if (PARENTS[kind] !== into.kind) return false;
  if (into.kind === "template") return true;
  const parent = findNode(template, into);
  if (parent === undefined) return false;
  return kind !== "option" || (parent.kind === "field" && /^(choice|stages)$/.test(parent.value.type));
}
