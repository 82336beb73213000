import type { Address, Edit, SimpleEdit } from "#core/builder/edit.ts";
import { findNode, ownerOf } from "#core/builder/nodes.ts";
import { findItem, placedTitle } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";

const KIND_TEXT: Record<Address["kind"], string> = {
  template: "清单信息",
  unit: "责任单位",
  part: "报告的一部分",
  section: "章节",
  item: "条目",
  field: "数据项",
  slot: "材料",
  rule: "规则",
  option: "选项",
};

/** Where a node stands, in the words of the checklist: 3.教师待遇 › 数据项“教师平均工资”. Keys only for what is gone from all. */
export function addressText(templates: readonly Template[], at: Address): string {
  for (const template of templates) {
    const found = textIn(template, at);
    if (found !== undefined) return found;
  }
  return at.kind === "template" ? KIND_TEXT.template : `${KIND_TEXT[at.kind]}“${at.key}”`;
}

function textIn(template: Template, at: Address): string | undefined {
  if (at.kind === "template") return KIND_TEXT.template;
  const node = findNode(template, at);
  if (!node) return undefined;
  const own = `${KIND_TEXT[at.kind]}“${nameOf(node) || "（未填写）"}”`;
  const titleOf = (itemKey: string | undefined): string => {
    const placed = itemKey === undefined ? undefined : findItem(template, itemKey);
    return placed ? `${placedTitle(placed)} › ` : "";
  };
  switch (at.kind) {
    case "item":
      return titleOf(at.key).replace(/ › $/, "") || own;
    case "field":
      return `${titleOf(ownerOf(template, at.key)?.key)}${own}`;
    case "slot":
    case "rule":
      return `${titleOf(at.item)}${own}`;
    case "option":
      return `${textIn(template, { kind: "field", key: at.field }) ?? ""} › ${own}`;
    case "unit":
    case "part":
    case "section":
      return own;
  }
}

function nameOf({ kind, value }: NonNullable<ReturnType<typeof findNode>>): string {
  switch (kind) {
    case "unit":
      return value.name;
    case "part":
    case "section":
    case "item":
      return value.heading;
    case "field":
    case "option":
      return value.label;
    case "slot":
      return value.title;
    case "rule":
      return value.message;
  }
}

/** What an edit is about; of several the first. */
export function aboutOf(edit: Edit): Address {
  const [first]: readonly (SimpleEdit | undefined)[] = edit.kind === "all" ? edit.edits : [edit];
  if (!first) return { kind: "template" };
  switch (first.kind) {
    case "insert":
      return first.into;
    case "replace":
      return { kind: "field", key: first.value.key };
    case "set":
    case "remove":
    case "move":
    case "rename":
      return first.at;
  }
}
