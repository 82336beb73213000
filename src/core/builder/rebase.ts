import { same } from "#core/answer/canonical.ts";
import { applyEdit } from "#core/builder/apply.ts";
import type { Draft } from "#core/builder/draft.ts";
import { type Address, addressPath, type Edit, type EditFault, type SimpleEdit } from "#core/builder/edit.ts";
import { findNode, keysUnder, parentOf } from "#core/builder/nodes.ts";
import { aboutOf, addressText } from "#core/builder/place-text.ts";
import { propertyText } from "#core/builder/property-text.ts";
import type { Template } from "#core/template/schema.ts";

export interface Conflict {
  code: "builder.both-changed" | "builder.removed-changed" | EditFault["code"];
  path: string;
  /** the same in the words of the checklist */
  place: string;
  message: string;
  /** what was not done, for the person to look at and do again */
  edit: Edit;
}

export interface Rebased {
  draft: Draft;
  /** what was applied, as it fits the newer draft */
  edits: Edit[];
  /** of `edits`, in their order: carried out backwards they lead from `draft` to the newer draft */
  inverses: Edit[];
  conflicts: Conflict[];
}

interface Met {
  code: Conflict["code"];
  at: Address;
  message: string;
}

/**
 * Puts edits that were made on `base` onto `theirs`, a draft that another person has saved meanwhile. Edits speak of
 * nodes by key, so those of different places pass; what both changed, or one changed and the other took out, is left
 * undone and named. Nothing of theirs is overwritten silently.
 */
export function rebase(base: Draft, edits: readonly Edit[], theirs: Draft): Rebased {
  const result: Rebased = { draft: theirs, edits: [], inverses: [], conflicts: [] };
  let mine = base;
  for (const edit of edits) {
    const conflict = conflictOf(base.template, mine.template, theirs.template, edit);
    const applied = conflict ? undefined : applyEdit(result.draft, edit);
    const place = (at: Address): string => addressText([theirs.template, mine.template, base.template], at);
    if (conflict) {
      const { code, at, message } = conflict;
      result.conflicts.push({ code, path: addressPath(at), place: place(at), message, edit });
    } else if (applied?.ok) {
      result.draft = applied.value.draft;
      result.edits.push(edit);
      result.inverses.push(applied.value.inverse);
    } else if (applied) result.conflicts.push({ ...applied.error, place: place(aboutOf(edit)), edit });
    const own = applyEdit(mine, edit);
    if (own.ok) mine = own.value.draft;
  }
  return result;
}

/** `mine` is the base with the edits before this one: what I changed myself is no conflict. */
function conflictOf(base: Template, mine: Template, theirs: Template, edit: Edit): Met | undefined {
  for (const each of edit.kind === "all" ? edit.edits : [edit]) {
    const found = conflictOfStep(base, mine, theirs, each);
    if (found) return found;
  }
  return undefined;
}

function conflictOfStep(base: Template, mine: Template, theirs: Template, edit: SimpleEdit): Met | undefined {
  switch (edit.kind) {
    case "set": {
      const both = Object.keys(edit.patch).find((name) => {
        const [was, now] = [property(base, edit.at, name), property(theirs, edit.at, name)];
        return !same(was, now) && !same(edit.patch[name] ?? undefined, now);
      });
      return both === undefined || isNew(base, edit.at)
        ? undefined
        : conflict("builder.both-changed", edit.at, `另一位编辑者也修改了此处的“${propertyText(both)}”，请核对后再改`);
    }
    case "remove": {
      const [was, now] = [contentAt(base, edit.at), contentAt(theirs, edit.at)];
      return was === undefined || now === undefined || same(was, now)
        ? undefined
        : conflict("builder.removed-changed", edit.at, "另一位编辑者修改了要删除的内容，请核对后再删");
    }
    case "move": {
      const [was, now, own] = [base, theirs, mine].map((each) => placeOf(each, edit.at));
      return was === undefined || now === was || own === undefined || now === undefined
        ? undefined
        : conflict("builder.both-changed", edit.at, "另一位编辑者把它移到了别处，请核对后再移");
    }
    case "replace": {
      const at: Address = { kind: "field", key: edit.value.key };
      const [was, now] = [contentAt(base, at), contentAt(theirs, at)];
      return was === undefined || now === undefined || same(was, now)
        ? undefined
        : conflict("builder.both-changed", at, "另一位编辑者也修改了这个数据项，请核对后再改");
    }
    case "insert":
    case "rename":
      return undefined;
  }
}

const conflict = (code: Conflict["code"], at: Address, message: string): Met => ({ code, at, message });

const contentAt = (template: Template, at: Address): object | undefined =>
  at.kind === "template" ? template : findNode(template, at)?.value;

const isNew = (base: Template, at: Address): boolean => contentAt(base, at) === undefined;

const property = (template: Template, at: Address, name: string): unknown =>
  new Map<string, unknown>(Object.entries(contentAt(template, at) ?? {})).get(name);

/** Parent and the sibling behind it would change with every insertion: the parent alone says where somebody put it. */
function placeOf(template: Template, at: Address): string | undefined {
  const into = parentOf(template, at);
  const node = findNode(template, at);
  if (!into || !node || at.kind === "template") return undefined;
  const siblings = keysUnder(template, into, node.kind);
  return siblings.includes(at.key) ? addressPath(into) : undefined;
}
