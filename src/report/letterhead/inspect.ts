import { ok, type Result } from "#core/result.ts";
import { type LetterheadProblem, refused } from "#report/letterhead/problem.ts";
import { parseXml, within, type XmlPart } from "#report/letterhead/xml-tree.ts";

const MACRO_PART = /(^|\/)(vbaProject|vbaData|attachedToolbars|customizations)[^/]*$|(^|\/)activeX\//i;
const MACRO_TYPE = /macroEnabled|vbaProject|activeX|ms-word\.attachedToolbars/i;
/** Last steps of the types of relationships that bring in what is not the document's own. */
const FOREIGN =
  /\/(attachedTemplate|oleObject|package|aFChunk|control|activeXControlBinary|frame|subDocument|vbaProject)$/i;
/** Fields that read other files when they are updated. */
const FETCHING = /\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DATABASE)\b/i;

/** Every XML part, parsed; refuses what runs, what fetches and what cannot be read. */
export function inspect(parts: ReadonlyMap<string, Uint8Array>): Result<Map<string, XmlPart>, LetterheadProblem> {
  const parsed = new Map<string, XmlPart>();
  for (const [name, bytes] of parts) {
    if (MACRO_PART.test(name)) return refused("letterhead.macros");
    if (!/\.(xml|rels)$/i.test(name)) continue;
    const part = parseXml(bytes);
    if (!part.ok) return part;
    parsed.set(name, part.value);
  }
  const types = parsed.get("[Content_Types].xml");
  if (!types) return refused("letterhead.not-docx");
  for (const entry of types.root.children) {
    const type = entry.attributes.get("ContentType") ?? "";
    if (MACRO_TYPE.test(type)) return refused("letterhead.macros");
  }
  for (const [name, part] of parsed) {
    const fetches = name.endsWith(".rels") ? part.root.children.some(isForeign) : fieldsFetch(part);
    if (fetches) return refused("letterhead.external");
  }
  return ok(parsed);
}

const isForeign = ({ attributes }: { attributes: ReadonlyMap<string, string> }): boolean =>
  attributes.get("TargetMode")?.toLowerCase() === "external" || FOREIGN.test(attributes.get("Type") ?? "");

/** A field's instruction may be cut into runs: all of a part's are read together. */
function fieldsFetch({ root }: XmlPart): boolean {
  let instructions = "";
  for (const element of within(root)) {
    if (element.name === "w:altChunk" || element.name === "o:OLEObject") return true;
    if (element.name === "w:instrText") instructions += element.text;
    if (element.name === "w:fldSimple") instructions += ` ${element.attributes.get("w:instr") ?? ""} `;
    if (element.name === "w:fldChar") instructions += " ";
  }
  return FETCHING.test(instructions);
}
