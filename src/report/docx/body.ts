import { type Block, outlineOf, type ReportDocument } from "#core/document/model.ts";
import { blockPieces } from "#report/docx/blocks.ts";
import type { BlockContext, Medium } from "#report/docx/context.ts";
import { type Piece, pieceXml } from "#report/docx/paragraph.ts";
import { type Section, stretches, type WriteSection } from "#report/docx/sections.ts";
import { STYLE } from "#report/docx/styles.ts";
import type { ImageSet } from "#report/images.ts";
import type { Frame } from "#report/page.ts";

export interface BodyOptions {
  images: ImageSet;
  /** page numbers by the id of headings and annexes; undefined: not known, Word counts them */
  pageOf: ReadonlyMap<string, number> | undefined;
  /** the text blocks in twips */
  blocks: Readonly<Record<Frame["orientation"], TextBlock>>;
  /** what the names that the body gives begin with: bookmarks; relationships and files of pictures */
  names: { bookmark: string; picture: string };
  /** ids of bookmarks and drawings count from here */
  firstId: number;
  /** the body goes into a file that has a head and a first page of its own */
  headed: boolean;
  writeSection: WriteSection;
}

export type TextBlock = Pick<BlockContext, "width" | "left">;

export interface Body {
  /** paragraphs and tables, without the last section's properties */
  xml: string;
  /** in order; the last one's properties are the caller's to write */
  sections: Section[];
  media: Medium[];
}

/** The document's text as WordprocessingML, section by section. */
export function writeBody(document: ReportDocument, options: BodyOptions): Body {
  const media = new Map<string, Medium>();
  const shared = sharedContext(document, options, media);
  const parts = stretches(document.blocks, options.headed);
  const xml = parts.map(({ section, blocks }, index) => {
    const context: BlockContext = { ...shared, ...options.blocks[section.orientation], section };
    const pieces: Piece[] = [];
    let begins = false;
    for (const [at, block] of blocks.entries()) {
      const own = blockPieces(block, blocks[at + 1], context);
      if (begins) startPage(own);
      begins = STANDS_ALONE.has(block.kind) || (begins && own.length === 0);
      for (const piece of own) pieces.push(piece);
    }
    if (index > 0) startSection(pieces);
    if (index < parts.length - 1) endSection(pieces, options.writeSection(section, index));
    return pieces.map(pieceXml).join("");
  });
  return { xml: xml.join(""), sections: parts.map(({ section }) => section), media: [...media.values()] };
}

function sharedContext(
  document: ReportDocument,
  { images, pageOf, names, firstId, headed }: BodyOptions,
  media: Map<string, Medium>,
): Omit<BlockContext, "width" | "left" | "section"> {
  const outline = outlineOf(document);
  const bookmarks = new Map(outline.map((entry, index) => [entry.id, `${names.bookmark}${index + 1}`]));
  const bookmarkOf = (heading: string): string => bookmarks.get(heading) ?? names.bookmark;
  let id = firstId;
  return {
    headed,
    bookmarkOf,
    nextId: () => id++,
    contents: () => outline.map((entry) => ({ ...entry, bookmark: bookmarkOf(entry.id), page: pageOf?.get(entry.id) })),
    medium: (sha256) => {
      const image = images.get(sha256);
      if (!image) return undefined;
      const name = `${names.picture}${media.size + 1}`;
      const medium = media.get(sha256) ?? {
        relationship: name,
        target: `media/${name}.${image.type === "image/png" ? "png" : "jpeg"}`,
        image,
      };
      media.set(sha256, medium);
      return medium;
    },
  };
}

/** Nothing else stands on their pages. */
const STANDS_ALONE = new Set<Block["kind"]>(["cover-page", "contents"]);

function startPage(pieces: Piece[]): void {
  const [first] = pieces;
  if (first !== undefined && typeof first !== "string") first.look.pageBreakBefore = true;
  else if (first !== undefined) pieces.unshift({ look: { style: STYLE.spacer, pageBreakBefore: true }, content: "" });
}

/** A section starts a page by itself. */
function startSection(pieces: readonly Piece[]): void {
  const [first] = pieces;
  if (first !== undefined && typeof first !== "string") delete first.look.pageBreakBefore;
}

/** A section's properties stand in its last paragraph. */
function endSection(pieces: Piece[], properties: string): void {
  const last = pieces.at(-1);
  if (last !== undefined && typeof last !== "string") last.look.section = properties;
  else pieces.push({ look: { style: STYLE.spacer, section: properties }, content: "" });
}
