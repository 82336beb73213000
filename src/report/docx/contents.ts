import {
  emptyLine,
  field,
  type Paragraph,
  type Piece,
  paragraph,
  pieceXml,
  TAB_RUN,
  textRun,
} from "#report/docx/paragraph.ts";
import { CHARACTER, STYLE } from "#report/docx/styles.ts";
import { mayBreak } from "#report/layout/kinsoku.ts";
import { columns } from "#report/layout/title.ts";
import { escapeXml, oneLine, tag } from "#report/ooxml/xml.ts";

export interface ContentsEntry {
  bookmark: string;
  text: string;
  level: 1 | 2 | 3;
  /** undefined: not counted; Word does it when it is asked to */
  page: number | undefined;
}

/** Headings by their styles and annexes by their marks; links; without the marks' own place in web view. */
const BY_STYLE = 'TOC \\o "1-3" \\f \\h \\z';
/** In another office's file our headings have other styles: by outline level. */
const BY_LEVEL = "TOC \\h \\z \\u";

/**
 * 目录 as the field that Word makes, with the entries that it would find. `fresh: false`: the pages are not known, and
 * Word counts them when it opens the file.
 */
export function contentsPieces(entries: readonly ContentsEntry[], width: number, fresh: boolean): Piece[] {
  const title = paragraph(STYLE.contentsTitle, "目　录");
  const empty = emptyLine({ keepNext: true });
  const lines = entries.map((entry) => contentsLine(entry, width));
  const [first, ...others] = lines;
  if (!first) return [];
  const dirty = fresh ? undefined : "true";
  const opening =
    tag("w:r", {}, tag("w:fldChar", { "w:fldCharType": "begin", "w:dirty": dirty })) +
    `<w:r><w:instrText xml:space="preserve"> ${escapeXml(fresh ? BY_STYLE : BY_LEVEL)} </w:instrText></w:r>` +
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>';
  const closing: Paragraph = {
    look: { style: STYLE.spacer },
    content: '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
  };
  return [
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>' +
      [title, empty, { ...first, content: opening + first.content }, ...others, closing].map(pieceXml).join("") +
      "</w:sdtContent></w:sdt>",
  ];
}

/** Places kept free at the right for dots and a number. A right indent would do, but LibreOffice hides the number there. */
const NUMBER_ROOM = 3;

/** A text in lines of so many places; the further ones are indented by one. */
function cutLines(text: string, places: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of words(text)) {
    if (line !== "" && columns(line + word) > places - (lines.length > 0 ? 1 : 0)) {
      lines.push(line);
      line = "";
    }
    line += word;
  }
  return [...lines, line];
}

/** What a line break does not part. */
function words(text: string): string[] {
  const found: string[] = [];
  let previous = "";
  for (const character of text) {
    if (previous === "" || mayBreak(previous, character)) found.push(character);
    else found.push((found.pop() ?? "") + character);
    previous = character;
  }
  return found;
}

function contentsLine({ bookmark, text, level, page }: ContentsEntry, width: number): Paragraph {
  const shown = cutLines(oneLine(text), Math.floor(width / CHARACTER) - level + 1 - NUMBER_ROOM).join("\n");
  return {
    look: { style: STYLE.contents[level], tabs: [{ kind: "right", leader: "middleDot", at: width }] },
    content: tag(
      "w:hyperlink",
      { "w:anchor": bookmark, "w:history": 1 },
      textRun(shown) + TAB_RUN + field(`PAGEREF ${bookmark} \\h`, page === undefined ? "" : String(page)),
    ),
  };
}

/** An entry for the contents list that the text itself does not show. */
export const contentsMark = (text: string): string =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TC "${escapeXml(
    oneLine(text).replace(/["\\]/g, " "),
  )}" \\l 1 </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`;
