/** Where an arrow key leads among things in rows of `columns`; undefined = the key is not for us. */
export function nextPlace(key: string, at: number, count: number, columns: number): number | undefined {
  const last = count - 1;
  switch (key) {
    case "ArrowRight":
      return Math.min(at + 1, last);
    case "ArrowLeft":
      return Math.max(at - 1, 0);
    case "ArrowDown":
      return at + columns <= last ? at + columns : at;
    case "ArrowUp":
      return at - columns >= 0 ? at - columns : at;
    case "Home":
      return at - (at % columns);
    case "End":
      return Math.min(at - (at % columns) + columns - 1, last);
    default:
      return undefined;
  }
}
