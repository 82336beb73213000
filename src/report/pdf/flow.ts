import type { Block, ReportDocument, TextRun } from "#core/document/model.ts";
import { assertNever } from "#core/result.ts";
import { cleanText } from "#report/clean-text.ts";
import type { TextRole } from "#report/fonts.ts";
import { annexLines } from "#report/layout/annex-list.ts";
import { composeLines } from "#report/layout/compose.ts";
import { signatureIndents } from "#report/layout/signature.ts";
import { type Bookmark, blank, lineMarks, type Strip } from "#report/layout/strip.ts";
import { titleLines } from "#report/layout/title.ts";
import type { Typesetter } from "#report/layout/typesetter.ts";
import { BODY_SPACING, CHARACTER_PITCH, LINE_PITCH, LINES_ABOVE_SIGNATURE, SIZE, TEXT_WIDTH } from "#report/page.ts";
import { tableStrips } from "#report/pdf/table.ts";

const INDENT = 2 * CHARACTER_PITCH;
const HEADING_ROLES = { 1: "hei", 2: "kai", 3: "fangsong" } as const satisfies Record<1 | 2 | 3, TextRole>;
const TITLE_CAPACITY = Math.floor(TEXT_WIDTH / SIZE.title);

/** The document as strips in reading order. Body text stands on the grid of 22 lines. */
export function documentStrips(document: ReportDocument, typesetter: Typesetter): Strip[] {
  const strips = document.blocks.map((block, index) => {
    const own = blockStrips(block, typesetter);
    const next = document.blocks[index + 1];
    if (next) kept(own.slice(own.length - heldLines(block, next)));
    return own;
  });
  return strips.flat();
}

/** How many of a block's last lines stay with the next block: no signature without two lines of text on its page. */
function heldLines(block: Block, next: Block): number {
  if (next.kind === "annex-list" || next.kind === "signature") return 2;
  return block.kind === "signature" && next.kind === "note" ? 1 : 0;
}

function blockStrips(block: Block, typesetter: Typesetter): Strip[] {
  const text = (runs: readonly TextRun[], role: TextRole, place: Place = {}): Strip[] =>
    paragraphStrips(runs, role, typesetter, place);
  switch (block.kind) {
    case "title":
      return [...titleStrips(block.text, typesetter), blank(LINE_PITCH)];
    case "addressee":
      return text([{ text: block.text }], "fangsong");
    case "heading": {
      const strips = kept(text([{ text: block.text }], HEADING_ROLES[block.level], { firstIndent: INDENT }));
      return bookmarked(strips, { text: oneLine(block.text), level: block.level });
    }
    case "paragraph":
      return text(block.runs, "fangsong", { firstIndent: INDENT });
    case "annex-list":
      return together([blank(LINE_PITCH), ...annexListStrips(block.titles, typesetter)]);
    case "signature":
      return signatureStrips(block.organisation, block.date, typesetter);
    case "note":
      return text([{ text: block.text }], "fangsong", { firstIndent: INDENT });
    case "annex": {
      const label = `附件${block.number}`;
      const strips = kept([
        ...text([{ text: label }], "hei"),
        blank(LINE_PITCH),
        ...titleStrips(block.title, typesetter),
        blank(LINE_PITCH),
      ]);
      const [first] = strips;
      if (first) first.startsPage = true;
      return bookmarked(strips, { text: `${label} ${oneLine(block.title)}`, level: 1 });
    }
    case "caption":
      return kept(text([{ text: block.text }], "kai"));
    case "table":
      return tableStrips(block, typesetter);
    default:
      return assertNever(block);
  }
}

interface Place {
  /** from the left edge of the text block */
  left?: number;
  firstIndent?: number;
}

function paragraphStrips(runs: readonly TextRun[], role: TextRole, typesetter: Typesetter, place: Place): Strip[] {
  const { left = 0, firstIndent = 0 } = place;
  return typesetter
    .cells(runs, role, SIZE.body)
    .flatMap((cells) =>
      composeLines(cells, { width: TEXT_WIDTH - left, firstIndent, spacing: BODY_SPACING, justify: true }).map(
        (line): Strip => ({ height: LINE_PITCH, marks: lineMarks(line, SIZE.body, LINE_PITCH, left) }),
      ),
    );
}

function titleStrips(title: string, typesetter: Typesetter): Strip[] {
  return titleLines(cleanText(title), TITLE_CAPACITY).flatMap((text) =>
    alignedStrips(text, "title", SIZE.title, typesetter, (width) => (TEXT_WIDTH - width) / 2),
  );
}

/** Lines that are set as they are and placed by their width. */
function alignedStrips(
  text: string,
  role: TextRole,
  size: number,
  typesetter: Typesetter,
  leftOf: (width: number) => number,
): Strip[] {
  const spacing = size === SIZE.body ? BODY_SPACING : 0;
  return typesetter.cells([{ text }], role, size).flatMap((cells) =>
    composeLines(cells, { width: TEXT_WIDTH, firstIndent: 0, spacing, justify: false }).map(
      (line): Strip => ({
        height: LINE_PITCH,
        marks: lineMarks(line, size, LINE_PITCH, Math.max(0, leftOf(line.width))),
        keepWithNext: true,
      }),
    ),
  );
}

function annexListStrips(titles: readonly string[], typesetter: Typesetter): Strip[] {
  return annexLines(titles).flatMap(({ lead, title, leadAt, titleAt }) => {
    const strips = paragraphStrips([{ text: title }], "fangsong", typesetter, { left: titleAt * CHARACTER_PITCH });
    const [mark] = paragraphStrips([{ text: lead }], "fangsong", typesetter, { left: leadAt * CHARACTER_PITCH });
    strips[0]?.marks.unshift(...(mark?.marks ?? []));
    return strips;
  });
}

function signatureStrips(organisation: string, date: string, typesetter: Typesetter): Strip[] {
  const indents = signatureIndents(cleanText(organisation), cleanText(date));
  const lines = (text: string, indent: number): Strip[] =>
    text === ""
      ? []
      : alignedStrips(
          text,
          "fangsong",
          SIZE.body,
          typesetter,
          (width) => TEXT_WIDTH - width - indent * CHARACTER_PITCH,
        );
  const signed = [...lines(organisation, indents.organisation), ...lines(date, indents.date)];
  if (signed.length === 0) return [];
  const space = Array.from({ length: LINES_ABOVE_SIGNATURE }, () => blank(LINE_PITCH));
  return together([...space, ...signed]);
}

/** Each with the strip after it. */
function kept(strips: Strip[]): Strip[] {
  for (const strip of strips) strip.keepWithNext = true;
  return strips;
}

/** On one page, whatever follows. */
function together(strips: Strip[]): Strip[] {
  const last = kept(strips).at(-1);
  if (last) last.keepWithNext = false;
  return strips;
}

function bookmarked(strips: Strip[], bookmark: Bookmark): Strip[] {
  const mark = strips[0]?.marks.find((each) => each.kind === "text");
  if (mark) mark.bookmark = bookmark;
  return strips;
}

const oneLine = (text: string): string => cleanText(text).replaceAll("\n", " ");
