import { descendants, type Element, readXml } from "#tests/report/read-xml.ts";

const VOID = /<(meta|br|img|col)\b([^>]*)>/g;

/**
 * Reads a page with the strict reader for XML: whatever could close an element, open one or end an attribute from
 * inside a text would show as a fault.
 */
export function readHtml(html: string): Element {
  const doctype = "<!doctype html>\n";
  if (!html.startsWith(doctype)) throw new Error("no doctype");
  return readXml(new TextEncoder().encode(html.slice(doctype.length).replace(VOID, "<$1$2/>")));
}

/** All text below an element, line breaks as \n. */
export const textOf = (element: Element): string =>
  element.children
    .map((child) => (typeof child === "string" ? child : child.name === "br" ? "\n" : textOf(child)))
    .join("");

export const allOf = descendants;

/** The only element of a name. */
export function oneOf(element: Element, name: string): Element {
  const [only, ...others] = descendants(element, name);
  if (!only || others.length > 0) throw new Error(`${others.length + (only ? 1 : 0)} of ${name}`);
  return only;
}
