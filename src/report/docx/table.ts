import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from "docx";
import type { Align, Block } from "#core/document/model.ts";
import { cleanLines } from "#report/clean-text.ts";
import { STYLE } from "#report/docx/styles.ts";
import { columnWidths } from "#report/layout/column-widths.ts";
import { CELL_PADDING, mmToTwips, ptToTwips, TEXT_WIDTH_MM } from "#report/page.ts";

const ALIGN = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
} as const satisfies Record<Align, string>;
const THIN = { style: BorderStyle.SINGLE, size: 4, color: "000000" };
const TOTAL = mmToTwips(TEXT_WIDTH_MM);

/** A table over the whole width; its head is set again on every page, its rows stay whole. */
export function reportTable(table: Block & { kind: "table" }): Table {
  const widths = wholeTwips(columnWidths(table));
  return new Table({
    width: { size: TOTAL, type: WidthType.DXA },
    indent: { size: 0, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: { top: THIN, bottom: THIN, left: THIN, right: THIN, insideHorizontal: THIN, insideVertical: THIN },
    margins: {
      marginUnitType: WidthType.DXA,
      left: ptToTwips(CELL_PADDING.side),
      right: ptToTwips(CELL_PADDING.side),
    },
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: table.columns.map((column, index) =>
          cell(column.header, STYLE.tableHead, "center", widths[index] ?? 0),
        ),
      }),
      ...table.rows.map(
        (texts) =>
          new TableRow({
            cantSplit: true,
            children: table.columns.map((column, index) =>
              cell(texts[index] ?? "", STYLE.tableText, column.align, widths[index] ?? 0),
            ),
          }),
      ),
    ],
  });
}

/** Rounds edges, not widths, so that the sum stays the text block's width. */
function wholeTwips(widths: readonly number[]): number[] {
  let edge = 0;
  return widths.map((width) => {
    const before = ptToTwips(edge);
    edge += width;
    return ptToTwips(edge) - before;
  });
}

function cell(text: string, style: string, align: Align, width: number): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    children: cleanLines(text).map(
      (line) => new Paragraph({ style, alignment: ALIGN[align], children: [new TextRun({ text: line })] }),
    ),
  });
}
