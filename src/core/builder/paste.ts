import { type Draft, keysOf } from "#core/builder/draft.ts";
import type { Address, Edit, Node, SimpleEdit } from "#core/builder/edit.ts";
import { renameInItem } from "#core/builder/references.ts";
import { assertNever } from "#core/result.ts";
import type { Item } from "#core/template/schema.ts";

/** What was copied or cut: whole nodes, so that it can be pasted into another checklist as well. */
export interface Fragment {
  nodes: readonly Node[];
  /** it was cut out of this draft and may come back as itself */
  cut?: true;
}

/** Hands out keys that neither the draft nor any earlier version has. */
class Names {
  readonly #taken: Set<string>;
  readonly #retired: ReadonlySet<string>;
  readonly #cut: boolean;
  readonly #old: ReadonlySet<string>;

  constructor(draft: Draft, cut: boolean) {
    this.#taken = new Set(keysOf(draft.template));
    this.#retired = new Set([...draft.retired, ...(draft.base?.keys ?? [])]);
    this.#cut = cut;
    this.#old = new Set(draft.retired);
  }

  /** `prefix` is the kind and what the key is unique in: "item:", "slot:pay/" */
  take(prefix: string, key: string, join: string): string {
    const free = (candidate: string): boolean => {
      const name = prefix + candidate;
      return !this.#taken.has(name) && !(this.#cut && candidate === key ? this.#old : this.#retired).has(name);
    };
    let found = key;
    for (let count = 2; !free(found); count += 1) found = `${key.slice(0, 34)}${join}${count}`;
    this.#taken.add(prefix + found);
    return found;
  }
}

/** The edits that put a fragment into a place, under keys of its own; what names its fields inside it follows. */
export function pasteEdit(draft: Draft, fragment: Fragment, into: Address, before: string | null): Edit {
  const names = new Names(draft, fragment.cut === true);
  const edits = fragment.nodes.map((node): SimpleEdit => {
    const fresh = freshNode(node, into, names);
    return { kind: "insert", into, before, node: fresh, ...(fragment.cut ? { revive: true } : {}) };
  });
  return { kind: "all", edits };
}

function freshNode(node: Node, into: Address, names: Names): Node {
  const owner = into.kind === "template" ? "" : into.key;
  switch (node.kind) {
    case "section": {
      const items = freshItems(node.value.items, names);
      return { kind: "section", value: { ...node.value, key: names.take("section:", node.value.key, "-"), items } };
    }
    case "part": {
      const key = names.take("part:", node.value.key, "-");
      if (node.value.kind === "sections") return { kind: "part", value: { ...node.value, key } };
      const [item = node.value.item] = freshItems([node.value.item], names);
      return { kind: "part", value: { ...node.value, key, item } };
    }
    case "item": {
      const [value = node.value] = freshItems([node.value], names);
      return { kind: "item", value };
    }
    case "field":
      return { kind: "field", value: { ...node.value, key: names.take("field:", node.value.key, "副本") } };
    case "unit":
      return { kind: "unit", value: { ...node.value, key: names.take("unit:", node.value.key, "-") } };
    case "slot":
      return { kind: "slot", value: { ...node.value, key: names.take(`slot:${owner}/`, node.value.key, "-") } };
    case "rule":
      return { kind: "rule", value: { ...node.value, key: names.take(`rule:${owner}/`, node.value.key, "-") } };
    case "option":
      return { kind: "option", value: { ...node.value, key: names.take(`option:${owner}/`, node.value.key, "-") } };
    default:
      return assertNever(node);
  }
}

/** All of them together: a rule of one may name a field of another. */
function freshItems(items: readonly Item[], names: Names): Item[] {
  const renamed = new Map<string, string>();
  const fresh = items.map((item) => ({
    ...item,
    key: names.take("item:", item.key, "-"),
    fields: item.fields.map((field) => {
      const key = names.take("field:", field.key, "副本");
      renamed.set(field.key, key);
      return { ...field, key };
    }),
  }));
  return fresh.map((item) => renameInItem(item, renamed));
}

/** The same properties at many nodes, as one edit. */
export const bulkSet = (places: readonly Address[], patch: Extract<SimpleEdit, { kind: "set" }>["patch"]): Edit => ({
  kind: "all",
  edits: places.map((at) => ({ kind: "set", at, patch })),
});

/** Takes out many nodes, as one edit; from the last to the first, so that each finds its neighbour on the way back. */
export const removeAll = (places: readonly Address[]): Edit => ({
  kind: "all",
  edits: [...places].reverse().map((at) => ({ kind: "remove", at })),
});
