import type { Block } from "#core/document/model.ts";
import { assertNever } from "#core/result.ts";
import { cleanText } from "#report/clean-text.ts";
import { contentsMark, contentsPieces } from "#report/docx/contents.ts";
import type { BlockContext } from "#report/docx/context.ts";
import { coverPieces } from "#report/docx/cover.ts";
import { figurePieces } from "#report/docx/figure.ts";
import { letterHeadPieces, redHeadPieces } from "#report/docx/heads.ts";
import { imprintPieces } from "#report/docx/imprint.ts";
import { emptyLine, type Paragraph, type Piece, paragraph, runsParagraph } from "#report/docx/paragraph.ts";
import type { ParagraphLook } from "#report/docx/properties.ts";
import { CHARACTER, STYLE } from "#report/docx/styles.ts";
import { tableXml } from "#report/docx/table.ts";
import { annexLines } from "#report/layout/annex-list.ts";
import { signatureIndents } from "#report/layout/signature.ts";
import { titleLines } from "#report/layout/title.ts";
import { LINES_ABOVE_SIGNATURE, ptToTwips, SIZE } from "#report/page.ts";

export function blockPieces(block: Block, next: Block | undefined, context: BlockContext): Piece[] {
  const holds: ParagraphLook = next?.kind === "signature" || next?.kind === "annex-list" ? { keepNext: true } : {};
  switch (block.kind) {
    case "cover-page":
      return coverPieces(block, context.width);
    case "contents":
      return contentsPieces(context.contents(), context.width, !context.headed);
    case "red-head":
      return redHeadPieces(block, context);
    case "letter-head":
      return letterHeadPieces(block, context);
    case "title":
      return [
        paragraph(STYLE.title, balanced(block.text, context), block.startsPage ? { pageBreakBefore: true } : {}),
        emptyLine(),
      ];
    case "addressee":
      return [paragraph(STYLE.normal, block.text, holds)];
    case "heading":
      return [marked(paragraph(STYLE.heading[block.level], block.text), block.id, context)];
    case "paragraph":
      return [runsParagraph(STYLE.body, block.runs, holds)];
    case "annex-list":
      return [emptyLine({ keepNext: true }), ...annexList(block.titles, holds)];
    case "signature":
      return signature(block.organisation, block.date, next?.kind === "note");
    case "note":
      return [paragraph(STYLE.body, block.text)];
    case "annex":
      return annexHead(block, context);
    case "caption":
      return [paragraph(STYLE.caption, block.text)];
    case "table": {
      if (block.columns.length === 0) return [];
      const table = tableXml(block, context.width);
      return next === undefined || next.kind === "table" ? [table, paragraph(STYLE.spacer, "")] : [table];
    }
    case "figure":
      return figurePieces(block, context);
    case "imprint":
      return imprintPieces(block, context);
    default:
      return assertNever(block);
  }
}

const balanced = (title: string, { width }: BlockContext): string =>
  titleLines(cleanText(title), Math.floor(width / ptToTwips(SIZE.title))).join("\n");

/** A paragraph with the place that contents and links lead to around its text. */
function marked(plain: Paragraph, id: string, { bookmarkOf, nextId }: BlockContext, before = ""): Paragraph {
  const number = nextId();
  return {
    ...plain,
    content: `<w:bookmarkStart w:id="${number}" w:name="${bookmarkOf(id)}"/>${before}${plain.content}<w:bookmarkEnd w:id="${number}"/>`,
  };
}

function annexHead({ number, title, id }: Block & { kind: "annex" }, context: BlockContext): Piece[] {
  const label = `附件${number}`;
  const mark = context.headed ? "" : contentsMark(`${label} ${title}`);
  return [
    marked(paragraph(STYLE.annexLabel, label, { pageBreakBefore: true }), id, context, mark),
    emptyLine({ keepNext: true }),
    paragraph(STYLE.annexTitle, balanced(title, context)),
    emptyLine({ keepNext: true }),
  ];
}

function annexList(titles: readonly string[], holds: ParagraphLook): Piece[] {
  return annexLines(titles).map(({ lead, title, leadAt, titleAt }, index) => {
    const [left, first] = [Math.round(titleAt * CHARACTER), leadAt * CHARACTER];
    const keep = index < titles.length - 1 ? { keepNext: true } : holds;
    return paragraph(STYLE.normal, lead + title, { ...keep, indent: { left, hanging: left - first } });
  });
}

function signature(organisation: string, date: string, noteFollows: boolean): Piece[] {
  const indents = signatureIndents(cleanText(organisation), cleanText(date));
  const line = (text: string, indent: number, keepNext: boolean): Piece[] =>
    text === ""
      ? []
      : [
          paragraph(STYLE.normal, text, {
            align: "right",
            indent: { right: Math.round(indent * CHARACTER) },
            keepNext,
          }),
        ];
  const signed = [
    ...line(organisation, indents.organisation, date !== "" || noteFollows),
    ...line(date, indents.date, noteFollows),
  ];
  if (signed.length === 0) return [];
  return [...Array.from({ length: LINES_ABOVE_SIGNATURE }, () => emptyLine({ keepNext: true })), ...signed];
}
