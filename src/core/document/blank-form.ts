import { itemAnchor, partAnchor, sectionAnchor } from "#core/document/anchor.ts";
import { column, tableOf } from "#core/document/annex-table.ts";
import type { Block, ReportDocument } from "#core/document/model.ts";
import { expandYear, type Field } from "#core/field/definition.ts";
import { TYPE_TEXT } from "#core/field/definition-text.ts";
import { safeName } from "#core/safe-name.ts";
import { asksForNarrative } from "#core/submission/progress.ts";
import { ownTarget } from "#core/target/field-target.ts";
import { targetText } from "#core/target/joined-target.ts";
import { chineseNumeral, sectionItems } from "#core/template/outline.ts";
import type { Item, Template } from "#core/template/schema.ts";

/** A checklist on paper, to be talked over in a meeting or filled in by hand. */
export function blankForm(template: Template, year: number): ReportDocument {
  const title = `${template.title}（空白表）`;
  const blocks: Block[] = [{ kind: "title", text: title }];
  if (template.points !== undefined) blocks.push(paragraph(`本清单总分${template.points}分。`));
  for (const [index, part] of template.parts.entries()) {
    blocks.push({
      kind: "heading",
      level: 1,
      text: `${chineseNumeral(index + 1)}、${part.heading}`,
      id: partAnchor(part.key),
    });
    if (part.kind === "item") blocks.push(...itemBlocks(part.item, template, year));
    else blocks.push(...sections(template, year));
  }
  return paperOf(title, blocks);
}

/** A document that is no report: plain, without signature. */
export const paperOf = (title: string, blocks: Block[]): ReportDocument => ({
  shell: "plain",
  title,
  author: "",
  fileName: safeName(title, { characters: 80, bytes: 200 }),
  date: undefined,
  disclosure: [],
  blocks,
});

export const paragraph = (text: string): Block => ({ kind: "paragraph", runs: [{ text }] });

function sections(template: Template, year: number): Block[] {
  return sectionItems(template).flatMap(({ item, place, label }): Block[] => {
    if (place.kind !== "section") return [];
    const { section, sectionNumber, indexInSection } = place;
    const opens: Block = {
      kind: "heading",
      level: 2,
      text: `（${chineseNumeral(sectionNumber)}）${section.heading}`,
      id: sectionAnchor(section.key),
    };
    return [
      ...(indexInSection === 1 ? [opens] : []),
      { kind: "heading", level: 3, text: `${label}.${item.heading}${worth(item)}`, id: itemAnchor(item.key) },
      ...itemBlocks(item, template, year),
    ];
  });
}

/** （10分，一票否决） */
function worth({ points, bonus, veto }: Item): string {
  const said = [...(points === undefined ? [] : [`${bonus ? "加分" : ""}${points}分`]), ...(veto ? ["一票否决"] : [])];
  return said.length === 0 ? "" : `（${said.join("，")}）`;
}

const FIELD_COLUMNS = [
  column("数据项", 44),
  column("填写内容", 26, "center"),
  column("时期", 20, "center"),
  column("本期", 20, "center"),
  column("上期", 16, "center"),
];
const SLOT_COLUMNS = [column("佐证材料", 60), column("要求", 16, "center"), column("编号或页次", 24)];

function itemBlocks(item: Item, template: Template, year: number): Block[] {
  const units = responsible(item, template);
  return [
    ...(item.guidance === "" ? [] : item.guidance.split("\n").map((line) => paragraph(`填报说明：${line}`))),
    ...(item.basis.length === 0
      ? []
      : [paragraph(`依据：${item.basis.map(({ text }) => text.replace(/[。；]$/, "")).join("；")}。`)]),
    ...(units === "" ? [] : [paragraph(units)]),
    ...(item.fields.length === 0
      ? []
      : [
          tableOf(
            [...FIELD_COLUMNS],
            item.fields.map((field) => fieldRow(field, template, year)),
          ),
        ]),
    ...(item.evidence.length === 0
      ? []
      : [
          tableOf(
            [...SLOT_COLUMNS],
            item.evidence.map(({ title, required }) => [title, required ? "必备" : "选备", ""]),
          ),
        ]),
    ...(asksForNarrative(item) ? [tableOf([column("正文", 100)], [["\u3000"], ["\u3000"], ["\u3000"]])] : []),
  ];
}

export const unitName = (template: Template, key: string): string =>
  template.units.find((unit) => unit.key === key)?.name ?? key;

function responsible({ lead, support }: Item, template: Template): string {
  const said = [
    ...(lead === undefined ? [] : [`责任单位：${unitName(template, lead)}`]),
    ...(support.length === 0 ? [] : [`配合单位：${support.map((key) => unitName(template, key)).join("、")}`]),
  ];
  return said.length === 0 ? "" : `${said.join("；")}。`;
}

function fieldRow(field: Field, template: Template, year: number): string[] {
  const target = field.type === "number" ? ownTarget(field, template.plan) : undefined;
  const aim = target === undefined ? "" : `（目标：${targetText(target)}）`;
  return [
    `${field.label}${field.required ? "" : "（选填）"}${aim}`,
    field.type === "number" ? field.unit || "数字" : TYPE_TEXT[field.type],
    expandYear(field.period ?? "", year),
    field.type === "choice"
      ? field.options.map(({ label }) => `□${label}`).join(" ")
      : field.type === "yesno"
        ? "□是 □否"
        : "",
    field.type === "number" && field.prior === undefined ? "—" : "",
  ];
}
