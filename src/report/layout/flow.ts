import type { Block, ReportDocument } from "#core/document/model.ts";
import { assertNever } from "#core/result.ts";
import { cleanText } from "#report/clean-text.ts";
import type { TextRole } from "#report/fonts.ts";
import type { ImageSet } from "#report/images.ts";
import { annexLines } from "#report/layout/annex-list.ts";
import { contentsStrips, type Entry } from "#report/layout/contents.ts";
import { coverStrips } from "#report/layout/cover.ts";
import { figureStrips } from "#report/layout/figure.ts";
import { letterHeadStrips, redHeadStrips } from "#report/layout/heads.ts";
import { imprintStrips } from "#report/layout/imprint.ts";
import { orientations } from "#report/layout/orientation.ts";
import { signatureIndents } from "#report/layout/signature.ts";
import { blank, kept, type Part, type Strip, tagged, together } from "#report/layout/strip.ts";
import { tableStrips } from "#report/layout/table.ts";
import {
  alignedStrips,
  INDENT,
  oneLine,
  paragraphStrips,
  type Setting,
  titleStrips,
} from "#report/layout/text-strips.ts";
import type { Typesetter } from "#report/layout/typesetter.ts";
import { CHARACTER_PITCH, FRAMES, type Frame, LINE_PITCH, LINES_ABOVE_SIGNATURE, SIZE } from "#report/page.ts";

const HEADING_ROLES = { 1: "hei", 2: "kai", 3: "fangsong" } as const satisfies Record<1 | 2 | 3, TextRole>;
/** The title of the report is the first level. */
const HEADING_TAGS = { 1: "H2", 2: "H3", 3: "H4" } as const;
/** Nothing else stands on their pages. */
const ALONE = new Set<Block["kind"]>(["cover-page", "contents"]);

/** Strips that stand on pages of one kind. */
export interface Stretch {
  frame: Frame;
  strips: Strip[];
}

/** The document as strips in reading order. Body text stands on the grid of 22 lines. */
export function documentStrips(
  document: ReportDocument,
  outline: readonly Entry[],
  typesetter: Typesetter,
  images: ImageSet,
): Stretch[] {
  const { blocks } = document;
  const turned = orientations(blocks);
  const stretches: Stretch[] = [];
  let begins = false;
  for (const [index, block] of blocks.entries()) {
    const frame = FRAMES[turned[index] ?? "portrait"];
    const setting = { typesetter, width: frame.width, height: frame.height };
    const own =
      block.kind === "contents"
        ? contentsStrips(outline, setting)
        : tagged(blockStrips(block, setting, images), { tag: tagOf(block) });
    const next = blocks[index + 1];
    if (next) kept(own.slice(own.length - heldLines(block, next)));
    const [first] = own;
    if (first && begins) first.startsPage = true;
    begins = ALONE.has(block.kind) || (begins && own.length === 0);
    const open = stretches.at(-1);
    if (open?.frame === frame) for (const strip of own) open.strips.push(strip);
    else if (own.length > 0) stretches.push({ frame, strips: own });
  }
  return stretches;
}

function tagOf(block: Block): Part["tag"] {
  if (block.kind === "title") return "H1";
  if (block.kind === "annex") return "H2";
  return block.kind === "heading" ? HEADING_TAGS[block.level] : "P";
}

/** How many of a block's last lines stay with the next block: no signature without two lines of text on its page. */
function heldLines(block: Block, next: Block): number {
  if (next.kind === "annex-list" || next.kind === "signature") return 2;
  return block.kind === "signature" && next.kind === "note" ? 1 : 0;
}

function blockStrips(
  block: Exclude<Block, { kind: "contents" }>,
  setting: Setting & { height: number },
  images: ImageSet,
): Strip[] {
  switch (block.kind) {
    case "cover-page":
      return coverStrips(block, setting);
    case "red-head":
      return redHeadStrips(block, setting);
    case "letter-head":
      return letterHeadStrips(block, setting);
    case "figure":
      return figureStrips(block, setting, images);
    case "imprint":
      return imprintStrips(block, setting);
    case "title":
      return begun([...titleStrips(block.text, setting), blank(LINE_PITCH)], block.startsPage === true);
    case "addressee":
      return paragraphStrips([{ text: block.text }], "fangsong", setting);
    case "heading": {
      const role = HEADING_ROLES[block.level];
      const strips = kept(paragraphStrips([{ text: block.text }], role, setting, { firstIndent: INDENT }));
      return anchored(strips, { id: block.id, text: block.text, level: block.level });
    }
    case "paragraph":
      return paragraphStrips(block.runs, "fangsong", setting, { firstIndent: INDENT });
    case "annex-list":
      return together([blank(LINE_PITCH), ...annexListStrips(block.titles, setting)]);
    case "signature":
      return signatureStrips(block.organisation, block.date, setting);
    case "note":
      return paragraphStrips([{ text: block.text }], "fangsong", setting, { firstIndent: INDENT });
    case "annex":
      return annexStrips(block, setting);
    case "caption":
      return kept(paragraphStrips([{ text: block.text }], "kai", setting));
    case "table":
      return tableStrips(block, setting);
    default:
      return assertNever(block);
  }
}

function annexStrips(block: Block & { kind: "annex" }, setting: Setting): Strip[] {
  const label = `附件${block.number}`;
  const strips = kept([
    ...paragraphStrips([{ text: label }], "hei", setting),
    blank(LINE_PITCH),
    ...titleStrips(block.title, setting),
    blank(LINE_PITCH),
  ]);
  return anchored(begun(strips, true), { id: block.id, text: `${label} ${block.title}`, level: 1 });
}

function annexListStrips(titles: readonly string[], setting: Setting): Strip[] {
  return annexLines(titles).flatMap(({ lead, title, leadAt, titleAt }) => {
    const strips = paragraphStrips([{ text: title }], "fangsong", setting, { left: titleAt * CHARACTER_PITCH });
    const [mark] = paragraphStrips([{ text: lead }], "fangsong", setting, { left: leadAt * CHARACTER_PITCH });
    strips[0]?.marks.unshift(...(mark?.marks ?? []));
    return strips;
  });
}

function signatureStrips(organisation: string, date: string, setting: Setting): Strip[] {
  const indents = signatureIndents(cleanText(organisation), cleanText(date));
  const lines = (text: string, indent: number): Strip[] =>
    text === ""
      ? []
      : alignedStrips(text, setting, {
          role: "fangsong",
          size: SIZE.body,
          leftOf: (width) => setting.width - width - indent * CHARACTER_PITCH,
        });
  const signed = [...lines(organisation, indents.organisation), ...lines(date, indents.date)];
  if (signed.length === 0) return [];
  const space = Array.from({ length: LINES_ABOVE_SIGNATURE }, () => blank(LINE_PITCH));
  return together([...space, ...signed]);
}

function begun(strips: Strip[], startsPage: boolean): Strip[] {
  if (startsPage && strips[0]) strips[0].startsPage = true;
  return strips;
}

function anchored(strips: Strip[], { id, text, level }: Entry): Strip[] {
  strips[0]?.marks.unshift({ kind: "anchor", x: 0, y: 0, id, text: oneLine(text), level });
  return strips;
}
