import { column, tableOf } from "#core/document/annex-table.ts";
import { paperOf, paragraph, unitName } from "#core/document/blank-form.ts";
import type { DataSheet } from "#core/document/data-sheet.ts";
import type { Block, ReportDocument } from "#core/document/model.ts";
import { officialDate } from "#core/field/plain.ts";
import { outline, placedTitle } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";

/** Who has to be ready when: of single items, and of the rest. What is not said stands as the checklist says it. */
export interface Duties {
  /** calendar days */
  rest?: string;
  items?: ReadonlyMap<string, string>;
  /** the unit that an item was given to; "" = nobody */
  leads?: ReadonlyMap<string, string>;
}

export interface TaskRow {
  itemKey: string;
  section: string;
  title: string;
  points: string;
  lead: string;
  support: string;
  /** how many figures and texts, and what evidence */
  asks: string;
  deadline: string;
}

/** Who does what until when: every item that is filled in, in report order. */
export function taskRows(template: Template, { rest = "", items, leads }: Duties): TaskRow[] {
  return outline(template).map((placed) => {
    const { item, place } = placed;
    const required = item.evidence.filter((slot) => slot.required);
    const lead = item.lead === undefined ? "" : unitName(template, item.lead);
    return {
      itemKey: item.key,
      section: place.kind === "section" ? place.section.heading : "综合",
      title: placedTitle(placed),
      points: item.points ?? "",
      lead: leads?.get(item.key) ?? lead,
      support: item.support.map((key) => unitName(template, key)).join("、"),
      asks: [
        ...(item.prose ? ["正文"] : []),
        ...(item.fields.length === 0 ? [] : [`数据${item.fields.length}项`]),
        ...(required.length === 0
          ? []
          : [`必备材料${required.length}类：${required.map(({ title }) => title).join("；")}`]),
      ].join("，"),
      deadline: items?.get(item.key) ?? rest,
    };
  });
}

const shownDay = (day: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(day) ? officialDate(day) : day);

/** 任务分解表 as a document, by unit at the end, so that each office finds its own. */
export function taskDocument(template: Template, duties: Duties): ReportDocument {
  const title = `${template.title}任务分解表`;
  const rows = taskRows(template, duties);
  const scored = rows.some(({ points }) => points !== "");
  const columns = [
    column("章节", 20),
    column("指标", 40),
    ...(scored ? [column("分值", 10, "center")] : []),
    column("填报内容", 42),
    column("责任单位", 22),
    column("配合单位", 26),
    column("完成时限", 32, "center"),
  ];
  const cells = rows.map((row) => [
    row.section,
    row.title,
    ...(scored ? [row.points] : []),
    row.asks,
    row.lead || "待定",
    row.support,
    shownDay(row.deadline),
  ]);
  const blocks: Block[] = [
    { kind: "title", text: title },
    tableOf(columns, cells),
    { kind: "caption", text: "各单位牵头事项" },
    ...byUnit(rows),
  ];
  return paperOf(title, blocks);
}

function byUnit(rows: readonly TaskRow[]): Block[] {
  const names = [...new Set(rows.flatMap(({ lead }) => (lead === "" ? [] : [lead])))];
  return names.map((name) => {
    const own = rows.filter(({ lead }) => lead === name);
    return paragraph(`${name}（${own.length}项）：${own.map(({ title }) => title).join("；")}。`);
  });
}

/** The same as a sheet, to be sorted and sent on. */
export const taskSheet = (template: Template, duties: Duties): DataSheet => ({
  name: "任务分解表",
  columns: [
    ["章节", 24],
    ["指标", 44],
    ["分值", 8],
    ["填报内容", 60],
    ["责任单位", 24],
    ["配合单位", 36],
    ["完成时限", 14],
  ],
  rows: taskRows(template, duties).map((row) => [
    row.section,
    row.title,
    row.points === "" ? null : { decimal: row.points },
    row.asks,
    row.lead,
    row.support,
    row.deadline,
  ]),
});
