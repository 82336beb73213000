import { type Annex, column, tableOf } from "#core/document/annex-table.ts";
import type { Block } from "#core/document/model.ts";
import { shownNow } from "#core/document/number-rows.ts";
import { type TargetRow, targetRows } from "#core/document/target-rows.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { STATE_TEXT } from "#core/target/assess.ts";
import { targetText } from "#core/target/joined-target.ts";

const COLUMNS = [
  column("指标", 34),
  column("单位", 12, "center"),
  column("规划基期", 22, "center"),
  column("规划目标", 30),
  column("按线性进度应达", 18, "decimal"),
  column("本期", 16, "decimal"),
  column("对照结果", 16, "center"),
];

/** The figures beside the aims of the plans, a table for each plan; what the plans contradict themselves in is said below. */
export function targetsAnnex(content: SubmissionContent): Annex {
  const tables = new Map<string, TargetRow[]>();
  for (const row of targetRows(content)) {
    const { title } = row.target.plan;
    tables.set(title, [...(tables.get(title) ?? []), row]);
  }
  return { title: "规划目标对照表", blocks: [...tables].flatMap(([title, rows]) => planBlocks(title, rows)) };
}

function planBlocks(title: string, rows: readonly TargetRow[]): Block[] {
  const notes = rows.flatMap((row) => {
    const said = [...row.target.conflicts, ...(row.assessment.reason === undefined ? [] : [row.assessment.reason])];
    return said.length === 0 ? [] : [`${row.field.label}：${said.join("；")}。`];
  });
  return [
    { kind: "caption", text: title },
    tableOf(COLUMNS, rows.map(cells)),
    ...(notes.length === 0 ? [] : [paragraph(`说明：${notes.join("")}`)]),
  ];
}

const paragraph = (text: string): Block => ({ kind: "paragraph", runs: [{ text }] });

const cells = ({ field, value, target, assessment }: TargetRow): string[] => [
  field.label,
  field.unit,
  target.baselines.map((point) => `${point.year}年${point.value}${target.indicator.unit}`).join("、"),
  targetText(target),
  assessment.expected ?? "",
  shownNow(value),
  STATE_TEXT[assessment.state],
];
