import type { Block } from "#core/document/model.ts";
import { tag } from "#report/docx/xml.ts";
import { orientations } from "#report/layout/orientation.ts";
import { type Frame, mmToTwips, PAGE_MM, PAGE_NUMBER_DROP_MM, ptToTwips } from "#report/page.ts";

/** A stretch of pages that look alike. */
export interface Section {
  orientation: Frame["orientation"];
  /** false: a cover */
  numbered: boolean;
  /** a letter's first page is not */
  firstNumbered: boolean;
}

/** What a report's sections are in another office's file is said by that file. */
export type WriteSection = (section: Section, index: number) => string;

/** Half the height of the page number's line: the dash, not the line, stands at the drop. */
const HALF_LINE_MM = 2.5;
const HEADER = mmToTwips(PAGE_MM.top / 2);

export interface FooterIds {
  odd: string;
  even: string;
}

/** sectPr of a page of GB/T 9704. */
export function sectionProperties(section: Section, frame: Frame, footers: FooterIds | undefined): string {
  const bottom = frame.pageHeight - frame.top - frame.height;
  const references = footers
    ? `<w:footerReference w:type="default" r:id="${footers.odd}"/><w:footerReference w:type="even" r:id="${footers.even}"/>`
    : "";
  return tag(
    "w:sectPr",
    {},
    references +
      '<w:type w:val="nextPage"/>' +
      tag("w:pgSz", {
        "w:w": ptToTwips(frame.pageWidth),
        "w:h": ptToTwips(frame.pageHeight),
        "w:orient": frame.orientation === "landscape" ? "landscape" : undefined,
      }) +
      tag("w:pgMar", {
        "w:top": ptToTwips(frame.top),
        "w:right": ptToTwips(frame.pageWidth - frame.left - frame.width),
        "w:bottom": ptToTwips(bottom),
        "w:left": ptToTwips(frame.left),
        "w:header": HEADER,
        "w:footer": ptToTwips(bottom) - mmToTwips(PAGE_NUMBER_DROP_MM + HALF_LINE_MM),
        "w:gutter": 0,
      }) +
      (section.numbered && section.firstNumbered ? "" : "<w:titlePg/>"),
  );
}

export interface Stretch {
  section: Section;
  blocks: Block[];
}

/**
 * Blocks by the section that they stand in. A file with a head of its own (`headed`) keeps its pages: nothing but
 * turned ones makes a section there.
 */
export function stretches(blocks: readonly Block[], headed: boolean): Stretch[] {
  const turned = orientations(blocks);
  const result: Stretch[] = [];
  let previous: Block | undefined;
  for (const [index, block] of blocks.entries()) {
    const section: Section = {
      orientation: turned[index] ?? "portrait",
      numbered: headed || block.kind !== "cover-page",
      firstNumbered: headed || block.kind !== "letter-head",
    };
    const open = result.at(-1);
    const continues =
      open?.section.orientation === section.orientation &&
      (headed || (previous?.kind !== "cover-page" && block.kind !== "cover-page" && block.kind !== "letter-head"));
    if (continues) open.blocks.push(block);
    else result.push({ section, blocks: [block] });
    previous = block;
  }
  return result.length > 0 ? result : [{ section: UPRIGHT, blocks: [] }];
}

const UPRIGHT: Section = { orientation: "portrait", numbered: true, firstNumbered: true };
