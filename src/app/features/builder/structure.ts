import { addressOf, applyEdit } from "#core/builder/apply.ts";
import type { Draft } from "#core/builder/draft.ts";
import { type Address, addressPath, type Edit, type Node, type SimpleEdit } from "#core/builder/edit.ts";
import { findNode, keysUnder, parentOf } from "#core/builder/nodes.ts";
import { type Fragment, pasteEdit, removeAll } from "#core/builder/paste.ts";
import type { Field, FieldTypeName } from "#core/field/definition.ts";
import { fieldKey } from "#core/field/definition.ts";
import type { Item, Template } from "#core/template/schema.ts";

/** Edits of the tree as people think of them: one up, after this one, into that section. Each is one step of undo. */

/** One place up or down among its own; an item at the edge of its section goes on into the next one. */
export function moveEdit(draft: Draft, places: readonly Address[], direction: -1 | 1): Edit | undefined {
  const edits: SimpleEdit[] = [];
  let now = draft;
  for (const at of direction === -1 ? places : [...places].reverse()) {
    const edit = stepOf(now.template, at, direction);
    if (!edit) return undefined;
    const applied = applyEdit(now, edit);
    if (!applied.ok) return undefined;
    now = applied.value.draft;
    edits.push(edit);
  }
  return edits.length === 0 ? undefined : { kind: "all", edits };
}

function stepOf(template: Template, at: Address, direction: -1 | 1): SimpleEdit | undefined {
  const into = parentOf(template, at);
  const node = findNode(template, at);
  if (!into || !node || at.kind === "template") return undefined;
  const keys = keysUnder(template, into, node.kind);
  const index = keys.indexOf(at.key);
  const neighbour = keys[index + direction];
  if (neighbour !== undefined)
    return { kind: "move", at, into, before: direction === -1 ? neighbour : (keys[index + 2] ?? null) };
  if (at.kind !== "item" || into.kind !== "section") return undefined;
  const section = template.sections[template.sections.findIndex(({ key }) => key === into.key) + direction];
  if (!section) return undefined;
  const before = direction === -1 ? null : (section.items[0]?.key ?? null);
  return { kind: "move", at, into: { kind: "section", key: section.key }, before };
}

/** Where something of this kind goes when it is put at the place: inside what can hold it, else behind its like. */
export function placeFor(
  template: Template,
  at: Address,
  kind: Node["kind"],
): { into: Address; before: string | null } | undefined {
  if (kind === "section" || kind === "part" || kind === "unit") {
    const into: Address = { kind: "template" };
    return { into, before: at.kind === kind ? after(template, into, kind, at.key) : null };
  }
  if (kind === "item") {
    if (at.kind === "section") return { into: at, before: null };
    const section = at.kind === "item" ? parentOf(template, at) : undefined;
    if (section) return { into: section, before: at.kind === "item" ? after(template, section, kind, at.key) : null };
    const last = template.sections.at(-1);
    return last && { into: { kind: "section", key: last.key }, before: null };
  }
  const item = formItem(template, at);
  return kind === "option" || !item ? undefined : { into: { kind: "item", key: item.key }, before: null };
}

const after = (template: Template, into: Address, kind: Node["kind"], key: string): string | null => {
  const keys = keysUnder(template, into, kind);
  return keys[keys.indexOf(key) + 1] ?? null;
};

/** The item whose form stands at a line of the tree: a chapter's own one, too. */
export function formItem(template: Template, at: Address): Item | undefined {
  const node = findNode(template, at);
  if (node?.kind === "item") return node.value;
  return node?.kind === "part" && node.value.kind === "item" ? node.value.item : undefined;
}

/** What a line is dropped on: before it, behind it, or into the section. */
export function dropEdit(
  template: Template,
  places: readonly Address[],
  target: Address,
  where: "before" | "behind",
): Edit | undefined {
  const edits: SimpleEdit[] = [];
  for (const at of places) {
    const node = findNode(template, at);
    if (!node || at.kind === "template" || addressPath(at) === addressPath(target)) return undefined;
    if (at.kind === "item" && target.kind === "section") {
      edits.push({ kind: "move", at, into: target, before: null });
      continue;
    }
    const into = parentOf(template, target);
    if (!into || target.kind !== at.kind || !parentOf(template, at)) return undefined;
    const before = where === "before" ? target.key : after(template, into, node.kind, target.key);
    edits.push({ kind: "move", at, into, before });
  }
  // each goes before the same neighbour, so that they keep their order
  return edits.length === 0 ? undefined : { kind: "all", edits };
}

/** Whole nodes for the clipboard, outermost only, in their order. */
export const fragmentOf = (template: Template, places: readonly Address[]): Fragment => ({
  nodes: places.flatMap((at) => {
    const node = findNode(template, at);
    return node && parentOf(template, at) ? [node] : [];
  }),
});

export function removable(template: Template, places: readonly Address[]): boolean {
  return places.every((at) => {
    const node = findNode(template, at);
    const checklist = node?.kind === "part" && node.value.kind === "sections";
    return at.kind !== "template" && parentOf(template, at) !== undefined && !checklist;
  });
}

export const removeEdit = (places: readonly Address[]): Edit => removeAll(places);

/** Puts new nodes or the clipboard's at a place; with the addresses that they have then. */
export function putEdit(draft: Draft, fragment: Fragment, at: Address): { edit: Edit; places: Address[] } | undefined {
  const [first] = fragment.nodes;
  const place = first && placeFor(draft.template, at, first.kind);
  if (!place || fragment.nodes.some(({ kind }) => kind !== first.kind)) return undefined;
  const edit = pasteEdit(draft, fragment, place.into, place.before);
  return { edit, places: insertedBy(edit) };
}

export function insertedBy(edit: Edit): Address[] {
  const steps = edit.kind === "all" ? edit.edits : [edit];
  return steps.flatMap((each) => (each.kind === "insert" ? [addressOf(each.node, each.into)] : []));
}

const EMPTY_ITEM = {
  guidance: "",
  basis: [],
  support: [],
  fields: [],
  evidence: [],
  rules: [],
  narrative: "",
  prose: true,
};

export const newItem = (): Node => ({ kind: "item", value: { ...EMPTY_ITEM, key: "item", heading: "" } });
export const newSection = (): Node => ({
  kind: "section",
  value: { key: "section", heading: "", items: [] },
});
export const newPart = (): Node => ({
  kind: "part",
  value: {
    kind: "item",
    key: "chapter",
    heading: "",
    item: { ...EMPTY_ITEM, key: "chapter", heading: "" },
  },
});

/** A key that the label suggests: what tokens and rules will call the field. */
export function keyFromLabel(label: string): string {
  const found = label
    .replace(/[^\p{Script=Han}A-Za-z0-9]/gu, "")
    .replace(/^\d+/, "")
    .slice(0, 30);
  return fieldKey.safeParse(found).success ? found : "数据项";
}

const STAGES = {
  stages: [
    { key: "小学", label: "小学" },
    { key: "初中", label: "初中" },
  ],
  years: [-2, -1],
  spending: { label: "教育经费支出", unit: "万元", precision: 2 },
  pupils: { label: "在校学生数", unit: "人", precision: 0 },
  perPupil: { label: "生均支出", unit: "元", precision: 2 },
  severity: "warning",
  standing: "unverified",
} as const;

/** A field with what its type cannot do without. */
export function newField(type: FieldTypeName, key: string, label: string): Field {
  const common = { key, label, required: true };
  switch (type) {
    case "number":
      return { ...common, type, unit: "", precision: 0 };
    case "text":
      return { ...common, type, maxLength: 200 };
    case "paragraph":
      return { ...common, type, maxLength: 5000 };
    case "choice":
      return {
        ...common,
        type,
        options: [
          { key: "option-1", label: "选项一" },
          { key: "option-2", label: "选项二" },
        ],
      };
    case "stages":
      return { ...common, type, ...STAGES, stages: [...STAGES.stages], years: [...STAGES.years] };
    case "date":
    case "yesno":
    case "documents":
    case "entries":
      return { ...common, type };
  }
}
