import { unzipSync } from "fflate";
import { descendants, type Element, ownText, readXml } from "#tests/report/read-xml.ts";

export interface ReadDocx {
  names: string[];
  part: (name: string) => Element;
  /** text by paragraph, empty ones and the contents list left out; line breaks as \n */
  paragraphs: string[];
}

/** Unpacks a Word file; every XML part must be well-formed. */
export function readDocx(bytes: Uint8Array): ReadDocx {
  const files = unzipSync(bytes);
  const parts = new Map(
    Object.entries(files)
      .filter(([name]) => /\.(xml|rels)$/.test(name))
      .map(([name, content]) => [name, readXml(content)]),
  );
  const part = (name: string): Element => {
    const found = parts.get(name);
    if (!found) throw new Error(`no part ${name}`);
    return found;
  };
  const paragraphs = paragraphsOf(part("word/document.xml"))
    .map(paragraphText)
    .filter((text) => text !== "");
  return { names: Object.keys(files), part, paragraphs };
}

/** In order; a contents list, in a control of its own, only repeats headings. */
function paragraphsOf(element: Element): Element[] {
  return element.children.flatMap((child) => {
    if (typeof child === "string" || child.name === "w:sdt") return [];
    return child.name === "w:p" ? [child] : paragraphsOf(child);
  });
}

export function paragraphText(paragraph: Element): string {
  return descendants(paragraph, "w:r")
    .flatMap((run) => run.children)
    .map((child) => {
      if (typeof child === "string") return child;
      if (child.name === "w:br") return "\n";
      return child.name === "w:t" ? ownText(child) : "";
    })
    .join("");
}

/** The style, where the paragraph names one, of each paragraph that has text. */
export const styleOf = (paragraph: Element): string | undefined =>
  descendants(paragraph, "w:pStyle")[0]?.attributes.get("w:val");
