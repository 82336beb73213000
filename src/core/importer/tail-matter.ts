import { type FrameRole, isDateLine, isNoteLine, isSignatory } from "#core/importer/front-matter.ts";
import { isFurnitureAround } from "#core/importer/furniture.ts";
import type { SourceLine } from "#core/importer/source-line.ts";

export interface TailMatter {
  /** the line where the text has ended */
  from: number;
  roles: FrameRole[];
  signatory: string | undefined;
  date: string | undefined;
  note: string | undefined;
}

const ATTACHMENT = /^附件\s?(?:\d{0,2}|[一二三四五六七八九十]?)\s?[:：.]?/;

/** Signature, day, notes, attachments and page furniture behind the last sentence, read from the end. */
export function tailMatter(lines: readonly SourceLine[], begin: number): TailMatter {
  const roles: FrameRole[] = [];
  let from = lines.length;
  for (let index = lines.length - 1; index >= begin; index--) {
    const line = lines[index];
    if (!line) break;
    const role = roleOf(line, roles);
    if (role === undefined) break;
    roles.unshift(role);
    from = index;
  }
  // blank lines before the tail belong to the text
  while (roles[0] === "blank") {
    roles.shift();
    from += 1;
  }
  const of = (wanted: FrameRole): string | undefined => {
    const place = roles.indexOf(wanted);
    return place < 0 ? undefined : lines[from + place]?.text;
  };
  return {
    from,
    roles,
    signatory: of("signatory"),
    date: of("date"),
    note: of("note")?.replace(/^[（(]|[）)]$/g, ""),
  };
}

function roleOf({ text, furniture }: SourceLine, behind: readonly FrameRole[]): FrameRole | undefined {
  if (text === "") return "blank";
  if (furniture || isFurnitureAround(text)) return "furniture";
  if (isDateLine(text)) return "date";
  if (isNoteLine(text) || /^[（(]联系人.{2,40}[）)]$/.test(text)) return "note";
  const next = behind.find((role) => role !== "blank");
  if (next === "date" && isSignatory(text)) return "signatory";
  if (ATTACHMENT.test(text) && text.length <= 80 && !/。./.test(text)) return "attachment";
  return undefined;
}
