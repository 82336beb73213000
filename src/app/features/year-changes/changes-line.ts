import type { TemplateChange } from "#core/api/template-change.ts";

type Change = Pick<TemplateChange, "kind" | "subject" | "code" | "text">;

/** Where an item comes from; said whole, because it is what one looks for first. */
const ORIGINS: readonly TemplateChange["kind"][] = ["moved", "renamed", "split", "merged"];

const COUNTED: Partial<Record<TemplateChange["kind"], string>> = { added: "新增", changed: "修改", removed: "取消" };

/** The changes at one item in a line: 由“管理”移到“保障”；新增2处，修改1处. */
export function changesLine(changes: readonly Change[]): string {
  if (changes.some(({ code }) => code === "item.added")) return "新增的条目";
  const isOrigin = ({ kind, subject }: Change): boolean => subject === "item" && ORIGINS.includes(kind);
  const origins = changes.filter(isOrigin).map(({ text }) => text);
  const parts = changes.filter((change) => !isOrigin(change));
  const counts = Object.entries(COUNTED).flatMap(([kind, word]) => {
    const count = parts.filter((change) => change.kind === kind).length;
    return count === 0 ? [] : [`${word}${count}处`];
  });
  const elsewhere = parts.filter(({ kind }) => COUNTED[kind] === undefined).length;
  const counted = [...counts, ...(elsewhere === 0 ? [] : [`移来或沿用${elsewhere}处`])].join("，");
  return [...origins, ...(counted === "" ? [] : [counted])].join("；");
}
