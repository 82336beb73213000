import type { ImportResult } from "#core/importer/import-result.ts";
import { displayQuantity } from "#core/quantity/qualifier.ts";
import { sectionItems } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";

const percent = (share: number): string => `${Math.round(share * 100)}%`;

/** For a person: the frame, then item by item what was read, then what has no place. */
export function printedImport(result: ImportResult, template: Template): string[] {
  const { meta, items, problems, nextSteps, unplaced, repairs, notes } = result;
  const headings = new Map(sectionItems(template).map(({ item, label }) => [item.key, `${label}.${item.heading}`]));
  return [
    meta.title === "" ? "（没有标题）" : meta.title,
    ...Object.entries(meta.disclosure).map(([name, value]) => `  ${name}：${value === "" ? "（空）" : value}`),
    `各项${items.length}条，其中须确认${items.filter(({ ask }) => ask).length}条；主要问题${problems.length}条，下一步举措${nextSteps.length}条；放不下的文字${unplaced.length}处；建议修复${repairs.length}处`,
    ...notes.map(({ message }) => `  提示：${message}`),
    ...items.flatMap(({ item, heading, confidence, ask, values, documents }) => [
      "",
      `${headings.get(item) ?? item}（把握${percent(confidence)}${ask ? "，请确认" : ""}）`,
      ...(heading === "" ? [] : [`  原文标题：${heading}`]),
      ...values.map(({ label, value, unit, confidence: sure }) => {
        const prior = value.prior === undefined ? "" : `，上期${value.prior}${unit}`;
        return `  ${label}：${displayQuantity(value.now ?? "", unit, value.qualifier)}${prior}（把握${percent(sure)}）`;
      }),
      ...documents.map(
        ({ document: { title, number } }) => `  文件：《${title}》${number === "" ? "" : `（${number}）`}`,
      ),
    ]),
    ...entries("主要问题", problems),
    ...entries("下一步举措", nextSteps),
    ...(unplaced.length === 0 ? [] : ["", "没有放下的文字"]),
    ...unplaced.map(({ text }) =>
      `  ${text.length > 60 ? `${text.slice(0, 60)}……（${text.length}字）` : text}`.replace(/\n/g, " "),
    ),
  ];
}

const entries = (name: string, list: readonly { heading: string }[]): string[] =>
  list.length === 0 ? [] : ["", name, ...list.map(({ heading }, index) => `  ${index + 1}.${heading}`)];
