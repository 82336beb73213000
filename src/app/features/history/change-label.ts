import type { Item } from "#core/template/schema.ts";

/** What a changed path is called on the page: values.教育支出 → 一般公共预算教育支出. */
export function changeLabel(item: Item, path: string): string {
  if (path === "narrative") return "正文";
  if (path === "done") return "完成标记";
  if (path === "selfScore") return "自评得分";
  if (path.startsWith("carried.")) return "沿用的核对";
  const [kind, ...rest] = path.split(".");
  const key = rest.join(".");
  if (kind === "values") return item.fields.find((field) => field.key === key)?.label ?? key;
  const slot = item.evidence.find((each) => `slot:${each.key}` === key);
  return slot ? `“${slot.title}”的说明` : "检查说明";
}

/** The same for several, the filler's own mark last. */
export const changeLabels = (item: Item, paths: readonly string[]): string[] =>
  [...paths].sort((a, b) => Number(a === "done") - Number(b === "done")).map((path) => changeLabel(item, path));
