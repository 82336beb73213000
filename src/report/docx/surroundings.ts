import {
  AlignmentType,
  Document,
  Footer,
  Packer,
  PageOrientation,
  Paragraph,
  SectionType,
  SimpleField,
  Tab,
  TabStopType,
  TextRun,
} from "docx";
import { strFromU8, unzipSync } from "fflate";
import { type Section, sectionMargins } from "#report/docx/sections.ts";
import { STYLE } from "#report/docx/styles.ts";
import { WORD_FONTS } from "#report/fonts.ts";
import { FRAMES, type Frame, ptToTwips, SIZE } from "#report/page.ts";

/** A Word file without its text. */
export interface Surroundings {
  /** every part of the package but the text, by its path */
  parts: ReadonlyMap<string, Uint8Array>;
  /** sectPr of each section, in order */
  sections: readonly string[];
}

/** As many as there are ways to put sections in a row in daily use. */
const KEPT = 32;
const kept = new Map<string, Promise<Surroundings>>();

/**
 * Everything around the text: package, settings, footers and pages, made by the library. The text itself is written
 * into it as XML: as objects of the library a thousand table cells cost more than all the rest (see DECISIONS). Reports
 * of one shape have the same surroundings, with STAMP where the version's hash is to stand.
 */
export function surroundings(sections: readonly Section[], stamped: boolean): Promise<Surroundings> {
  const key = JSON.stringify([stamped, sections]);
  const known = kept.get(key);
  if (known) return known;
  if (kept.size >= KEPT) kept.clear();
  const made = make(sections, stamped ? STAMP : undefined);
  kept.set(key, made);
  return made;
}

/** No report's own text is in these parts. */
export const STAMP = "{stamp}";

async function make(sections: readonly Section[], stamp: string | undefined): Promise<Surroundings> {
  const file = new Document({
    evenAndOddHeaderAndFooters: true,
    defaultTabStop: 420,
    compatibility: {
      spaceForUnderline: true,
      balanceSingleByteDoubleByteWidth: true,
      doNotLeaveBackslashAlone: true,
      underlineTrailingSpaces: true,
      doNotExpandShiftReturn: true,
      adjustLineHeightInTable: true,
      useFELayout: true,
    },
    sections: sections.map((section) => {
      const frame = FRAMES[section.orientation];
      return {
        properties: {
          type: SectionType.NEXT_PAGE,
          ...(section.numbered && section.firstNumbered ? {} : { titlePage: true }),
          page: { size: pageSize(frame), margin: sectionMargins(frame) },
        },
        ...(section.numbered ? { footers: footers(frame, stamp) } : {}),
        children: [],
      };
    }),
  });
  const parts = new Map(Object.entries(unzipSync(new Uint8Array(await Packer.toArrayBuffer(file)))));
  const text = strFromU8(parts.get(TEXT_PART) ?? new Uint8Array());
  parts.delete(TEXT_PART);
  const found = [...text.matchAll(/<w:sectPr>.*?<\/w:sectPr>/gs)].map(([xml]) => withoutGrid(xml));
  if (found.length !== sections.length) throw new Error(`${found.length} sections in place of ${sections.length}`);
  return { parts, sections: found };
}

export const TEXT_PART = "word/document.xml";

/** The library always lays a document grid, on which LibreOffice sets 14 to 18 characters a line. */
const withoutGrid = (section: string): string => section.replace(/<w:docGrid [^>]*\/>/, "");

/** The library wants the upright size, and turns it. */
const pageSize = ({ orientation, pageWidth, pageHeight }: Frame) => ({
  width: ptToTwips(Math.min(pageWidth, pageHeight)),
  height: ptToTwips(Math.max(pageWidth, pageHeight)),
  orientation: orientation === "landscape" ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
});

const INSET = ptToTwips(SIZE.pageNumber);

/**
 * "— 1 —" one character in from the outer edge: right on odd pages, left on even ones. The stamp stands small at the
 * other edge.
 */
function footers(frame: Frame, stamp: string | undefined): { default: Footer; even: Footer } {
  const number = () => [new TextRun("— "), new SimpleField("PAGE", "1"), new TextRun(" —")];
  const footer = (side: "left" | "right"): Footer =>
    new Footer({
      children: [
        stamp === undefined
          ? new Paragraph({
              style: STYLE.footer,
              indent: { [side]: INSET },
              alignment: side === "right" ? AlignmentType.RIGHT : AlignmentType.LEFT,
              children: number(),
            })
          : new Paragraph({
              style: STYLE.footer,
              tabStops: [{ type: TabStopType.RIGHT, position: ptToTwips(frame.width) - INSET }],
              indent: { left: INSET },
              alignment: AlignmentType.LEFT,
              children: side === "right" ? [small(stamp), tab(), ...number()] : [...number(), tab(), small(stamp)],
            }),
      ],
    });
  return { default: footer("right"), even: footer("left") };
}

const tab = (): TextRun => new TextRun({ children: [new Tab()] });

function small(text: string): TextRun {
  const name = WORD_FONTS.fangsong;
  return new TextRun({
    text,
    font: { ascii: name, hAnsi: name, eastAsia: name, cs: name, hint: "eastAsia" },
    size: 2 * SIZE.stamp,
  });
}
