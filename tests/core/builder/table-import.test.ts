import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkDraft } from "#core/builder/check.ts";
import { draft } from "#core/builder/draft.ts";
import { proposeColumns } from "#core/builder/table-columns.ts";
import { gridOf, type TableCell } from "#core/builder/table-grid.ts";
import { importTable } from "#core/builder/table-import.ts";
import { tablesOfHtml } from "#report/workbook/tables-of-html.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const OF = { id: "test/table", version: "2026", year: 2026, title: "测试清单" };
const cell = (text: string, rows = 1, columns = 1): TableCell => ({ text, rows, columns });

const TABLE: TableCell[][] = [
  [cell("2026年评价指标表", 1, 6)],
  [cell("一级指标"), cell("二级指标"), cell("评价标准"), cell("分值"), cell("责任单位"), cell("佐证材料")],
  [
    cell("一、党的领导（40分）", 3),
    cell("1.健全领导体制", 2),
    cell("定期研究教育工作。"),
    cell("２0分", 2),
    cell("区教委办公室、区委组织部", 2),
    cell("1.会议纪要；2.《关于加强；教育工作的意见》", 2),
  ],
  [cell("有议定事项的落实情况。")],
  [cell("2.校园安全（一票否决）"), cell("无责任事故。"), cell("20"), cell("区公安分局"), cell("台账")],
  [cell("二、经费投入"), cell("3.落实两个只增不减"), cell("不低于上年。"), cell("60"), cell("区财政局"), cell("决算")],
  [cell("合计", 1, 3), cell("100"), cell(""), cell("")],
];

describe("a table of indicators", () => {
  it("has its columns, merged cells, sections, points, units and evidence read", () => {
    const grid = gridOf(TABLE);
    const proposal = proposeColumns(grid);
    expect(proposal.headRows).toBe(2);
    expect(proposal.columns.map(({ role }) => role)).toEqual([
      "section",
      "item",
      "guidance",
      "points",
      "lead",
      "evidence",
    ]);
    const { draft: made, rows, notes } = importTable(grid, proposal, OF);
    expect(notes).toEqual([]);
    expect(rows.map(({ use, reason }) => reason ?? use)).toEqual([
      "表头",
      "表头",
      "new",
      "joined",
      "new",
      "new",
      "合计行",
    ]);
    expect(made.template.points).toBe("100");
    expect(made.template.sections.map(({ heading }) => heading)).toEqual(["党的领导", "经费投入"]);
    const [first, second] = made.template.sections[0]?.items ?? [];
    expect(first).toMatchObject({
      guidance: "定期研究教育工作。\n有议定事项的落实情况。",
      points: "20",
      lead: "unit-1",
      support: ["unit-2"],
      evidence: [{ title: "会议纪要", required: true }, { title: "《关于加强；教育工作的意见》" }],
    });
    expect(first?.heading).toBe("健全领导体制");
    expect(second).toMatchObject({ heading: "校园安全", veto: true });
    const errors = checkDraft(made, new Map()).filter(({ severity }) => severity === "error");
    expect(errors).toEqual([]);
  });

  it("without a head is guessed and marked as a guess", () => {
    const grid = gridOf([[cell("领导", 2), cell("健全领导体制和工作机制")], [cell("落实经费投入和监管责任")]]);
    const proposal = proposeColumns(grid);
    expect(proposal).toMatchObject({ headRows: 0, columns: [{ role: "section" }, { role: "item" }] });
    expect(proposal.columns.every(({ confidence }) => confidence < 0.6)).toBe(true);
    expect(importTable(grid, proposal, OF).draft.template.sections[0]?.items).toHaveLength(2);
  });

  it("from Word keeps spans and paragraphs; a table in a cell is its text", () => {
    const [table] = tablesOfHtml(
      '<p>x</p><table><tr><td rowspan="2"><p>甲</p><p>乙</p></td><td>丙</td></tr><tr><td>丁<table><tr><td>戊</td></tr></table></td></tr></table>',
    );
    expect(table).toEqual([[cell("甲\n乙", 2), cell("丙")], [cell("丁\n戊")]]);
  });

  it("however hostile is bounded, every row accounted for, and what comes out is a draft", () => {
    const hostile = fc.record({
      text: fc.oneof(
        fc.string({ maxLength: 20 }),
        fc.constantFrom("合计", "分值", "指标", "一级指标", "100", "__proto__", ""),
      ),
      rows: fc.oneof(fc.integer({ min: -3, max: 6 }), fc.constantFrom(Number.NaN, 1e9, Infinity)),
      columns: fc.oneof(fc.integer({ min: -3, max: 6 }), fc.constantFrom(Number.NaN, 1e9, Infinity)),
    });
    holds(
      [fc.array(fc.array(hostile, { maxLength: 8 }), { maxLength: 12 })],
      (table) => {
        const grid = gridOf(table);
        expect(grid.columns).toBeLessThanOrEqual(40);
        expect(grid.rows.every((row) => row.length === grid.columns)).toBe(true);
        const made = importTable(grid, proposeColumns(grid), OF);
        expect(made.rows).toHaveLength(table.length);
        expect(draft.safeParse(made.draft).error?.issues ?? []).toEqual([]);
        expect(made.draft.template.sections.flatMap(({ items }) => items)).toHaveLength(
          made.rows.filter(({ use }) => use === "new").length,
        );
      },
      300,
    );
  });
});
