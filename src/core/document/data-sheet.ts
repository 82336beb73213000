/** A cell of a workbook: text, a decimal exactly as it was typed, or nothing. */
export type DataCell = string | { decimal: string } | null;

export interface DataSheet {
  name: string;
  /** width in characters of half an em */
  columns: readonly (readonly [header: string, width: number])[];
  rows: DataCell[][];
}
