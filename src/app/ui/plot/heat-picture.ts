import type { Mark, Picture } from "#app/ui/plot/mark.ts";
import { BLANK, INK, INK_2, SHADES, type Shade } from "#app/ui/plot/palette.ts";
import { stepOf } from "#app/ui/plot/scale.ts";
import type { DataSheet } from "#core/document/data-sheet.ts";

export interface HeatCell {
  /** 0 to 1: how dark; null = there is nothing to show */
  share: number | null;
  /** what stands in the cell */
  text: string;
  /** the figure in the workbook where it is one: a decimal string */
  figure?: string;
}

export interface HeatData {
  /** what the rows are: 区县 */
  rowsAre: string;
  rows: readonly { key: string; name: string }[];
  columns: readonly { key: string; name: string }[];
  cell: (row: string, column: string) => HeatCell;
}

export const NO_DATA = "无数据";

export const shadeOf = (share: number | null): Shade =>
  (share === null ? undefined : SHADES[stepOf(share, SHADES.length)]) ?? { ground: BLANK, ink: INK_2 };

/** Every cell in words: 渝北区，教育投入：0.82 */
export const cellLabel = (row: string, column: string, { text }: HeatCell): string =>
  `${row}，${column}：${text === "" ? NO_DATA : text}`;

/** What each shade stands for, as parts of the way from 0 to 1. */
export const shadeSteps = (): { shade: Shade; text: string }[] =>
  SHADES.map((shade, index) => ({
    shade,
    text: `${(index * 100) / SHADES.length}%～${((index + 1) * 100) / SHADES.length}%`,
  }));

const [NAME_WIDTH, CELL_WIDTH, CELL_HEIGHT, HEAD_HEIGHT] = [150, 92, 26, 44];
const HEAD_CHARACTERS = 7;

/** For the exported picture; the page shows a table with the same shades. */
export function heatPicture({ rows, columns, cell }: HeatData): Picture {
  const head = columns.flatMap(({ name }, index): Mark[] =>
    [name.slice(0, HEAD_CHARACTERS), shortened(name.slice(HEAD_CHARACTERS))].map((text, line) =>
      label(NAME_WIDTH + (index + 0.5) * CELL_WIDTH, 16 + line * 16, text, "middle", INK_2),
    ),
  );
  const body = rows.flatMap((row, at): Mark[] => {
    const y = HEAD_HEIGHT + at * CELL_HEIGHT;
    return [
      label(NAME_WIDTH - 8, y + 17, row.name, "end", INK),
      ...columns.flatMap((column, index): Mark[] => {
        const each = cell(row.key, column.key);
        const shade = shadeOf(each.share);
        const x = NAME_WIDTH + index * CELL_WIDTH;
        return [
          { kind: "rect", x: x + 1, y: y + 1, width: CELL_WIDTH - 2, height: CELL_HEIGHT - 2, fill: shade.ground },
          label(x + CELL_WIDTH / 2, y + 17, each.text === "" ? NO_DATA : each.text, "middle", shade.ink),
        ];
      }),
    ];
  });
  return {
    width: NAME_WIDTH + columns.length * CELL_WIDTH,
    height: HEAD_HEIGHT + rows.length * CELL_HEIGHT,
    marks: [...head, ...body],
  };
}

const shortened = (rest: string): string =>
  rest.length > HEAD_CHARACTERS ? `${rest.slice(0, HEAD_CHARACTERS - 1)}…` : rest;

const label = (x: number, y: number, text: string, anchor: "middle" | "end", fill: string): Mark => ({
  kind: "text",
  x,
  y,
  text,
  anchor,
  size: 12.5,
  fill,
});

export const heatSheet = (title: string, { rowsAre, rows, columns, cell }: HeatData): DataSheet => ({
  name: title,
  columns: [[rowsAre, 20], ...columns.map(({ name }) => [name, 14] as const)],
  rows: rows.map((row) => [
    row.name,
    ...columns.map((column) => {
      const { text, figure } = cell(row.key, column.key);
      return figure === undefined ? text || null : { decimal: figure };
    }),
  ]),
});
