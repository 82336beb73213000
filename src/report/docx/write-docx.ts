import type { ReportDocument } from "#core/document/model.ts";
import { cleanText } from "#report/clean-text.ts";
import { type Body, type TextBlock, writeBody } from "#report/docx/body.ts";
import { appPropertiesPart, corePropertiesPart, fontTablePart, settingsPart } from "#report/docx/fixed-parts.ts";
import { footerPart } from "#report/docx/footers.ts";
import {
  contentTypes,
  officeType,
  type Part,
  RELATIONSHIPS,
  type Relationship,
  relationships,
  WORD,
  zipParts,
} from "#report/docx/package.ts";
import { type FooterIds, type Section, sectionProperties } from "#report/docx/sections.ts";
import { stylesPart } from "#report/docx/styles-part.ts";
import { root } from "#report/docx/xml.ts";
import { type ImageSet, NO_IMAGES } from "#report/images.ts";
import { FRAMES, type Frame, ptToTwips } from "#report/page.ts";

export interface DocxOptions {
  images?: ImageSet;
  /** page numbers by the id of headings and annexes, for the contents list */
  pageOf?: ReadonlyMap<string, number>;
}

/** Writes the report as a Word file. The same document gives the same bytes. */
export function writeDocx(document: ReportDocument, { images = NO_IMAGES, pageOf }: DocxOptions = {}): Uint8Array {
  const stamp = document.stamp === undefined ? undefined : cleanText(document.stamp).replaceAll("\n", " ");
  const writeSection = (section: Section): string =>
    sectionProperties(
      section,
      FRAMES[section.orientation],
      section.numbered ? FOOTER_IDS[section.orientation] : undefined,
    );
  const body = writeBody(document, {
    images,
    pageOf: pageOf ?? new Map(),
    blocks: { portrait: textBlock(FRAMES.portrait), landscape: textBlock(FRAMES.landscape) },
    names: { bookmark: "_Toc", picture: "image" },
    firstId: 1,
    headed: false,
    writeSection,
  });
  const last = body.sections.at(-1);
  return zipParts(packageParts(document, body, last ? writeSection(last) : "", footerParts(body, stamp)));
}

const textBlock = ({ width, left }: Frame): TextBlock => ({ width: ptToTwips(width), left: ptToTwips(left) });

const FOOTER_IDS: Readonly<Record<Frame["orientation"], FooterIds>> = {
  portrait: { odd: "footer1", even: "footer2" },
  landscape: { odd: "footer3", even: "footer4" },
};

const footerParts = (body: Body, stamp: string | undefined): Part[] =>
  (["portrait", "landscape"] as const).flatMap((orientation) =>
    body.sections.some((section) => section.orientation === orientation && section.numbered)
      ? (["odd", "even"] as const).map((side) =>
          part(
            `word/${FOOTER_IDS[orientation][side]}.xml`,
            footerPart(side, FRAMES[orientation], stamp),
            `${WORD}.footer+xml`,
          ),
        )
      : [],
  );

const part = (name: string, content: string | Uint8Array, contentType: string): Part => ({
  name,
  content,
  contentType,
});

const OWN_PARTS = ["styles", "settings", "fontTable"] as const;

/** Every part of the package; a reader looks for the first three first. */
function packageParts(document: ReportDocument, body: Body, lastSection: string, footers: readonly Part[]): Part[] {
  const own = [
    part("word/styles.xml", stylesPart(), `${WORD}.styles+xml`),
    part("word/settings.xml", settingsPart(), `${WORD}.settings+xml`),
    part("word/fontTable.xml", fontTablePart(), `${WORD}.fontTable+xml`),
  ];
  const properties = [
    part(
      "docProps/core.xml",
      corePropertiesPart(document.title, document.author, document.date),
      "application/vnd.openxmlformats-package.core-properties+xml",
    ),
    part(
      "docProps/app.xml",
      appPropertiesPart(),
      "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    ),
  ];
  const main = part(
    "word/document.xml",
    root("w:document", ["w", "r", "wp", "a", "pic"], `<w:body>${body.xml}${lastSection}</w:body>`),
    `${WORD}.document.main+xml`,
  );
  const links: Relationship[] = [
    ...OWN_PARTS.map((name) => ({ id: name, type: name, target: `${name}.xml` })),
    ...footers.map(({ name }) => {
      const file = name.slice("word/".length);
      return { id: file.slice(0, -".xml".length), type: "footer", target: file };
    }),
    ...body.media.map(({ relationship, target }) => ({ id: relationship, type: "image", target })),
  ];
  const parts = [
    part("_rels/.rels", relationships(PACKAGE_LINKS), RELATIONSHIPS),
    main,
    part("word/_rels/document.xml.rels", relationships(links), RELATIONSHIPS),
    ...own,
    ...footers,
    ...properties,
    ...body.media.map(({ target, image }) => part(`word/${target}`, image.bytes, image.type)),
  ];
  return [part("[Content_Types].xml", contentTypes(parts), ""), ...parts];
}

const PACKAGE_LINKS: readonly Relationship[] = [
  { id: "document", type: "officeDocument", target: "word/document.xml" },
  {
    id: "core",
    type: "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
    target: "docProps/core.xml",
  },
  { id: "app", type: officeType("extended-properties"), target: "docProps/app.xml" },
];
