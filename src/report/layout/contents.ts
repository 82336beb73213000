import type { TextRole } from "#report/fonts.ts";
import { blank, kept, type Mark, type PageMark, type Part, type Strip, tagged } from "#report/layout/strip.ts";
import { oneLine, paragraphStrips, type Setting, titleStrips } from "#report/layout/text-strips.ts";
import type { Typesetter } from "#report/layout/typesetter.ts";
import { CHARACTER_PITCH, LINE_PITCH, SIZE } from "#report/page.ts";

export interface Entry {
  id: string;
  text: string;
  level: 1 | 2 | 3;
}

const HEADING = "目　录";
/** Places kept free at the right for two dots and a page number of three digits, so that no number moves a line. */
const NUMBER_ROOM = 4;
/** At least so many points of air on both sides of the dots. */
const AIR = 3;
const DOTS = "…";

/** 目录: each entry on lines of its own, its page number still to be filled in. */
export function contentsStrips(entries: readonly Entry[], setting: Setting): Strip[] {
  if (entries.length === 0) return [];
  const heading = kept([...titleStrips(HEADING, setting), blank(LINE_PITCH)]);
  if (heading[0]) heading[0].startsPage = true;
  const list: Part = { tag: "TOC" };
  const lines = entries.flatMap((entry) => tagged(entryStrips(entry, setting), { tag: "TOCI", parent: list }));
  return [...tagged(heading, { tag: "P" }), ...lines];
}

function entryStrips({ id, text, level }: Entry, setting: Setting): Strip[] {
  const role: TextRole = level === 1 ? "hei" : "fangsong";
  const left = (level - 1) * CHARACTER_PITCH;
  const strips = paragraphStrips([{ text: oneLine(text) }], role, setting, {
    left,
    right: NUMBER_ROOM * CHARACTER_PITCH,
    firstIndent: -CHARACTER_PITCH,
  });
  for (const strip of strips)
    strip.marks.push({ kind: "link", x: left, y: 0, width: setting.width - left, height: LINE_PITCH, to: id });
  const last = strips.at(-1);
  if (last)
    last.marks.push({
      kind: "leader",
      x: endOf(last, setting.typesetter),
      y: (LINE_PITCH - SIZE.body) / 2,
      right: setting.width,
      size: SIZE.body,
      to: id,
    });
  return kept(strips).map((strip, index) => ({ ...strip, keepWithNext: index < strips.length - 1 }));
}

/** Where the text of a strip ends. */
function endOf(strip: Strip, typesetter: Typesetter): number {
  const text = strip.marks.findLast((mark) => mark.kind === "text");
  return text ? text.x + widthOf(text, typesetter) : 0;
}

const widthOf = (mark: PageMark & { kind: "text" }, typesetter: Typesetter): number =>
  typesetter.width(mark.text, mark.font, mark.size) + mark.spacing * [...mark.text].length;

/** The dots and the number that a leader becomes once its page is known. */
export function filledLeader(
  leader: Mark & { kind: "leader" },
  page: number | undefined,
  typesetter: Typesetter,
): PageMark[] {
  const { y, size } = leader;
  const number = page === undefined ? "" : String(page);
  const font = "fangsong";
  const numberAt = leader.right - typesetter.width(number, font, size);
  const count = Math.max(0, Math.floor((numberAt - AIR - leader.x - AIR) / size));
  const part = leader.part ? { part: leader.part } : {};
  const text = { kind: "text", y, font, size, spacing: 0, ...part } as const;
  return [
    { ...text, x: numberAt - AIR - count * size, text: DOTS.repeat(count) },
    { ...text, x: numberAt, text: number },
  ].filter((mark) => mark.text !== "");
}
