/**
 * Pairs rows with columns so that the sum of the scores is largest (Hungarian algorithm, after Kuhn and Munkres; cubic
 * in the smaller side). Returns the column of each row, or undefined.
 */
export function bestAssignment(scores: readonly (readonly number[])[]): (number | undefined)[] {
  const rows = scores.length;
  const columns = scores[0]?.length ?? 0;
  if (rows === 0 || columns === 0) return scores.map(() => undefined);
  if (rows > columns) {
    const turned = Array.from({ length: columns }, (_, column) => scores.map((row) => row[column] ?? 0));
    const result: (number | undefined)[] = scores.map(() => undefined);
    for (const [column, row] of bestAssignment(turned).entries()) if (row !== undefined) result[row] = column;
    return result;
  }
  const cost = (row: number, column: number): number => -(scores[row - 1]?.[column - 1] ?? 0);
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(columns + 1);
  const match = new Int32Array(columns + 1);
  const way = new Int32Array(columns + 1);
  for (let row = 1; row <= rows; row++) {
    match[0] = row;
    let column = 0;
    const smallest = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY);
    const used = new Uint8Array(columns + 1);
    do {
      used[column] = 1;
      const current = match[column] ?? 0;
      let delta = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let other = 1; other <= columns; other++) {
        if (used[other] === 1) continue;
        const reduced = cost(current, other) - (rowPotential[current] ?? 0) - (columnPotential[other] ?? 0);
        if (reduced < (smallest[other] ?? 0)) {
          smallest[other] = reduced;
          way[other] = column;
        }
        if ((smallest[other] ?? 0) < delta) {
          delta = smallest[other] ?? 0;
          next = other;
        }
      }
      for (let other = 0; other <= columns; other++) {
        if (used[other] === 1) {
          const owner = match[other] ?? 0;
          rowPotential[owner] = (rowPotential[owner] ?? 0) + delta;
          columnPotential[other] = (columnPotential[other] ?? 0) - delta;
        } else smallest[other] = (smallest[other] ?? 0) - delta;
      }
      column = next;
    } while (match[column] !== 0);
    while (column !== 0) {
      const before = way[column] ?? 0;
      match[column] = match[before] ?? 0;
      column = before;
    }
  }
  const result: (number | undefined)[] = scores.map(() => undefined);
  for (let column = 1; column <= columns; column++) {
    const row = match[column] ?? 0;
    if (row > 0) result[row - 1] = column - 1;
  }
  return result;
}
