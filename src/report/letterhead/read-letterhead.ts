import { ok, type Result } from "#core/result.ts";
import { inspect } from "#report/letterhead/inspect.ts";
import { type PageSetup, readPageSetup } from "#report/letterhead/page-setup.ts";
import { type LetterheadProblem, refused } from "#report/letterhead/problem.ts";
import { unpack } from "#report/letterhead/unpack.ts";
import { childNamed, slice, within, type XmlElement, type XmlPart } from "#report/letterhead/xml-tree.ts";
import { NAMESPACES } from "#report/ooxml/xml.ts";

/** A paragraph with this text is where the report goes. */
export const MARK = "{{正文}}";

export interface Letterhead {
  parts: ReadonlyMap<string, Uint8Array>;
  parsed: ReadonlyMap<string, XmlPart>;
  documentName: string;
  document: XmlPart;
  /** names in the package, by the relationship of the document */
  stylesName: string;
  place: Place;
  page: PageSetup;
}

export interface Place {
  /** what the report takes the place of, in the document's source; empty where nothing is marked */
  start: number;
  end: number;
  /** sectPr that the marked paragraph ended a section with */
  ends: string;
  /** sectPr in the source of the section that the report stands in; none: the file says nothing of its pages */
  section: XmlElement | undefined;
}

const OFFICE_DOCUMENT = /\/officeDocument$/;
const STYLES = /\/styles$/;
const MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

/** Reads an office's own Word file; refuses what is no document, what is damaged, and what is not safe to pass on. */
export function readLetterhead(bytes: Uint8Array): Result<Letterhead, LetterheadProblem> {
  const parts = unpack(bytes);
  if (!parts.ok) return parts;
  const parsed = inspect(parts.value);
  if (!parsed.ok) return parsed;
  const documentName = targetOf(parsed.value.get("_rels/.rels"), OFFICE_DOCUMENT, "");
  const document = parsed.value.get(documentName ?? "");
  if (documentName === undefined || !document) return refused("letterhead.not-docx");
  if (typeOf(parsed.value, documentName) !== MAIN_TYPE) return refused("letterhead.not-docx");
  const folder = documentName.slice(0, documentName.lastIndexOf("/") + 1);
  const stylesName = targetOf(parsed.value.get(relationshipsOf(documentName)), STYLES, folder);
  const styles = parsed.value.get(stylesName ?? "");
  const body = childNamed(document.root, "w:body");
  const known = document.root.attributes.get("xmlns:w") === NAMESPACES.w && styles?.root.name === "w:styles";
  if (stylesName === undefined || !body || !known || hasStrangers(document)) return refused("letterhead.damaged");
  const place = findPlace(document, body);
  if (!place || marksElsewhere(parsed.value, documentName)) return refused("letterhead.mark-place");
  const page = readPageSetup(place.section);
  if (!page) return refused("letterhead.page");
  return ok({
    parts: parts.value,
    parsed: parsed.value,
    documentName,
    document,
    stylesName,
    place,
    page,
  });
}

export const relationshipsOf = (name: string): string => {
  const cut = name.lastIndexOf("/") + 1;
  return `${name.slice(0, cut)}_rels/${name.slice(cut)}.rels`;
};

function targetOf(relationships: XmlPart | undefined, type: RegExp, folder: string): string | undefined {
  const found = relationships?.root.children.find((each) => type.test(each.attributes.get("Type") ?? ""));
  const target = found?.attributes.get("Target");
  if (target === undefined) return undefined;
  return target.startsWith("/") ? target.slice(1) : folder + target;
}

function typeOf(parsed: ReadonlyMap<string, XmlPart>, name: string): string | undefined {
  const entries = parsed.get("[Content_Types].xml")?.root.children ?? [];
  const override = entries.find((each) => each.attributes.get("PartName") === `/${name}`);
  const extension = entries.find((each) => each.attributes.get("Extension") === name.split(".").at(-1));
  return (override ?? extension)?.attributes.get("ContentType");
}

/** The report's own parts of the document use these prefixes: they must not mean something else here. */
const hasStrangers = ({ root }: XmlPart): boolean =>
  Object.entries(NAMESPACES).some(
    ([prefix, address]) => (root.attributes.get(`xmlns:${prefix}`) ?? address) !== address,
  );

const textOf = (element: XmlElement): string => {
  let text = "";
  for (const each of within(element)) if (each.name === "w:t") text += each.text;
  return text;
};

/** undefined: marked twice, or where no report fits. */
function findPlace(document: XmlPart, body: XmlElement): Place | undefined {
  const marked = body.children.filter((child) => textOf(child).includes(MARK));
  if (marked.length > 1) return undefined;
  const [paragraph] = marked;
  const own = childNamed(body, "w:sectPr");
  if (!paragraph) {
    const at = own?.start ?? body.contentEnd;
    return { start: at, end: at, ends: "", section: own };
  }
  const plain = ![...within(paragraph)].some(({ name }) => name === "w:txbxContent");
  if (paragraph.name !== "w:p" || !plain || textOf(paragraph).split(MARK).length > 2) return undefined;
  const ends = sectionOf(paragraph);
  const following = body.children.slice(body.children.indexOf(paragraph));
  const section = following.map(sectionOf).find((each) => each !== undefined) ?? own;
  return { start: paragraph.start, end: paragraph.end, ends: ends ? slice(document, ends) : "", section };
}

const sectionOf = (element: XmlElement): XmlElement | undefined =>
  element.name === "w:p" ? childNamed(childNamed(element, "w:pPr"), "w:sectPr") : undefined;

/** Headers and footers hold no report. */
function marksElsewhere(parsed: ReadonlyMap<string, XmlPart>, documentName: string): boolean {
  for (const [name, { root }] of parsed)
    if (name !== documentName && /^w:(hdr|ftr|footnotes|endnotes)$/.test(root.name) && textOf(root).includes(MARK))
      return true;
  return false;
}
