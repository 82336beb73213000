import type { ReportDocument } from "#core/document/model.ts";
import { ok, type Result } from "#core/result.ts";
import { type Body, type TextBlock, writeBody } from "#report/docx/body.ts";
import { corePropertiesPart } from "#report/docx/fixed-parts.ts";
import { STYLE, STYLES } from "#report/docx/styles.ts";
import { type Rename, styleXml } from "#report/docx/styles-part.ts";
import type { ImageSet } from "#report/images.ts";
import { type PageSetup, sectionLike, turned } from "#report/letterhead/page-setup.ts";
import type { LetterheadProblem } from "#report/letterhead/problem.ts";
import { type Letterhead, readLetterhead, relationshipsOf } from "#report/letterhead/read-letterhead.ts";
import type { XmlElement, XmlPart } from "#report/letterhead/xml-tree.ts";
import { officeType, relationships, zipParts } from "#report/ooxml/package.ts";
import { NAMESPACES, tag } from "#report/ooxml/xml.ts";

/**
 * Puts the report into an office's own Word file: in the place of the paragraph {{正文}}, or after its last one. What the
 * file has, stays: head, styles, headers and footers, page. The library's patcher (`patchDocument`) takes neither styles
 * nor sections of ours, and asks for the report as its own objects, which cost more than all the rest.
 */
export function applyLetterhead(
  bytes: Uint8Array,
  document: ReportDocument,
  images: ImageSet,
): Result<Uint8Array, LetterheadProblem> {
  const read = readLetterhead(bytes);
  if (!read.ok) return read;
  const letterhead = read.value;
  const { page, place, document: part } = letterhead;
  const prefix = freePrefix(letterhead);
  const body = writeBody(document, {
    images,
    pageOf: undefined,
    blocks: { portrait: textBlock(page), landscape: textBlock(turned(page)) },
    names: { bookmark: `_${prefix}`, picture: `${prefix}-` },
    firstId: highestId(letterhead) + 1,
    headed: true,
    writeSection: (section, index) => sectionLike(place.section, part, page, section, index === 0),
  });
  return ok(zipParts(mergedParts(letterhead, document, body, prefix)));
}

const textBlock = ({ width, left, right, gutter }: PageSetup): TextBlock => ({
  width: width - left - right - gutter,
  left: left + gutter,
});

/** Begins no name in the file, so that no name of ours can be one of its own. */
function freePrefix({ parsed, parts }: Letterhead): string {
  const taken = [...parts.keys(), ...[...parsed.values()].map(({ source }) => source)].join("\n").toLowerCase();
  let prefix = "ziping";
  for (let number = 2; taken.includes(prefix); number += 1) prefix = `ziping${number}x`;
  return prefix;
}

/** The largest id of bookmarks and drawings. */
function highestId({ parsed }: Letterhead): number {
  let highest = 0;
  for (const { source } of parsed.values())
    for (const [, id] of source.matchAll(/\s(?:w:)?id="(\d{1,9})"/g)) highest = Math.max(highest, Number(id));
  return highest;
}

function mergedParts(letterhead: Letterhead, report: ReportDocument, body: Body, prefix: string) {
  const { documentName, stylesName, parsed } = letterhead;
  const folder = documentName.slice(0, documentName.lastIndexOf("/") + 1);
  const linksName = relationshipsOf(documentName);
  const changed = new Map<string, string | Uint8Array>([
    ["[Content_Types].xml", withPictureTypes(required(parsed, "[Content_Types].xml"), body)],
    [documentName, mergedDocument(letterhead, body, prefix)],
    [stylesName, mergedStyles(required(parsed, stylesName), prefix)],
    [linksName, mergedLinks(parsed.get(linksName), body)],
  ]);
  if (parsed.has(CORE)) changed.set(CORE, corePropertiesPart(report.title, report.author, report.date));
  for (const { target, image } of body.media) changed.set(folder + target, image.bytes);
  const names = new Set(["[Content_Types].xml", ...letterhead.parts.keys(), ...changed.keys()]);
  return [...names].map((name) => ({
    name,
    content: changed.get(name) ?? letterhead.parts.get(name) ?? new Uint8Array(),
  }));
}

const CORE = "docProps/core.xml";

function required(parsed: ReadonlyMap<string, XmlPart>, name: string): XmlPart {
  const part = parsed.get(name);
  if (!part) throw new Error(`no ${name}, which was read before`);
  return part;
}

/** Puts text before the end of a part's root element. */
function appended({ source, root }: XmlPart, addition: string): string {
  if (root.contentEnd < root.end) return source.slice(0, root.contentEnd) + addition + source.slice(root.contentEnd);
  return `${source.slice(0, root.end - "/>".length)}>${addition}</${root.name}>${source.slice(root.end)}`;
}

const PICTURE_TYPES = { png: "image/png", jpeg: "image/jpeg" } as const;

function withPictureTypes(types: XmlPart, { media }: Body): string {
  const known = new Set(types.root.children.map((each) => each.attributes.get("Extension")?.toLowerCase()));
  const needed = Object.entries(PICTURE_TYPES).filter(
    ([extension, type]) => !known.has(extension) && media.some(({ image }) => image.type === type),
  );
  return appended(types, needed.map(([Extension, ContentType]) => tag("Default", { Extension, ContentType })).join(""));
}

function mergedLinks(links: XmlPart | undefined, { media }: Body): string {
  const added = media.map(({ relationship, target }) => ({ id: relationship, type: "image", target }));
  if (!links) return relationships(added);
  return appended(
    links,
    added
      .map(({ id, type, target }) => tag("Relationship", { Id: id, Type: officeType(type), Target: target }))
      .join(""),
  );
}

/** The report's styles under ids and names that the file does not have. */
function mergedStyles(styles: XmlPart, prefix: string): string {
  const rename: Rename = ({ id, name }) => ({ id: prefix + id, name: `自评 ${name} ${prefix}` });
  return appended(styles, STYLES.map((style) => styleXml(style, rename)).join(""));
}

function mergedDocument({ document, place, page }: Letterhead, body: Body, prefix: string): string {
  const last = body.sections.length - 1;
  const lastSection = body.sections[last];
  const report = body.xml.replaceAll('<w:pStyle w:val="', `<w:pStyle w:val="${prefix}`);
  const several = last > 0 || lastSection?.orientation === "landscape";
  const closing =
    several && lastSection ? sectionLike(place.section, document, page, lastSection, last === 0) : undefined;
  const edits: Edit[] = [{ start: place.start, end: place.end, text: report + carried(place.ends, closing, prefix) }];
  if (closing !== undefined && place.ends === "") edits.push(replaceSection(document, place.section, closing));
  edits.push(missingNamespaces(document));
  return edited(document.source, edits);
}

/** The section that the marked paragraph ended goes on to be ended by an empty one. */
const carried = (ends: string, closing: string | undefined, prefix: string): string =>
  ends === "" ? "" : `<w:p><w:pPr><w:pStyle w:val="${prefix}${STYLE.spacer}"/>${closing ?? ends}</w:pPr></w:p>`;

interface Edit {
  start: number;
  end: number;
  text: string;
}

function replaceSection(document: XmlPart, section: XmlElement | undefined, text: string): Edit {
  if (section) return { start: section.start, end: section.end, text };
  const body = document.root.children.find(({ name }) => name === "w:body") ?? document.root;
  return { start: body.contentEnd, end: body.contentEnd, text };
}

/** Declares on the root what the report's text uses and the file did not. */
function missingNamespaces({ root }: XmlPart): Edit {
  const at = root.start + 1 + root.name.length;
  const text = Object.entries(NAMESPACES)
    .filter(([prefix]) => !root.attributes.has(`xmlns:${prefix}`))
    .map(([prefix, address]) => ` xmlns:${prefix}="${address}"`)
    .join("");
  return { start: at, end: at, text };
}

/** Edits in any order; of two at one place the one that was given first comes first. */
function edited(source: string, edits: readonly Edit[]): string {
  let result = "";
  let at = 0;
  for (const { start, end, text } of [...edits].sort((one, other) => one.start - other.start)) {
    result += source.slice(at, start) + text;
    at = end;
  }
  return result + source.slice(at);
}
