import { strFromU8 } from "fflate";
import type { ReportDocument } from "#core/document/model.ts";
import { type Body, type TextBlock, writeBody } from "#report/docx/body.ts";
import { corePropertiesPart, fontTablePart } from "#report/docx/fixed-parts.ts";
import { sectionsOf } from "#report/docx/sections.ts";
import { stylesPart } from "#report/docx/styles-part.ts";
import { STAMP, surroundings, TEXT_PART } from "#report/docx/surroundings.ts";
import { type ImageSet, NO_IMAGES } from "#report/images.ts";
import { officeType, zipParts } from "#report/ooxml/package.ts";
import { root, tag, xmlText } from "#report/ooxml/xml.ts";
import { FRAMES, type Frame, ptToTwips } from "#report/page.ts";

export interface DocxOptions {
  images?: ImageSet;
  /** page numbers by the id of headings and annexes, for the contents list */
  pageOf?: ReadonlyMap<string, number>;
}

/** Writes the report as a Word file. The same document gives the same bytes. */
export async function writeDocx(
  document: ReportDocument,
  { images = NO_IMAGES, pageOf }: DocxOptions = {},
): Promise<Uint8Array> {
  const around = await surroundings(sectionsOf(document.blocks), document.stamp !== undefined);
  const writeSection = (index: number): string => around.sections[index] ?? "";
  const body = writeBody(document, {
    images,
    pageOf: pageOf ?? new Map(),
    blocks: { portrait: textBlock(FRAMES.portrait), landscape: textBlock(FRAMES.landscape) },
    names: { bookmark: "_Toc", picture: "image" },
    firstId: 1,
    headed: false,
    writeSection: (_section, index) => writeSection(index),
  });
  const text = root(
    "w:document",
    ["w", "r", "wp", "a", "pic"],
    `<w:body>${body.xml}${writeSection(around.sections.length - 1)}</w:body>`,
  );
  return zipParts(inOrder(filled(around.parts, document, body, text)));
}

const textBlock = ({ width, left }: Frame): TextBlock => ({ width: ptToTwips(width), left: ptToTwips(left) });

const LINKS_PART = "word/_rels/document.xml.rels";
const SETTINGS_PART = "word/settings.xml";

/** The parts with the text and its pictures in them, our own styles, and what the library has no option for. */
function filled(
  parts: ReadonlyMap<string, Uint8Array>,
  document: ReportDocument,
  body: Body,
  text: string,
): Map<string, string | Uint8Array> {
  const links = body.media.map(({ relationship, target }) =>
    tag("Relationship", { Id: relationship, Type: officeType("image"), Target: target }),
  );
  const stamp = document.stamp === undefined ? "" : xmlText(document.stamp);
  const footers = [...parts].filter(([name]) => name.startsWith("word/footer"));
  return new Map<string, string | Uint8Array>([
    ...parts,
    ...footers.map(([name, xml]): [string, string] => [name, strFromU8(xml).replace(STAMP, () => stamp)]),
    [TEXT_PART, text],
    [LINKS_PART, replaceOnce(parts, LINKS_PART, "</Relationships>", (end) => links.join("") + end)],
    [
      SETTINGS_PART,
      replaceOnce(
        parts,
        SETTINGS_PART,
        "<w:compat>",
        (start) => `<w:characterSpacingControl w:val="doNotCompress"/>${start}`,
      ),
    ],
    ["word/styles.xml", stylesPart()],
    ["word/fontTable.xml", fontTablePart()],
    ["docProps/core.xml", corePropertiesPart(document.title, document.author, document.date)],
    ...body.media.map(({ target, image }): [string, Uint8Array] => [`word/${target}`, image.bytes]),
  ]);
}

/** A place that is not there means another version of the library: better no file than one that breaks its lines wrongly. */
function replaceOnce(
  parts: ReadonlyMap<string, Uint8Array>,
  name: string,
  place: string,
  replacement: (place: string) => string,
): string {
  const xml = strFromU8(parts.get(name) ?? new Uint8Array());
  if (!xml.includes(place)) throw new Error(`no ${place} in ${name}`);
  return xml.replace(place, () => replacement(place));
}

/** What a reader looks for first comes first; the others follow by name. */
const FIRST = ["[Content_Types].xml", "_rels/.rels", TEXT_PART];

function inOrder(parts: ReadonlyMap<string, string | Uint8Array>): { name: string; content: string | Uint8Array }[] {
  const rest = [...parts.keys()].filter((name) => !FIRST.includes(name)).sort();
  return [...FIRST, ...rest].flatMap((name) => {
    const content = parts.get(name);
    return content === undefined ? [] : [{ name, content }];
  });
}
