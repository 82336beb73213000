import { cleanText } from "#report/clean-text.ts";
import { columns } from "#report/layout/title.ts";

/** The largest mark that is still smaller than a ministry's. */
const LARGEST = 48;
const SMALLEST = 26;

/** The size in points of 发文机关标志 that fills no more than one line, where a readable size can. */
export function markSize(text: string, width: number): number {
  const fitting = width / Math.max(1, columns(cleanText(text)));
  return Math.max(SMALLEST, Math.min(LARGEST, Math.floor(fitting)));
}
