/** One measured figure. */
export interface Row {
  name: string;
  value: number;
  unit: "ms" | "MB" | "kB" | "×";
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};
