import { AlignmentType, type IParagraphOptions, Paragraph, ShadingType, type Table, TextRun } from "docx";
import type { Block, TextRun as ModelRun, ReportDocument } from "#core/document/model.ts";
import { assertNever } from "#core/result.ts";
import { cleanText } from "#report/clean-text.ts";
import { CHARACTER, STYLE } from "#report/docx/styles.ts";
import { reportTable } from "#report/docx/table.ts";
import { annexLines } from "#report/layout/annex-list.ts";
import { signatureIndents } from "#report/layout/signature.ts";
import { titleLines } from "#report/layout/title.ts";
import { LINES_ABOVE_SIGNATURE, SIZE, TEXT_WIDTH } from "#report/page.ts";

const TITLE_CAPACITY = Math.floor(TEXT_WIDTH / SIZE.title);
const GAP_SHADING = { type: ShadingType.CLEAR, color: "auto", fill: "FFE94D" };

/** What a paragraph needs beyond its style and its text. */
type Extra = Omit<IParagraphOptions, "children" | "style" | "text">;

/** The document's paragraphs and tables in reading order. */
export function documentChildren(document: ReportDocument): (Paragraph | Table)[] {
  return document.blocks.flatMap((block, index) => blockChildren(block, document.blocks[index + 1]));
}

function blockChildren(block: Block, next: Block | undefined): (Paragraph | Table)[] {
  const holds = next?.kind === "signature" || next?.kind === "annex-list" ? { keepNext: true } : {};
  switch (block.kind) {
    case "title":
      return [paragraph(STYLE.title, [{ text: balanced(block.text) }]), empty()];
    case "addressee":
      return [paragraph(STYLE.normal, [{ text: block.text }], holds)];
    case "heading":
      return [paragraph(STYLE.heading[block.level], [{ text: block.text }])];
    case "paragraph":
      return [paragraph(STYLE.body, block.runs, holds)];
    case "annex-list":
      return [empty({ keepNext: true }), ...annexList(block.titles, holds)];
    case "signature":
      return signature(block.organisation, block.date, next?.kind === "note");
    case "note":
      return [paragraph(STYLE.body, [{ text: block.text }])];
    case "annex":
      return [
        paragraph(STYLE.annexLabel, [{ text: `附件${block.number}` }], { pageBreakBefore: true }),
        empty({ keepNext: true }),
        paragraph(STYLE.annexTitle, [{ text: balanced(block.title) }]),
        empty({ keepNext: true }),
      ];
    case "caption":
      return [paragraph(STYLE.caption, [{ text: block.text }])];
    case "table":
      return next === undefined || next.kind === "table"
        ? [reportTable(block), paragraph(STYLE.spacer, [])]
        : [reportTable(block)];
    default:
      return assertNever(block);
  }
}

function paragraph(style: string, runs: readonly ModelRun[], extra: Extra = {}): Paragraph {
  return new Paragraph({ ...extra, style, children: textRuns(runs) });
}

const empty = (extra: Extra = {}): Paragraph => new Paragraph({ ...extra, style: STYLE.normal });

const balanced = (title: string): string => titleLines(cleanText(title), TITLE_CAPACITY).join("\n");

/** Line breaks in the text become line breaks in the paragraph. */
function textRuns(runs: readonly ModelRun[]): TextRun[] {
  return runs.flatMap((run) =>
    cleanText(run.text)
      .split("\n")
      .map(
        (text, index) =>
          new TextRun({ text, ...(index > 0 ? { break: 1 } : {}), ...(run.gap ? { shading: GAP_SHADING } : {}) }),
      ),
  );
}

function annexList(titles: readonly string[], holds: Extra): Paragraph[] {
  return annexLines(titles).map(({ lead, title, leadAt, titleAt }, index) => {
    const [left, first] = [Math.round(titleAt * CHARACTER), leadAt * CHARACTER];
    const keep = index < titles.length - 1 ? { keepNext: true } : holds;
    return paragraph(STYLE.normal, [{ text: lead + title }], { ...keep, indent: { left, hanging: left - first } });
  });
}

function signature(organisation: string, date: string, noteFollows: boolean): Paragraph[] {
  const indents = signatureIndents(cleanText(organisation), cleanText(date));
  const line = (text: string, indent: number, keepNext: boolean): Paragraph[] =>
    text === ""
      ? []
      : [
          paragraph(STYLE.normal, [{ text }], {
            alignment: AlignmentType.RIGHT,
            indent: { right: Math.round(indent * CHARACTER) },
            keepNext,
          }),
        ];
  const signed = [
    ...line(organisation, indents.organisation, date !== "" || noteFollows),
    ...line(date, indents.date, noteFollows),
  ];
  if (signed.length === 0) return [];
  return [...Array.from({ length: LINES_ABOVE_SIGNATURE }, () => empty({ keepNext: true })), ...signed];
}
