import type { TextRun } from "#core/document/model.ts";
import { cleanText } from "#report/clean-text.ts";
import type { TextRole } from "#report/fonts.ts";
import { composeLines } from "#report/layout/compose.ts";
import { type Ink, kept, lineMarks, type Strip } from "#report/layout/strip.ts";
import { titleLines } from "#report/layout/title.ts";
import type { Typesetter } from "#report/layout/typesetter.ts";
import { BODY_SPACING, CHARACTER_PITCH, LINE_PITCH, SIZE } from "#report/page.ts";

export const INDENT = 2 * CHARACTER_PITCH;

/** Where and how a text is set: every block does it through one of these. */
export interface Setting {
  typesetter: Typesetter;
  /** of the text block, in points */
  width: number;
}

interface Place {
  /** from the left edge of the text block */
  left?: number;
  /** kept free at the right edge */
  right?: number;
  firstIndent?: number;
  size?: number;
}

/** Running text on the grid, filled to both edges. */
export function paragraphStrips(
  runs: readonly TextRun[],
  role: TextRole,
  setting: Setting,
  { left = 0, right = 0, firstIndent = 0, size = SIZE.body }: Place = {},
): Strip[] {
  const measure = {
    width: setting.width - left - right,
    firstIndent,
    spacing: size === SIZE.body ? BODY_SPACING : 0,
    justify: true,
  };
  return setting.typesetter
    .cells(runs, role, size)
    .flatMap((cells) =>
      composeLines(cells, measure).map(
        (line): Strip => ({ height: LINE_PITCH, marks: lineMarks(line, size, LINE_PITCH, { left }) }),
      ),
    );
}

export interface Alignment {
  role: TextRole;
  size: number;
  /** the left edge of a line of this width */
  leftOf: (width: number) => number;
  /** room for a line; the text block's where none is given */
  width?: number;
  height?: number;
  ink?: Ink;
}

/** Lines that are set as they are, placed by their width, and kept with what follows. */
export function alignedStrips(text: string, setting: Setting, alignment: Alignment): Strip[] {
  const { role, size, leftOf, width = setting.width, height = LINE_PITCH, ink } = alignment;
  const spacing = size === SIZE.body ? BODY_SPACING : 0;
  const strips = setting.typesetter.cells([{ text }], role, size).flatMap((cells) =>
    composeLines(cells, { width, firstIndent: 0, spacing, justify: false }).map(
      (line): Strip => ({
        height,
        marks: lineMarks(line, size, height, { left: Math.max(0, leftOf(line.width)), ink }),
      }),
    ),
  );
  return kept(strips);
}

export const centredIn =
  (room: number) =>
  (width: number): number =>
    (room - width) / 2;

/** A title in balanced, centred lines. */
export function titleStrips(title: string, setting: Setting, size: number = SIZE.title, height = LINE_PITCH): Strip[] {
  return titleLines(cleanText(title), Math.floor(setting.width / size)).flatMap((text) =>
    alignedStrips(text, setting, { role: "title", size, height, leftOf: centredIn(setting.width) }),
  );
}

export const oneLine = (text: string): string => cleanText(text).replaceAll("\n", " ");
