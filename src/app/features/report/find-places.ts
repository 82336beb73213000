import type { PreviewGap, PreviewPlace } from "#app/features/report/preview-messages.ts";
import { itemUnder } from "#core/document/anchor.ts";
import type { ReportDocument } from "#core/document/model.ts";
import type { Template } from "#core/template/schema.ts";
import type { PageMark } from "#report/layout/strip.ts";

type Pages = readonly { marks: readonly PageMark[] }[];

/** Where headings and annexes stand. */
export const placesOf = (pages: Pages): PreviewPlace[] =>
  pages.flatMap(({ marks }, page) =>
    marks.flatMap((mark) =>
      mark.kind === "anchor" ? [{ id: mark.id, text: mark.text, level: mark.level, page, y: mark.y }] : [],
    ),
  );

/** The item whose text runs on at the top of each page; undefined = none. */
export function ownersAtTop(pages: Pages, template: Template): (string | undefined)[] {
  let owner: string | undefined = template.opening.key;
  return pages.map(({ marks }) => {
    const top = owner;
    const last = marks.findLast((mark) => mark.kind === "anchor");
    if (last) owner = itemUnder(template, last.id);
    return top;
  });
}

/** The holes in the text, as far as an item fills them. */
export function gapsOf(document: ReportDocument, template: Template): PreviewGap[] {
  const gaps: PreviewGap[] = [];
  // what comes before the first heading
  let itemKey: string | undefined = template.opening.key;
  for (const block of document.blocks) {
    if (block.kind === "heading" || block.kind === "annex") itemKey = itemUnder(template, block.id);
    if (block.kind !== "paragraph" || itemKey === undefined) continue;
    for (const run of block.runs) if (run.gap) gaps.push({ text: run.text, itemKey });
  }
  return gaps;
}
