import type { Block } from "#core/document/model.ts";
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

/** Margins of a page of GB/T 9704, in twips. */
export function sectionMargins(frame: Frame) {
  const bottom = ptToTwips(frame.pageHeight - frame.top - frame.height);
  return {
    top: ptToTwips(frame.top),
    right: ptToTwips(frame.pageWidth - frame.left - frame.width),
    bottom,
    left: ptToTwips(frame.left),
    header: HEADER,
    footer: bottom - mmToTwips(PAGE_NUMBER_DROP_MM + HALF_LINE_MM),
    gutter: 0,
  };
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

/** The sections of a file that has no head of its own. */
export const sectionsOf = (blocks: readonly Block[]): Section[] =>
  stretches(blocks, false).map(({ section }) => section);
