import type { Align, Block } from "#core/document/model.ts";
import type { TextRole } from "#report/fonts.ts";
import { columnWidths } from "#report/layout/column-widths.ts";
import { composeLines, type Line } from "#report/layout/compose.ts";
import { lineMarks, type Mark, type Strip } from "#report/layout/strip.ts";
import type { Typesetter } from "#report/layout/typesetter.ts";
import { CELL_PADDING, SIZE, TABLE_LINE_HEIGHT, TEXT_HEIGHT, TEXT_WIDTH } from "#report/page.ts";

type Table = Block & { kind: "table" };

/**
 * A table as strips: its head, then one strip per row, each of which sets the head again when it is the first on a
 * further page. A row taller than a page is cut between lines.
 */
export function tableStrips(table: Table, typesetter: Typesetter): Strip[] {
  const widths = columnWidths(table);
  const edges = [0];
  for (const width of widths) edges.push((edges.at(-1) ?? 0) + width);
  const row = (texts: readonly string[], role: TextRole): Line[][] =>
    widths.map((width, index) => cellLines(texts[index] ?? "", role, width - 2 * CELL_PADDING.side, typesetter));
  const centred = table.columns.map((): Align => "center");
  const head = rowStrip(
    row(
      table.columns.map((column) => column.header),
      "hei",
    ),
    centred,
    edges,
  );
  const top: Mark = { kind: "rule", x1: 0, y1: 0, x2: TEXT_WIDTH, y2: 0 };
  const header: Strip = { ...head, marks: [top, ...head.marks], keepWithNext: true };
  const aligns = table.columns.map((column) => column.align);
  return [
    header,
    ...table.rows.flatMap((texts) =>
      slices(row(texts, "fangsong"), TEXT_HEIGHT - header.height).map(
        (part): Strip => ({ ...rowStrip(part, aligns, edges), repeats: header }),
      ),
    ),
  ];
}

function cellLines(text: string, role: TextRole, width: number, typesetter: Typesetter): Line[] {
  return typesetter
    .cells([{ text }], role, SIZE.table)
    .flatMap((cells) => composeLines(cells, { width, firstIndent: 0, spacing: 0, justify: false }));
}

/** The row in parts that each fit into `height`. */
function slices(row: readonly Line[][], height: number): Line[][][] {
  const most = Math.floor((height - CELL_PADDING.top - CELL_PADDING.bottom) / TABLE_LINE_HEIGHT);
  const lines = Math.max(1, ...row.map((cell) => cell.length));
  return Array.from({ length: Math.ceil(lines / most) }, (_, part) =>
    row.map((cell) => cell.slice(part * most, (part + 1) * most)),
  );
}

function rowStrip(row: readonly Line[][], aligns: readonly Align[], edges: readonly number[]): Strip {
  const lines = Math.max(1, ...row.map((cell) => cell.length));
  const height = lines * TABLE_LINE_HEIGHT + CELL_PADDING.top + CELL_PADDING.bottom;
  const texts = row.flatMap((cell, column) => {
    const left = (edges[column] ?? 0) + CELL_PADDING.side;
    const width = (edges[column + 1] ?? 0) - CELL_PADDING.side - left;
    const top = (height - cell.length * TABLE_LINE_HEIGHT) / 2;
    return cell.flatMap((line, index) =>
      lineMarks(line, SIZE.table, TABLE_LINE_HEIGHT, left + offset(aligns[column], width - line.width)).map(
        (mark): Mark => (mark.kind === "rule" ? mark : { ...mark, y: mark.y + top + index * TABLE_LINE_HEIGHT }),
      ),
    );
  });
  const rules: Mark[] = edges.map((x) => ({ kind: "rule", x1: x, y1: 0, x2: x, y2: height }));
  const right = edges.at(-1) ?? 0;
  return { height, marks: [...rules, { kind: "rule", x1: 0, y1: height, x2: right, y2: height }, ...texts] };
}

function offset(align: Align | undefined, slack: number): number {
  if (align === "right") return slack;
  return align === "center" ? slack / 2 : 0;
}
