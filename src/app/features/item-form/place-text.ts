import type { Answer } from "#core/answer/answer.ts";
import type { Conflict } from "#core/answer/merge.ts";
import { displayValue } from "#core/field/table.ts";
import { storedValue } from "#core/field/value.ts";
import type { Item } from "#core/template/schema.ts";

/** Names and contents of an answer's places, for a person to read. */

const fieldOf = (item: Item, path: string) => item.fields.find((field) => `values.${field.key}` === path);

export function placeName(item: Item, path: string): string {
  if (path === "narrative") return "正文";
  if (path === "done") return "完成标记";
  if (path === "selfScore") return "自评得分";
  if (path.startsWith("carried.")) return "沿用的核对";
  return fieldOf(item, path)?.label ?? "说明";
}

export function valueText(item: Item, path: string, value: unknown): string {
  if (value === undefined) return "（空）";
  if (path === "done") return value === true ? "已完成" : "未完成";
  const field = fieldOf(item, path);
  const stored = storedValue.safeParse(value);
  if (field?.type === "entries" && stored.success && Array.isArray(stored.data)) return entriesText(stored.data);
  if (field && stored.success) return displayValue(field, stored.data) || "（空）";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** All of it: what is decided on must be read, not only its headings. */
const entriesText = (rows: readonly object[]): string =>
  rows.map((row) => ("heading" in row && "text" in row ? `${row.heading}\n${row.text}` : "")).join("\n");

export function placeText(item: Item, answer: Answer, path: Conflict["path"]): string {
  if (path === "narrative" || path === "selfScore" || path === "done") return valueText(item, path, answer[path]);
  const key = path.slice(path.indexOf(".") + 1);
  return valueText(item, path, path.startsWith("values.") ? answer.values[key] : answer.explanations[key]);
}
