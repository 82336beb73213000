import type { Section } from "#report/docx/sections.ts";
import { childNamed, type XmlElement, type XmlPart } from "#report/letterhead/xml-tree.ts";
import { tag } from "#report/ooxml/xml.ts";
import { FRAMES, ptToTwips } from "#report/page.ts";

/** Paper and margins of a section, in twips. */
export interface PageSetup {
  width: number;
  height: number;
  top: number;
  right: number;
  bottom: number;
  left: number;
  /** between sheet and header, between sheet and footer, for the binding */
  header: number;
  footer: number;
  gutter: number;
}

const { portrait } = FRAMES;
const STANDARD: PageSetup = {
  width: ptToTwips(portrait.pageWidth),
  height: ptToTwips(portrait.pageHeight),
  top: ptToTwips(portrait.top),
  right: ptToTwips(portrait.pageWidth - portrait.left - portrait.width),
  bottom: ptToTwips(portrait.pageHeight - portrait.top - portrait.height),
  left: ptToTwips(portrait.left),
  header: 720,
  footer: 720,
  gutter: 0,
};

/** A text block smaller than this, about 70 × 50 mm, holds no table; a sheet larger than A2 is a mistake. */
const NARROWEST = 4000;
const LOWEST = 2800;
const LARGEST = 34_000;

/** undefined: no page that a report fits on. */
export function readPageSetup(section: XmlElement | undefined): PageSetup | undefined {
  const size = childNamed(section, "w:pgSz");
  const margins = childNamed(section, "w:pgMar");
  const read = (element: XmlElement | undefined, name: string, otherwise: number): number =>
    Math.abs(Number.parseInt(element?.attributes.get(`w:${name}`) ?? "", 10)) || (element ? 0 : otherwise);
  const page: PageSetup = {
    width: read(size, "w", STANDARD.width),
    height: read(size, "h", STANDARD.height),
    top: read(margins, "top", STANDARD.top),
    right: read(margins, "right", STANDARD.right),
    bottom: read(margins, "bottom", STANDARD.bottom),
    left: read(margins, "left", STANDARD.left),
    header: read(margins, "header", STANDARD.header),
    footer: read(margins, "footer", STANDARD.footer),
    gutter: read(margins, "gutter", STANDARD.gutter),
  };
  const fits =
    page.width - page.left - page.right - page.gutter >= NARROWEST &&
    page.height - page.top - page.bottom >= LOWEST &&
    Math.max(page.width, page.height) <= LARGEST;
  return fits ? page : undefined;
}

/** The same sheet turned by a quarter, its head at the binding edge; one that lies already stays. */
export const turned = (page: PageSetup): PageSetup =>
  page.width > page.height
    ? page
    : {
        ...page,
        width: page.height,
        height: page.width,
        top: page.left,
        right: page.top,
        bottom: page.right,
        left: page.bottom,
      };

/** What only the first of several sections may have, or what is written anew. */
const REPLACED = new Set(["w:pgSz", "w:pgMar", "w:type", "w:titlePg", "w:pgNumType", "w:sectPrChange"]);
const BEFORE_SIZE = new Set(["w:headerReference", "w:footerReference", "w:footnotePr", "w:endnotePr"]);

/**
 * sectPr of a section of the report in another office's file: that file's own for the first upright one; the others
 * have its headers and footers too, but neither a first page nor page numbers that begin again.
 */
export function sectionLike(
  original: XmlElement | undefined,
  part: XmlPart,
  page: PageSetup,
  { orientation }: Section,
  first: boolean,
): string {
  const source = (element: XmlElement): string => part.source.slice(element.start, element.end);
  if (first && orientation === "portrait") return original ? source(original) : tag("w:sectPr", {}, pageXml(page));
  const children = original?.children ?? [];
  const kept = children.filter(({ name }) => !REPLACED.has(name));
  const head = kept.filter(({ name }) => BEFORE_SIZE.has(name));
  const rest = kept.filter(({ name }) => !BEFORE_SIZE.has(name));
  const title = first ? children.filter(({ name }) => name === "w:titlePg") : [];
  const beforeTitle = rest.filter(({ name }) => ORDER_BEFORE_TITLE.has(name));
  const afterTitle = rest.filter(({ name }) => !ORDER_BEFORE_TITLE.has(name));
  return tag(
    "w:sectPr",
    {},
    [
      ...head.map(source),
      '<w:type w:val="nextPage"/>',
      pageXml(orientation === "landscape" ? turned(page) : page),
      ...beforeTitle.map(source),
      ...title.map(source),
      ...afterTitle.map(source),
    ].join(""),
  );
}

const ORDER_BEFORE_TITLE = new Set([
  "w:paperSrc",
  "w:pgBorders",
  "w:lnNumType",
  "w:cols",
  "w:formProt",
  "w:vAlign",
  "w:noEndnote",
]);

const pageXml = (page: PageSetup): string =>
  tag("w:pgSz", {
    "w:w": page.width,
    "w:h": page.height,
    "w:orient": page.width > page.height ? "landscape" : undefined,
  }) +
  tag("w:pgMar", {
    "w:top": page.top,
    "w:right": page.right,
    "w:bottom": page.bottom,
    "w:left": page.left,
    "w:header": page.header,
    "w:footer": page.footer,
    "w:gutter": page.gutter,
  });
