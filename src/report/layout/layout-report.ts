import { outlineOf, type ReportDocument } from "#core/document/model.ts";
import { cleanText } from "#report/clean-text.ts";
import type { FontSet } from "#report/fonts.ts";
import { type ImageSet, NO_IMAGES } from "#report/images.ts";
import { filledLeader } from "#report/layout/contents.ts";
import { documentStrips } from "#report/layout/flow.ts";
import { footerMarks } from "#report/layout/footer.ts";
import { type Page, paginate } from "#report/layout/paginate.ts";
import type { Mark, PageMark } from "#report/layout/strip.ts";
import { createTypesetter, type Typesetter } from "#report/layout/typesetter.ts";
import { FRAMES, type Frame } from "#report/page.ts";

export interface LaidPage {
  orientation: Frame["orientation"];
  /** everything on the page, its number and stamp too, from the sheet's upper left corner, in points */
  marks: PageMark[];
  number: number;
  /** covers and the first page of a letter are counted but carry no number */
  showsNumber: boolean;
}

export interface LaidReport {
  pages: LaidPage[];
  /** by the id of a heading or an annex: the number of its page */
  pageOf: ReadonlyMap<string, number>;
  /** characters that no font has; 〓 stands in their place */
  missing: string[];
}

/**
 * Cuts lines and pages once, for every writer that has pages. Page numbers are known before anything is drawn: the
 * contents list keeps room for any number, so filling them in moves nothing.
 */
export function layoutReport(document: ReportDocument, fonts: FontSet, images: ImageSet = NO_IMAGES): LaidReport {
  const typesetter = createTypesetter(fonts);
  const cut = documentStrips(document, outlineOf(document), typesetter, images).flatMap(({ frame, strips }) =>
    paginate(strips, frame.height, frame).map((page) => ({ frame, page })),
  );
  const pages = cut.length > 0 ? cut : [{ frame: FRAMES.portrait, page: { marks: [], hidesNumber: false } }];
  const pageOf = anchorPages(pages.map(({ page }) => page));
  const stamp = document.stamp === undefined ? undefined : cleanText(document.stamp).replaceAll("\n", " ");
  const laid = pages.map(({ frame, page }, index): LaidPage => {
    const number = index + 1;
    const showsNumber = !page.hidesNumber;
    const body = filled(page.marks, pageOf, typesetter);
    const footer = showsNumber ? footerMarks(number, stamp, frame, typesetter) : [];
    return { orientation: frame.orientation, marks: [...body, ...footer], number, showsNumber };
  });
  return { pages: laid, pageOf, missing: typesetter.missing() };
}

function anchorPages(pages: readonly Page[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const [index, { marks }] of pages.entries())
    for (const mark of marks) if (mark.kind === "anchor" && !found.has(mark.id)) found.set(mark.id, index + 1);
  return found;
}

const filled = (marks: readonly Mark[], pageOf: ReadonlyMap<string, number>, typesetter: Typesetter): PageMark[] =>
  marks.flatMap((mark): PageMark[] =>
    mark.kind === "leader" ? filledLeader(mark, pageOf.get(mark.to), typesetter) : [mark],
  );
