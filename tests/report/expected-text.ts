import { documentText, type ReportDocument } from "#core/document/model.ts";
import { cleanText } from "#report/clean-text.ts";
import { annexLines } from "#report/layout/annex-list.ts";

/** What both files must say, block by block and cell by cell: the document's text with the annex list's labels. */
export function expectedText(document: ReportDocument): string[] {
  const blocks = document.blocks.map((block) =>
    block.kind === "annex-list"
      ? { ...block, titles: annexLines(block.titles).map(({ lead, title }) => lead + title) }
      : block,
  );
  return documentText({ ...document, blocks })
    .map(cleanText)
    .filter((text) => text.trim() !== "");
}
