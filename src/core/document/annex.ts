import { printedOnCover } from "#core/document/cover.ts";
import type { Block, Column } from "#core/document/model.ts";
import { catalogue, MEDIA_TYPES } from "#core/evidence/evidence.ts";
import { expandYear, type Field } from "#core/field/definition.ts";
import { cellValue, displayValue, isAnswered, numberOf } from "#core/field/table.ts";
import { growthPercent, subtractDecimals } from "#core/quantity/decimal.ts";
import { displayQuantity } from "#core/quantity/qualifier.ts";
import type { Finding } from "#core/rule/finding.ts";
import { slotExplanationId } from "#core/submission/progress.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { chineseNumeral, findItem, outline } from "#core/template/outline.ts";
import type { Item } from "#core/template/schema.ts";

export interface Annex {
  title: string;
  blocks: Block[];
}

/** The annexes that have anything in them, in order: data, other answers, evidence, explanations. */
export function annexes(content: SubmissionContent, findings: readonly Finding[]): Annex[] {
  return [
    dataTable(content),
    otherAnswers(content),
    evidenceTable(content),
    explanationTable(content, findings),
  ].filter((annex) => annex.blocks.length > 0);
}

const column = (header: string, weight: number, align: Column["align"] = "left"): Column => ({ header, weight, align });

const DATA_COLUMNS = [
  column("指标", 35),
  column("时期", 22, "center"),
  column("单位", 14, "center"),
  column("本期", 14, "right"),
  column("上期", 14, "right"),
  column("增减", 12, "right"),
  column("增幅", 11, "right"),
];

function dataTable(content: SubmissionContent): Annex {
  const blocks: Block[] = [];
  const inBody = printedOnCover(content.template.cover);
  let open: { caption: string; rows: string[][] } | undefined;
  for (const { item, place } of outline(content.template)) {
    const rows = item.fields.flatMap((field) => (inBody.includes(field) ? [] : dataRow(field, item, content)));
    if (rows.length === 0) continue;
    const caption =
      place.kind === "section" ? `（${chineseNumeral(place.sectionNumber)}）${place.section.heading}` : item.heading;
    if (open?.caption !== caption) {
      open = { caption, rows: [] };
      blocks.push({ kind: "caption", text: caption }, { kind: "table", columns: DATA_COLUMNS, rows: open.rows });
    }
    open.rows.push(...rows);
  }
  return { title: "自评数据表", blocks };
}

function dataRow(field: Field, item: Item, content: SubmissionContent): string[][] {
  const number = numberOf(field, content.answers.get(item.key)?.values[field.key]);
  if (field.type !== "number" || !number || (number.now === undefined && number.prior === undefined)) return [];
  const { now, prior } = number;
  const growth = now === undefined || prior === undefined ? undefined : growthPercent(now, prior);
  return [
    [
      field.label,
      expandYear(field.period ?? "", content.year),
      field.unit,
      now === undefined ? "" : displayQuantity(now, "", number.qualifier),
      prior ?? "",
      now === undefined || prior === undefined ? "" : subtractDecimals(now, prior),
      growth === undefined ? "" : `${growth}%`,
    ],
  ];
}

const OTHER_COLUMNS = [column("填报事项", 30), column("项目", 24), column("内容", 60)];

/** Answers that are no number and that the body does not print: documents, texts, choices, dates, entries. */
function otherAnswers(content: SubmissionContent): Annex {
  const inBody = printedOnCover(content.template.cover);
  const rows = outline(content.template).flatMap(({ item, place }) =>
    item.fields.flatMap((field) => {
      const value = content.answers.get(item.key)?.values[field.key];
      const printed = inBody.includes(field) || (field.type === "entries" && place.kind === "part");
      if (printed || field.type === "number" || !isAnswered(field, value)) return [];
      const text = field.type === "entries" ? String(cellValue(field, value)) : displayValue(field, value);
      return [[item.heading, field.label, text]];
    }),
  );
  return {
    title: "引用文件和其他填报内容",
    blocks: rows.length > 0 ? [{ kind: "table", columns: OTHER_COLUMNS, rows }] : [],
  };
}

const EVIDENCE_COLUMNS = [
  column("编号", 14, "center"),
  column("材料名称", 54),
  column("对应指标", 40),
  column("类型", 10, "center"),
];

function evidenceTable(content: SubmissionContent): Annex {
  const rows = catalogue(content.template, content.evidence).map((entry) => {
    const owner = findItem(content.template, entry.itemKey);
    return [
      entry.number,
      entry.evidence.title,
      owner ? [owner.label, owner.item.heading].filter((part) => part !== "").join(".") : "",
      MEDIA_TYPES[entry.evidence.mediaType].label,
    ];
  });
  return {
    title: "佐证材料目录",
    blocks: rows.length > 0 ? [{ kind: "table", columns: EVIDENCE_COLUMNS, rows }] : [],
  };
}

const EXPLANATION_COLUMNS = [column("填报事项", 30), column("需说明的情况", 44), column("说明", 50)];

function explanationTable(content: SubmissionContent, findings: readonly Finding[]): Annex {
  const rows = outline(content.template).flatMap(({ item }) =>
    Object.entries(content.answers.get(item.key)?.explanations ?? {}).flatMap(([id, text]) => {
      if (text.trim() === "") return [];
      const slot = item.evidence.find((each) => slotExplanationId(each.key) === id);
      const subject = slot ? `未附佐证材料：${slot.title}` : findings.find((finding) => finding.id === id)?.message;
      return [[item.heading, subject ?? "原提示已消除", text]];
    }),
  );
  return {
    title: "有关情况说明",
    blocks: rows.length > 0 ? [{ kind: "table", columns: EXPLANATION_COLUMNS, rows }] : [],
  };
}
