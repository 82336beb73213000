import { type Zippable, zipSync } from "fflate";
import { DECLARATION, tag } from "#report/ooxml/xml.ts";

export interface Part {
  /** path in the package, without a leading slash */
  name: string;
  content: string | Uint8Array;
  contentType: string;
}

export interface Relationship {
  id: string;
  /** last step of the type's address, for those of the office document's own set */
  type: string;
  target: string;
}

export const RELATIONSHIPS = "application/vnd.openxmlformats-package.relationships+xml";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** Years before 1980 cannot be said in a ZIP directory. Local time, as the format has it. */
const ZIP_TIME = new Date(2000, 0, 1);
const encoder = new TextEncoder();

export const officeType = (name: string): string => `${OFFICE}/${name}`;

export function relationships(entries: readonly Relationship[]): string {
  const content = entries.map(({ id, type, target }) =>
    tag("Relationship", { Id: id, Type: type.includes(":") ? type : officeType(type), Target: target }),
  );
  return (
    DECLARATION +
    tag("Relationships", { xmlns: "http://schemas.openxmlformats.org/package/2006/relationships" }, content.join(""))
  );
}

/** [Content_Types].xml: extensions for relationships and pictures, every other part by its name. */
export function contentTypes(parts: readonly Part[]): string {
  const defaults = [
    ["rels", RELATIONSHIPS],
    ["xml", "application/xml"],
    ["png", "image/png"],
    ["jpeg", "image/jpeg"],
  ];
  const named = parts.filter((part) => part.contentType !== RELATIONSHIPS && !part.contentType.startsWith("image/"));
  return (
    DECLARATION +
    tag(
      "Types",
      { xmlns: "http://schemas.openxmlformats.org/package/2006/content-types" },
      defaults.map(([Extension, ContentType]) => tag("Default", { Extension, ContentType })).join("") +
        named
          .map(({ name, contentType }) => tag("Override", { PartName: `/${name}`, ContentType: contentType }))
          .join(""),
    )
  );
}

/** The ZIP: text deflated, pictures, which are compressed already, stored as they are. The same parts give the same bytes. */
export function zipParts(parts: readonly Pick<Part, "name" | "content">[]): Uint8Array {
  const entries: Zippable = {};
  for (const { name, content } of parts)
    entries[name] = [
      typeof content === "string" ? encoder.encode(content) : content,
      { mtime: ZIP_TIME, level: /\.(png|jpe?g)$/i.test(name) ? 0 : 6 },
    ];
  return zipSync(entries);
}
