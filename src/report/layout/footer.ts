import type { PageMark } from "#report/layout/strip.ts";
import type { Typesetter } from "#report/layout/typesetter.ts";
import { type Frame, mm, PAGE_NUMBER_DROP_MM, SIZE } from "#report/page.ts";

/** "— 1 —" one character in from the outer edge: right on odd pages, left on even ones; the stamp opposite. */
export function footerMarks(
  number: number,
  stamp: string | undefined,
  frame: Frame,
  typesetter: Typesetter,
): PageMark[] {
  const middle = frame.top + frame.height + mm(PAGE_NUMBER_DROP_MM);
  const inset = SIZE.pageNumber;
  const odd = number % 2 === 1;
  const line = (text: string, size: number, right: boolean): PageMark[] => {
    const [cells = []] = typesetter.cells([{ text }], "song", size);
    const width = cells.reduce((sum, cell) => sum + cell.width, 0);
    const x = right ? frame.left + frame.width - inset - width : frame.left + inset;
    const shown = cells.map((cell) => cell.character).join("");
    return shown === "" ? [] : [{ kind: "text", x, y: middle - size / 2, text: shown, font: "song", size, spacing: 0 }];
  };
  return [...line(stamp ?? "", SIZE.stamp, !odd), ...line(`— ${number} —`, SIZE.pageNumber, odd)];
}
