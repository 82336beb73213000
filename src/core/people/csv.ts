const MOST_CELLS = 100_000;

/** The cells of a text whose columns are parted by commas, semicolons or tabs; quotes as spreadsheets write them. */
export function readCsv(text: string): string[][] {
  const source = text.startsWith("\ufeff") ? text.slice(1) : text;
  const mark = separatorOf(source);
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  let cells = 0;
  const endCell = (): void => {
    cells += 1;
    rows.at(-1)?.push(cell);
    cell = "";
  };
  for (let at = 0; at < source.length && cells < MOST_CELLS; at += 1) {
    const sign = source.charAt(at);
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (source.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === "") quoted = true;
    else if (sign === mark) endCell();
    else if (sign === "\n" || sign === "\r") {
      if (sign === "\r" && source.charAt(at + 1) === "\n") at += 1;
      endCell();
      rows.push([]);
    } else cell += sign;
  }
  if (cell !== "" || (rows.at(-1)?.length ?? 0) > 0) endCell();
  return rows.filter((row, index) => row.length > 0 || index < rows.length - 1);
}

/** Whichever the first line has most of. */
function separatorOf(source: string): string {
  const [line = ""] = source.slice(0, 4000).split(/[\r\n]/, 1);
  const count = (mark: string): number => line.split(mark).length;
  return [",", "\t", ";"].sort((a, b) => count(b) - count(a))[0] ?? ",";
}
