import type { Grid } from "#core/builder/table-grid.ts";
import { parseDecimal } from "#core/quantity/decimal-text.ts";

export const COLUMN_ROLES = [
  "section",
  "item",
  "guidance",
  "points",
  "lead",
  "support",
  "evidence",
  "basis",
  "ignore",
] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];
export const ROLE_TEXT: Record<ColumnRole, string> = {
  section: "章节",
  item: "指标（条目）",
  guidance: "评价标准、说明",
  points: "分值",
  lead: "责任单位",
  support: "配合单位",
  evidence: "佐证材料",
  basis: "依据",
  ignore: "不导入",
};

export interface ProposedColumn {
  role: ColumnRole;
  /** what the head says */
  head: string;
  /** 0 to 1; below 0.6 it is to be looked at */
  confidence: number;
}

export interface Proposal {
  /** rows of the head, from the top */
  headRows: number;
  columns: ProposedColumn[];
}

const HEADS: readonly (readonly [ColumnRole, RegExp])[] = [
  ["ignore", /^(序号|编号|备注|自评得分|自评分|得分|核查得分|考评得分|完成时限|进度)$/],
  ["points", /分值|权重|标准分|满分|^分数$|赋分/],
  ["support", /配合单位|协助单位|协同单位|参与单位/],
  ["lead", /责任单位|牵头单位|责任部门|责任科室|牵头部门|主责/],
  ["evidence", /佐证|备查|印证|支撑材料|证明材料|提供材料|查阅资料|资料清单|材料清单/],
  ["basis", /依据|文件来源|政策来源|出处/],
  ["section", /一级指标|评价重点|类别|领域|维度|模块|^项目$|^分类$|A级指标/],
  ["guidance", /评价标准|评分标准|考核标准|评分细则|评分办法|评价方法|考核要点|说明|要求|标准|细则/],
  ["item", /[二三]级指标|评价要点|评价内容|考核内容|评估内容|观测点|指标|要点|内容|事项|任务|B级指标|C级指标/],
];

const MOST_HEAD_ROWS = 4;

/** What each column seems to hold: by its head, otherwise by what stands in it. */
export function proposeColumns(grid: Grid): Proposal {
  const headRows = headOf(grid);
  const columns = Array.from({ length: grid.columns }, (_, column): ProposedColumn => {
    const head = headText(grid, column, headRows);
    const role = HEADS.find(([, pattern]) => pattern.test(head.replace(/\s/g, "")))?.[0];
    if (role === undefined) return { role: "ignore", head, confidence: head === "" ? 0.3 : 0.5 };
    const fits = role !== "points" || numeric(grid, column, headRows) > 0.5;
    return { role, head, confidence: fits ? 0.9 : 0.5 };
  });
  return { headRows, columns: settle(grid, columns, headRows) };
}

/** The last of the first rows that reads like a head; rows above it are titles. */
function headOf(grid: Grid): number {
  let best = { rows: 0, score: 1 };
  for (const [index, row] of grid.rows.slice(0, MOST_HEAD_ROWS + 2).entries()) {
    const texts = new Set(
      row.map(({ text }) => text.replace(/\s/g, "")).filter((text) => text !== "" && text.length < 16),
    );
    const known = [...texts].filter((text) => HEADS.some(([, pattern]) => pattern.test(text)));
    // a head names several columns, each once
    if (texts.size > 1 && known.length > best.score) best = { rows: index + 1, score: known.length };
  }
  return best.rows;
}

/** The head's words from above: 责任单位 over 牵头, 配合. Titles over the whole table say nothing of a column. */
function headText(grid: Grid, column: number, headRows: number): string {
  const words = grid.rows.slice(0, headRows).flatMap((row) => {
    const text = row[column]?.text ?? "";
    return row.every((cell) => cell.text === text || cell.text === "") && grid.columns > 1 ? [] : [text];
  });
  return [...new Set(words.filter((text) => text !== ""))].join(" ").slice(0, 60);
}

const body = (grid: Grid, column: number, headRows: number): string[] =>
  grid.rows.slice(headRows).flatMap((row) => (row[column]?.text ? [row[column].text] : []));

function numeric(grid: Grid, column: number, headRows: number): number {
  const texts = body(grid, column, headRows);
  const numbers = texts.filter((text) => parseDecimal(text.replace(/[分%]$/, "")).ok);
  return texts.length === 0 ? 0 : numbers.length / texts.length;
}

/** One column for each single thing; a table without a head is read by what stands in it. */
function settle(grid: Grid, columns: readonly ProposedColumn[], headRows: number): ProposedColumn[] {
  const settled = columns.map((column) => ({ ...column }));
  const items = settled.filter(({ role }) => role === "item");
  // of 一级、二级、三级 the last is the item and the first the section; what lies between is told with the guidance
  if (items.length > 1) {
    const sections = settled.some(({ role }) => role === "section");
    for (const [index, column] of items.entries()) {
      if (index === items.length - 1) continue;
      column.role = index === 0 && !sections ? "section" : "guidance";
      column.confidence = 0.6;
    }
  }
  for (const role of ["section", "points", "lead"] as const)
    for (const extra of settled.filter((column) => column.role === role).slice(1)) {
      extra.role = role === "lead" ? "support" : "ignore";
      extra.confidence = 0.5;
    }
  if (settled.some(({ role }) => role === "item")) return settled;
  const lengths = settled.map((column, index) => {
    const texts = body(grid, index, headRows);
    const average = texts.reduce((sum, text) => sum + text.length, 0) / Math.max(1, texts.length);
    return column.role === "ignore" && numeric(grid, index, headRows) < 0.5 ? average : 0;
  });
  const widest = lengths.indexOf(Math.max(...lengths));
  const column = settled[widest];
  if (column && (lengths[widest] ?? 0) > 1) {
    column.role = "item";
    column.confidence = 0.4;
  }
  const merged = settled.findIndex(
    (each, index) =>
      index < widest && each.role === "ignore" && grid.rows.some((row) => row[index]?.merged && row[index]?.text),
  );
  const first = settled[merged];
  if (first && !settled.some(({ role }) => role === "section")) {
    first.role = "section";
    first.confidence = 0.4;
  }
  return settled;
}
