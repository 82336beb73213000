import { MEASURES, type Measure, type StagesForm } from "#core/field/type.ts";

/** A column of the table that can be typed into. */
export interface StageColumn {
  measure: Measure;
  year: string;
}

export const stageColumns = (years: readonly string[]): StageColumn[] =>
  MEASURES.flatMap((measure) => years.map((year) => ({ measure, year })));

/** What Excel and WPS put on the clipboard: rows by line breaks, cells by tabs. undefined = a single figure, pasted as usual. */
export function clipboardBlock(text: string): string[][] | undefined {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  const block = lines.map((line) => line.split("\t").map((cell) => cell.replace(/^"(.*)"$/, "$1").trim()));
  return block.length > 1 || (block[0]?.length ?? 0) > 1 ? block : undefined;
}

export const withCell = (
  form: StagesForm,
  stage: string,
  { year, measure }: StageColumn,
  typed: string,
): StagesForm => ({
  ...form,
  rows: {
    ...form.rows,
    [stage]: { ...form.rows[stage], [year]: { ...form.rows[stage]?.[year], [measure]: typed } },
  },
});

/** The block laid over the table from a cell on; what would stand outside is counted, not stored. */
export function pasteBlock(
  form: StagesForm,
  block: readonly (readonly string[])[],
  at: { row: number; column: number },
  stages: readonly string[],
  columns: readonly StageColumn[],
): { form: StagesForm; outside: number } {
  let outside = 0;
  const pasted = block.reduce(
    (known, cells, down) =>
      cells.reduce((next, cell, right) => {
        const stage = stages[at.row + down];
        const column = columns[at.column + right];
        if (stage !== undefined && column) return withCell(next, stage, column, cell);
        if (cell !== "") outside += 1;
        return next;
      }, known),
    form,
  );
  return { form: pasted, outside };
}
