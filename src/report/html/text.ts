import type { TextRun } from "#core/document/model.ts";
import { escapeMarkup } from "#report/xml-text.ts";

/** Text of an element; its line breaks become line breaks. */
export const htmlText = (text: string): string => escapeMarkup(text).replaceAll("\n", "<br>");

/** Prose with its gaps marked. */
export const htmlRuns = (runs: readonly TextRun[]): string =>
  runs.map(({ text, gap }) => (gap ? `<mark>${htmlText(text)}</mark>` : htmlText(text))).join("");
