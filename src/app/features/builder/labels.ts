import type { Edit } from "#core/builder/edit.ts";
import type { CarryPolicy, FieldTypeName } from "#core/field/definition.ts";
import { TYPE_TEXT } from "#core/field/definition-text.ts";
import { STANDING_TEXT } from "#core/indicator/indicator.ts";
import { SEVERITY_TEXT } from "#core/rule/finding.ts";
import type { AnnexName } from "#core/template/schema.ts";

export const CARRY_TEXT: Record<CarryPolicy, string> = {
  prior: "作为上年数",
  copy: "带入，核对后采用",
  reference: "只作参考",
  never: "不带入",
};

export const ANNEX_TEXT: Record<AnnexName, string> = {
  data: "数据表",
  "no-decrease": "“两个只增不减”对照表",
  standards: "标准对照表",
  targets: "规划目标对照表",
  other: "其他情况",
  evidence: "佐证材料目录",
  explanations: "情况说明",
  pictures: "图片",
};

export const optionsOf = <K extends string>(texts: Readonly<Record<K, string>>): { value: string; label: string }[] =>
  Object.entries<string>(texts).map(([value, label]) => ({ value, label }));

export const STANDING_OPTIONS = optionsOf(STANDING_TEXT);
export const SEVERITY_OPTIONS = optionsOf(SEVERITY_TEXT);

const EDIT_TEXT: Record<Edit["kind"], string> = {
  set: "修改内容",
  insert: "添加",
  remove: "删除",
  move: "移动",
  rename: "改键",
  replace: "改类型",
  all: "批量修改",
};

export const isFieldType = (name: string): name is FieldTypeName => name in TYPE_TEXT;

/** What a step of undo concerns, in a word or two. */
export function editText(edit: Edit): string {
  if (edit.kind !== "all") return EDIT_TEXT[edit.kind];
  const kinds = new Set(edit.edits.map(({ kind }) => kind));
  const [only] = kinds;
  return kinds.size === 1 && only ? EDIT_TEXT[only] : EDIT_TEXT.all;
}
