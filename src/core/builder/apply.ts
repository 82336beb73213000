import { type Draft, keysOf, keysOfField, keysOfItem } from "#core/builder/draft.ts";
import {
  type Address,
  addressPath,
  type Edit,
  type EditFault,
  type Node,
  type SimpleEdit,
} from "#core/builder/edit.ts";
import {
  changeField,
  changeItem,
  changeList,
  fieldIn,
  findNode,
  fits,
  keysUnder,
  parentOf,
} from "#core/builder/nodes.ts";
import { putNode } from "#core/builder/put.ts";
import { renamedLineage } from "#core/builder/renamed-lineage.ts";
import { patchBack, setProperties } from "#core/builder/set.ts";
import { fieldKey } from "#core/field/definition.ts";
import { assertNever, err, ok, type Result } from "#core/result.ts";
import { itemKey } from "#core/template/keys.ts";
import type { Template } from "#core/template/schema.ts";

/** What an edit makes, and the edit that undoes it exactly. */
export interface Applied {
  draft: Draft;
  inverse: Edit;
}
type Step = Result<{ template: Template; inverse: SimpleEdit }, EditFault>;

/** Far more than any office asks for, and little enough to stay quick. */
const MOST_KEYS = 50_000;

/** Applies one edit: all of it or nothing. Pure; what it does not touch stays the same object. */
export function applyEdit(draft: Draft, edit: Edit): Result<Applied, EditFault> {
  if (edit.kind !== "all") {
    const step = applyStep(draft, edit);
    return step.ok ? ok({ draft: withTemplate(draft, step.value.template), inverse: step.value.inverse }) : step;
  }
  let now = draft;
  const back: SimpleEdit[] = [];
  for (const each of edit.edits) {
    const step = applyStep(now, each);
    if (!step.ok) return step;
    now = withTemplate(now, step.value.template);
    back.unshift(step.value.inverse);
  }
  return ok({ draft: now, inverse: { kind: "all", edits: back } });
}

const withTemplate = (draft: Draft, template: Template): Draft => ({ ...draft, template });

function applyStep(draft: Draft, edit: SimpleEdit): Step {
  switch (edit.kind) {
    case "set":
      return set(draft.template, edit);
    case "insert":
      return insert(draft, edit);
    case "remove":
      return remove(draft.template, edit.at);
    case "move":
      return move(draft.template, edit);
    case "rename":
      return rename(draft, edit);
    case "replace": {
      const was = fieldIn(draft.template, edit.value.key);
      if (!was) return gone({ kind: "field", key: edit.value.key });
      const fault = keyFault(draft, newNames(keysOfField(was), keysOfField(edit.value)), true);
      if (fault) return err(fault);
      return ok({
        template: changeField(draft.template, edit.value.key, () => edit.value),
        inverse: { kind: "replace", value: was },
      });
    }
    default:
      return assertNever(edit);
  }
}

const gone = (at: Address): { ok: false; error: EditFault } =>
  err({ code: "builder.gone", path: addressPath(at), message: "所改的内容已不在清单中，请刷新后再改" });

const fixed = (at: Address): { ok: false; error: EditFault } =>
  err({
    code: "builder.fixed",
    path: addressPath(at),
    message: "封面、引言和各章是报告的固定部分，不能删除、移动或改键",
  });

function set(template: Template, { at, patch }: Extract<SimpleEdit, { kind: "set" }>): Step {
  const was = at.kind === "template" ? template : findNode(template, at)?.value;
  if (was === undefined) return gone(at);
  const changed = setProperties(template, at, patch);
  if (!changed.ok) return changed;
  return ok({ template: changed.value, inverse: { kind: "set", at, patch: patchBack(was, patch) } });
}

/** The names of a node and of everything in it. */
function namesOf(node: Node, into: Address): string[] {
  const owner = into.kind === "template" ? "" : into.key;
  switch (node.kind) {
    case "section":
      return [`section:${node.value.key}`, ...node.value.items.flatMap(keysOfItem)];
    case "part":
      return [`part:${node.value.key}`, ...(node.value.kind === "item" ? keysOfItem(node.value.item) : [])];
    case "item":
      return keysOfItem(node.value);
    case "field":
      return keysOfField(node.value);
    case "unit":
      return [`unit:${node.value.key}`];
    case "slot":
    case "rule":
    case "option":
      return [`${node.kind}:${owner}/${node.value.key}`];
    default:
      return assertNever(node);
  }
}

const newNames = (before: readonly string[], after: readonly string[]): string[] => {
  const had = new Set(before);
  return after.filter((name) => !had.has(name));
};

/** Why one of these names cannot be taken: it is in use, twice in what comes, or belongs to an earlier version. */
function keyFault(draft: Draft, names: readonly string[], revive: boolean): EditFault | undefined {
  if (names.length === 0) return undefined;
  const live = new Set(keysOf(draft.template));
  if (live.size + names.length > MOST_KEYS)
    return {
      code: "builder.limit",
      path: "",
      message: `一份清单最多${MOST_KEYS}个条目、数据项、材料和规则，请分成几份`,
    };
  const retired = new Set([...draft.retired, ...(revive ? [] : (draft.base?.keys ?? []))]);
  const repeated = names.find((name, index) => live.has(name) || names.indexOf(name) !== index);
  if (repeated !== undefined)
    return {
      code: "builder.key-taken",
      path: pathOfName(repeated),
      message: `“${keyOfName(repeated)}”已在清单中，请换一个`,
    };
  const old = names.find((name) => retired.has(name));
  if (old === undefined) return undefined;
  const message = `“${keyOfName(old)}”在以前的版本中用过，往年数据按它保存，不能另作他用，请换一个`;
  return { code: "builder.key-retired", path: pathOfName(old), message };
}

const pathOfName = (name: string): string => name.slice(name.indexOf(":") + 1);
const keyOfName = (name: string): string => pathOfName(name).split("/").at(-1) ?? "";

function insert(draft: Draft, { into, before, node, revive }: Extract<SimpleEdit, { kind: "insert" }>): Step {
  if (!fits(draft.template, into, node.kind))
    return err({
      code: "builder.place",
      path: addressPath(into),
      message: "这里不能放入所选内容，或此处已被删除，请另选位置",
    });
  if (isChecklist(node) && draft.template.parts.some(({ kind }) => kind === "sections"))
    return err({ code: "builder.place", path: "parts", message: "报告中只能有一个放清单条目的部分" });
  const fault = keyFault(draft, namesOf(node, into), revive === true);
  if (fault) return err(fault);
  return ok({
    template: putNode(draft.template, into, node, before),
    inverse: { kind: "remove", at: addressOf(node, into) },
  });
}

/** The part that the sections stand in: a report has one. */
const isChecklist = (node: Node): boolean => node.kind === "part" && node.value.kind === "sections";

export function addressOf(node: Node, into: Address): Address {
  const owner = into.kind === "template" ? "" : into.key;
  const { key } = node.value;
  switch (node.kind) {
    case "slot":
    case "rule":
      return { kind: node.kind, item: owner, key };
    case "option":
      return { kind: "option", field: owner, key };
    case "unit":
    case "part":
    case "section":
    case "item":
    case "field":
      return { kind: node.kind, key };
    default:
      return assertNever(node);
  }
}

/** What stands behind it; null at the end. */
const nextOf = (keys: readonly string[], key: string): string | null => keys[keys.indexOf(key) + 1] ?? null;

function remove(template: Template, at: Address): Step {
  const node = findNode(template, at);
  const into = parentOf(template, at);
  if (!node || at.kind === "template") return gone(at);
  if (!into || isChecklist(node)) return fixed(at);
  const before = nextOf(keysUnder(template, into, node.kind), at.key);
  return ok({
    template: changeList(template, into, node.kind, (list) => list.filter(({ key }) => key !== at.key)),
    inverse: { kind: "insert", into, before, node, revive: true },
  });
}

/** Items go from section to section and fields from item to item; anything else moves among its own. */
function move(template: Template, { at, into, before }: Extract<SimpleEdit, { kind: "move" }>): Step {
  const node = findNode(template, at);
  const from = parentOf(template, at);
  if (!node || at.kind === "template") return gone(at);
  if (!from) return fixed(at);
  const stays = addressPath(from) === addressPath(into);
  if (!fits(template, into, node.kind) || (!stays && node.kind !== "item" && node.kind !== "field"))
    return err({ code: "builder.place", path: addressPath(into), message: "不能移到这里，请另选位置" });
  const behind = nextOf(keysUnder(template, from, node.kind), at.key);
  const inverse: SimpleEdit = { kind: "move", at, into: from, before: behind };
  if (before === at.key) return ok({ template, inverse });
  const without = changeList(template, from, node.kind, (list) => list.filter(({ key }) => key !== at.key));
  return ok({ template: putNode(without, into, node, before), inverse });
}

function rename(draft: Draft, { at, key, revive }: Extract<SimpleEdit, { kind: "rename" }>): Step {
  const { template } = draft;
  const node = findNode(template, at);
  const into = parentOf(template, at);
  if (!node || (node.kind !== "item" && node.kind !== "field")) return gone(at);
  if (!into) return fixed(at);
  const valid = (node.kind === "item" ? itemKey : fieldKey).safeParse(key);
  if (!valid.success)
    return err({ code: "builder.key", path: addressPath(at), message: valid.error.issues[0]?.message ?? "键名不正确" });
  const named: Node =
    node.kind === "item"
      ? { kind: "item", value: { ...node.value, key } }
      : { kind: "field", value: { ...node.value, key } };
  const fault = keyFault(draft, newNames(namesOf(node, into), namesOf(named, into)), revive === true);
  if (fault) return err(fault);
  const change = <N extends { key: string }>(each: N): N => ({ ...each, key });
  const lineage = renamedLineage(draft, node.kind, at.key, key);
  const renamed = node.kind === "item" ? changeItem(template, at.key, change) : changeField(template, at.key, change);
  return ok({
    template: { ...renamed, lineage },
    inverse: { kind: "rename", at: { kind: node.kind, key }, key: at.key, revive: true },
  });
}
