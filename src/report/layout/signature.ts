import { columns } from "#report/layout/title.ts";
import { CHARACTERS_PER_LINE } from "#report/page.ts";

/** Empty places at the right of the date of a document that is to be sealed. */
const DATE_INDENT = 4;

/**
 * Places left free at the right of the two lines: the date four in, the organisation centred over it. A long name
 * begins at the right edge and the date moves under its middle.
 */
export function signatureIndents(organisation: string, date: string): { organisation: number; date: number } {
  const [above, below] = [Math.min(columns(organisation), CHARACTERS_PER_LINE), columns(date)];
  if (date === "") return { organisation: DATE_INDENT, date: DATE_INDENT };
  const centred = DATE_INDENT + (below - above) / 2;
  return centred >= 0 ? { organisation: centred, date: DATE_INDENT } : { organisation: 0, date: (above - below) / 2 };
}
