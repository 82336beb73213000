import { cleanText } from "#report/clean-text.ts";

/**
 * Parts are written as text: a thousand table cells as objects of a library cost four times the whole file
 * (measured: 70 of 85 ms). What the schema wants in an order is put in that order in one place, properties.ts.
 */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

const HOSTILE = /[&<>"]/;
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export const escapeXml = (text: string): string =>
  HOSTILE.test(text) ? text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character) : text;

/** Only what XML can hold, on one line. */
export const oneLine = (text: string): string => cleanText(text).replaceAll("\n", " ");

/** Text as it goes into a part. */
export const xmlText = (text: string): string => escapeXml(oneLine(text));

/** An element; `content` is XML already. Attributes that are undefined are left out. */
export function tag(name: string, attributes: Attributes, content = ""): string {
  let open = `<${name}`;
  for (const key in attributes) {
    const value = attributes[key];
    if (value !== undefined) open += ` ${key}="${typeof value === "number" ? value : escapeXml(value)}"`;
  }
  return content === "" ? `${open}/>` : `${open}>${content}</${name}>`;
}

export const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export const NAMESPACES = {
  w: "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
  r: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
  wp: "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
  a: "http://schemas.openxmlformats.org/drawingml/2006/main",
  pic: "http://schemas.openxmlformats.org/drawingml/2006/picture",
} as const;

/** The root element of a part with the namespaces that it uses. */
export const root = (name: string, prefixes: readonly (keyof typeof NAMESPACES)[], content: string): string =>
  DECLARATION +
  tag(name, Object.fromEntries(prefixes.map((prefix) => [`xmlns:${prefix}`, NAMESPACES[prefix]])), content);
