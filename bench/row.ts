/** One measured figure. */
export interface Row {
  name: string;
  value: number;
  unit: "ms" | "MB" | "kB" | "×" | "人" | "次/s" | "处";
  /** what it should stay within, in the same unit */
  budget?: number;
}

/** The smallest of the values that at least this share of them does not exceed. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
};

export const median = (values: readonly number[]): number => quantile(values, 0.5);
