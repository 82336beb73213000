import type { Align, Block } from "#core/document/model.ts";
import { cleanLines } from "#report/clean-text.ts";
import { textRun } from "#report/docx/paragraph.ts";
import { paragraphProperties, type Tab } from "#report/docx/properties.ts";
import { STYLE } from "#report/docx/styles.ts";
import { columnWidths } from "#report/layout/column-widths.ts";
import { decimalParts } from "#report/layout/decimal.ts";
import { columns } from "#report/layout/title.ts";
import { tag } from "#report/ooxml/xml.ts";
import { CELL_PADDING, ptToTwips, SIZE } from "#report/page.ts";

type Table = Block & { kind: "table" };

const SIDE = ptToTwips(CELL_PADDING.side);
const EDGES = ["top", "left", "bottom", "right", "insideH", "insideV"]
  .map((edge) => tag(`w:${edge}`, { "w:val": "single", "w:sz": 4, "w:space": 0, "w:color": "000000" }))
  .join("");

/** A table over the whole width; its head is set again on every page, its rows stay whole. Width in twips. */
export function tableXml(table: Table, width: number): string {
  const widths = wholeTwips(columnWidths(table, width / ptToTwips(1)), width);
  const opening = widths.map(
    (column) => `<w:tc><w:tcPr><w:tcW w:w="${column}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>`,
  );
  const places = table.columns.map((column, index) =>
    cellPlace(column.align, decimals(table, index), widths[index] ?? 0),
  );
  const row = (cells: readonly string[], properties: string): string =>
    `<w:tr><w:trPr><w:cantSplit/>${properties}</w:trPr>${opening.map((open, index) => `${open}${cells[index] ?? ""}</w:tc>`).join("")}</w:tr>`;
  const head = table.columns.map((column) => cell(column.header, HEAD));
  return (
    `<w:tbl><w:tblPr><w:tblW w:w="${width}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>` +
    `<w:tblBorders>${EDGES}</w:tblBorders><w:tblLayout w:type="fixed"/>` +
    `<w:tblCellMar><w:left w:w="${SIDE}" w:type="dxa"/><w:right w:w="${SIDE}" w:type="dxa"/></w:tblCellMar></w:tblPr>` +
    tag("w:tblGrid", {}, widths.map((column) => `<w:gridCol w:w="${column}"/>`).join("")) +
    row(head, "<w:tblHeader/>") +
    table.rows
      .map((texts) =>
        row(
          places.map((place, index) => cell(texts[index] ?? "", place)),
          "",
        ),
      )
      .join("") +
    "</w:tbl>"
  );
}

const HEAD = paragraphProperties({ style: STYLE.tableHead });

const cell = (text: string, properties: string): string =>
  cleanLines(text)
    .map((line) => `<w:p>${properties}${textRun(line)}</w:p>`)
    .join("");

/** A decimal tab needs no tab character in a cell: programs align at it what the cell holds. */
function cellPlace(align: Align, fraction: number, width: number): string {
  const style = STYLE.tableText;
  if (align === "decimal") {
    const tabs: Tab[] = [{ kind: "decimal", at: width - 2 * SIDE - fraction }];
    return paragraphProperties({ style, tabs });
  }
  return paragraphProperties({ style, ...(align === "left" ? {} : { align }) });
}

/** What the longest fraction of a column takes, with its point and what follows it. */
function decimals(table: Table, column: number): number {
  if (table.columns[column]?.align !== "decimal") return 0;
  let longest = 0;
  for (const row of table.rows) longest = Math.max(longest, columns(decimalParts(row[column] ?? "")?.after ?? ""));
  return Math.ceil(longest * ptToTwips(SIZE.table));
}

/** Rounds edges, not widths, so that the sum stays the whole width. */
function wholeTwips(widths: readonly number[], total: number): number[] {
  const sum = widths.reduce((before, width) => before + width, 0);
  let edge = 0;
  return widths.map((width) => {
    const before = Math.round((edge / sum) * total);
    edge += width;
    return Math.round((edge / sum) * total) - before;
  });
}
