/** A cell as Word and Excel give it; a span reaches over the places that its row or the next ones leave out. */
export interface TableCell {
  text: string;
  rows?: number;
  columns?: number;
}

export interface GridCell {
  text: string;
  /** it stands here because a merged cell reaches here */
  merged: boolean;
}

export interface Grid {
  rows: GridCell[][];
  columns: number;
  /** more was there than is kept */
  cut: boolean;
}

const MOST_ROWS = 3000;
const MOST_COLUMNS = 40;
const LONGEST = 5000;

/** Every place of the table with its text; merged cells carry theirs down and across. Bounded whatever the spans say. */
export function gridOf(table: readonly (readonly TableCell[])[]): Grid {
  const rows: GridCell[][] = [];
  const pending: ({ text: string; left: number } | undefined)[] = [];
  let cut = table.length > MOST_ROWS;
  let columns = 0;
  for (const cells of table.slice(0, MOST_ROWS)) {
    const row: GridCell[] = [];
    const reach = (): void => {
      for (let carried = pending[row.length]; carried && carried.left > 0; carried = pending[row.length]) {
        carried.left -= 1;
        row.push({ text: carried.text, merged: true });
      }
    };
    for (const cell of cells) {
      reach();
      const text = tidy(cell.text);
      const wide = whole(cell.columns);
      const tall = whole(cell.rows);
      for (let at = 0; at < wide && row.length < MOST_COLUMNS; at += 1) {
        pending[row.length] = tall > 1 ? { text, left: tall - 1 } : undefined;
        row.push({ text, merged: at > 0 });
      }
      if (row.length >= MOST_COLUMNS) {
        cut = true;
        break;
      }
    }
    while (row.length < MOST_COLUMNS && pending.slice(row.length).some((each) => each !== undefined && each.left > 0)) {
      const before = row.length;
      reach();
      if (row.length === before) row.push({ text: "", merged: false });
    }
    rows.push(row);
    columns = Math.max(columns, row.length);
  }
  return { rows: rows.map((row) => padded(row, columns)), columns, cut };
}

const padded = (row: readonly GridCell[], columns: number): GridCell[] =>
  Array.from({ length: columns }, (_, index) => row[index] ?? { text: "", merged: false });

const whole = (span: number | undefined): number =>
  span === undefined || !Number.isFinite(span) || span < 1 ? 1 : Math.min(Math.floor(span), MOST_ROWS);

const tidy = (text: string): string =>
  text
    .slice(0, LONGEST)
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, "")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ *\n+ */g, "\n")
    .trim();
