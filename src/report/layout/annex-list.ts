/** The lines of 附件说明: "附件：1.…", then the others under the first, wrapped lines under their own first character. */
export interface AnnexLine {
  lead: string;
  title: string;
  /** places to the left of `lead` */
  leadAt: number;
  /** places to the left of the title and of its further lines */
  titleAt: number;
}

const LABEL = "附件：";
const INDENT = 2;

export function annexLines(titles: readonly string[]): AnnexLine[] {
  if (titles.length === 1) return titles.map((title) => ({ lead: LABEL, title, leadAt: INDENT, titleAt: INDENT + 3 }));
  return titles.map((title, index) => {
    const number = `${index + 1}.`;
    const titleAt = INDENT + 3 + 0.5 * number.length;
    return index === 0
      ? { lead: LABEL + number, title, leadAt: INDENT, titleAt }
      : { lead: number, title, leadAt: INDENT + 3, titleAt };
  });
}
