import { blankDraft, type Draft } from "#core/builder/draft.ts";
import type { ColumnRole, Proposal } from "#core/builder/table-columns.ts";
import type { Grid } from "#core/builder/table-grid.ts";
import { addDecimals, compareDecimals } from "#core/quantity/decimal.ts";
import { parseDecimal } from "#core/quantity/decimal-text.ts";
import type { Item, Section } from "#core/template/schema.ts";

/** One row of the preview: what would be made of it. */
export interface ImportRow {
  /** from 1, as people count them in the table */
  row: number;
  /** new = an item of its own; joined = goes on with the item above; skipped = nothing is made of it */
  use: "new" | "joined" | "skipped";
  reason?: "空行" | "表头" | "合计行" | "没有指标名称" | "超出条目数上限";
  section: string;
  item: string;
  points?: string;
  lead?: string;
  evidence: string[];
}

export interface TableImport {
  draft: Draft;
  rows: ImportRow[];
  /** what to look at, in words */
  notes: string[];
}

const TOTAL = /^(合计|总计|小计|共计|总分|合计分值|总分值)[：:]?\d*分?$/;
const MOST_ITEMS = 1000;

/** Makes a draft of a table of indicators. Nothing is dropped without a word: every row is in `rows`. */
export function importTable(
  grid: Grid,
  { headRows, columns }: Proposal,
  of: { id: string; version: string; year: number; title: string },
): TableImport {
  const builder = new TableBuilder(columns.map(({ role }) => role));
  for (const [index, cells] of grid.rows.entries()) builder.take(index + 1, cells, index < headRows);
  const { sections, units, rows, total } = builder;
  const blank = blankDraft(of);
  const sum = addDecimals(
    sections.flatMap(({ items }) => items.flatMap(({ points, bonus }) => (points && !bonus ? [points] : []))),
  );
  const scored = compareDecimals(sum, "0") > 0;
  return {
    draft: {
      ...blank,
      template: {
        ...blank.template,
        units: [...units].map(([name, key]) => ({ key, name })),
        sections,
        ...(scored ? { points: total ?? sum } : {}),
      },
    },
    rows,
    notes: [
      ...(grid.cut ? ["表格过大，只读入了前一部分，请分成几份导入"] : []),
      ...(sections.length === 0 ? ["没有读出指标，请核对各列的用途"] : []),
      ...(total !== undefined && compareDecimals(total, sum) !== 0
        ? [`表中合计为${total}分，各项相加为${sum}分，请核对`]
        : []),
      ...(columns.some(({ role }) => role === "section") ? [] : ["表中没有章节列，全部条目放在一节"]),
    ],
  };
}

type Cells = Grid["rows"][number];

class TableBuilder {
  readonly sections: Section[] = [];
  readonly units = new Map<string, string>();
  readonly rows: ImportRow[] = [];
  total: string | undefined;
  #count = 0;
  readonly #roles: readonly ColumnRole[];

  constructor(roles: readonly ColumnRole[]) {
    this.#roles = roles;
  }

  take(row: number, cells: Cells, head: boolean): undefined {
    const of = (role: ColumnRole): Cells => cells.filter((_, index) => this.#roles[index] === role);
    const text = (role: ColumnRole): string =>
      [...new Set(of(role).map((cell) => cell.text))].filter((each) => each !== "").join("\n");
    const section = oneLine(text("section"));
    const item = oneLine(text("item"));
    const seen: ImportRow = { row, use: "skipped", section, item, evidence: [] };
    const skip = (reason: NonNullable<ImportRow["reason"]>): undefined => {
      this.rows.push({ ...seen, reason });
    };
    if (head) return skip("表头");
    if (cells.every((cell) => cell.text === "")) return skip("空行");
    const points = pointsOf(text("points"));
    if (cells.some((cell) => TOTAL.test(cell.text.replace(/\s/g, "")))) {
      if (points !== undefined && !/小计/.test(cells.map((cell) => cell.text).join(""))) this.total = points;
      return skip("合计行");
    }
    const evidence = listOf(text("evidence"));
    const home = this.#section(section);
    const last = home?.items.at(-1);
    const goesOn = of("item").every((cell) => cell.merged || cell.text === "") && last !== undefined;
    const fresh = of("guidance").filter((cell) => !cell.merged);
    const guidance = [...new Set(fresh.map((cell) => cell.text))].filter((each) => each !== "").join("\n");
    if (goesOn && last && home) {
      home.items[home.items.length - 1] = this.#joined(
        last,
        guidance,
        of("evidence").every((cell) => cell.merged) ? [] : evidence,
      );
      this.rows.push({ ...seen, use: "joined", item: last.heading, evidence });
      return;
    }
    if (item === "") return skip("没有指标名称");
    if (this.#count >= MOST_ITEMS) return skip("超出条目数上限");
    this.#count += 1;
    const made = this.#item(item, text, points, evidence);
    (home ?? this.#open(section)).items.push(made);
    this.rows.push({
      ...seen,
      use: "new",
      item: made.heading,
      evidence,
      ...(points === undefined ? {} : { points }),
      ...(made.lead === undefined ? {} : { lead: unitsOf(text("lead"))[0] ?? "" }),
    });
  }

  #item(
    item: string,
    text: (role: ColumnRole) => string,
    points: string | undefined,
    evidence: readonly string[],
  ): Item {
    const [lead, ...others] = unitsOf(text("lead"));
    const support = [...others, ...unitsOf(text("support"))];
    return {
      key: `item-${this.#count}`,
      heading: itemName(item),
      guidance: text("guidance"),
      basis: text("basis") === "" ? [] : [{ text: text("basis"), standing: "unverified" }],
      ...(points === undefined ? {} : { points }),
      ...(/加分/.test(item + text("points")) ? { bonus: true } : {}),
      ...(/一票否决/.test(item + text("guidance")) ? { veto: true } : {}),
      ...(lead === undefined ? {} : { lead: this.#unit(lead) }),
      support: [...new Set(support.map((name) => this.#unit(name)))],
      fields: [],
      evidence: evidence.map((title, index) => ({ key: `proof-${index + 1}`, title, required: index === 0 })),
      rules: [],
      narrative: "",
      prose: true,
    };
  }

  /** The section of that name; a row that names none goes on with the last. */
  #section(heading: string): Section | undefined {
    return heading === "" ? this.sections.at(-1) : this.sections.find((each) => each.heading === sectionName(heading));
  }

  #open(heading: string): Section {
    const section: Section = {
      key: `section-${this.sections.length + 1}`,
      heading: heading === "" ? "评价指标" : sectionName(heading),
      items: [],
    };
    this.sections.push(section);
    return section;
  }

  #unit(name: string): string {
    const known = this.units.get(name) ?? `unit-${this.units.size + 1}`;
    this.units.set(name, known);
    return known;
  }

  #joined(item: Item, guidance: string, evidence: readonly string[]): Item {
    const more = evidence.filter((title) => !item.evidence.some((slot) => slot.title === title));
    return {
      ...item,
      guidance: [item.guidance, guidance].filter((text) => text !== "").join("\n"),
      evidence: [
        ...item.evidence,
        ...more.map((title, index) => ({ key: `proof-${item.evidence.length + index + 1}`, title, required: false })),
      ],
    };
  }
}

/** Numbers are counted by the report, and what is a mark of its own is not said again. */
function itemName(text: string): string {
  const bare = text
    .replace(
      /^(?:\d{1,3}(?:\.\d{1,3}){0,3}[.．、]|[（(](?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)]|[一二三四五六七八九十]{1,3}、)\s?/,
      "",
    )
    .replace(/[（(](?:一票否决项?|加分项?)[）)]/g, "")
    .replace(/[。；;]$/, "")
    .trim();
  return (bare === "" ? text : bare).slice(0, 200);
}

/** Numbers and a score in brackets are not part of the name: 一、党的领导（20分） */
const sectionName = (text: string): string =>
  oneLine(text)
    .replace(/^[（(]?[一二三四五六七八九十\d]+[）)、.．]\s*/u, "")
    .replace(/[（(]\d+(\.\d+)?分[）)]$/, "")
    .slice(0, 200) || "评价指标";

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, "").trim();

function pointsOf(text: string): string | undefined {
  const [figure] =
    /\d+(\.\d+)?/.exec(text.replace(/[０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))) ?? [];
  const parsed = figure === undefined ? undefined : parseDecimal(figure);
  return parsed?.ok ? parsed.value : undefined;
}

const MOST_LISTED = 50;

/** 1.会议纪要；2.文件 → two; signs inside 《》 divide nothing. */
function listOf(text: string): string[] {
  const parts: string[] = [];
  let open = 0;
  let now = "";
  for (const sign of text) {
    if (sign === "《") open += 1;
    if (sign === "》") open = Math.max(0, open - 1);
    if (open === 0 && /[；;\n]/.test(sign)) {
      parts.push(now);
      now = "";
    } else now += sign;
  }
  const all = [...parts, now].map((part) =>
    part
      .replace(/^\s*([（(]?\d{1,2}[）).．、]|[①-⑳])\s*/u, "")
      .replace(/[。；;，,\s]+$/u, "")
      .trim()
      .slice(0, 200),
  );
  return [...new Set(all.filter((part) => part !== ""))].slice(0, MOST_LISTED);
}

const unitsOf = (text: string): string[] =>
  text
    .split(/[、，,；;\n\s/]+/)
    .map((name) => name.trim().slice(0, 100))
    .filter((name) => name !== "")
    .slice(0, MOST_LISTED);
