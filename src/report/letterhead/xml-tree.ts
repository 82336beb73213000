import { ok, type Result } from "#core/result.ts";
import { type LetterheadProblem, refused } from "#report/letterhead/problem.ts";

/** An element of somebody else's XML, with its place in the source: what is not changed is copied from there. */
export interface XmlElement {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: XmlElement[];
  /** its own characters, without those of its children */
  text: string;
  /** from `<` to behind the last `>` */
  start: number;
  end: number;
  /** between the tags; equal where the element is empty */
  contentStart: number;
  contentEnd: number;
}

const NAME = "[A-Za-z_\\u00b7\\u00c0-\\uffff][^\\s<>/=\"'&]*";
const TOKEN = new RegExp(
  `<!--[\\s\\S]*?-->|<!\\[CDATA\\[([\\s\\S]*?)\\]\\]>|<\\?[\\s\\S]*?\\?>|<(/?)(${NAME})((?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>|([^<]+)`,
  "uy",
);
const ATTRIBUTE = new RegExp(`(${NAME})\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, "gu");
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
/** Word itself stays far below; a hostile file could exhaust the stack of whoever walks the tree. */
const DEEPEST = 200;

export interface XmlPart {
  source: string;
  root: XmlElement;
}

/** Reads a part. No document type: entities could make a small file large or fetch another. */
export function parseXml(bytes: Uint8Array): Result<XmlPart, LetterheadProblem> {
  let source: string;
  try {
    source = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return refused("letterhead.damaged");
  }
  if (/<!(DOCTYPE|ENTITY)/i.test(source)) return refused("letterhead.doctype");
  const top = open("", new Map(), 0, 0);
  const stack = [top];
  let at = 0;
  while (at < source.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(source);
    if (!match) return refused("letterhead.damaged");
    const [token, cdata, closing, name, attributes = "", empty, text] = match;
    const parent = stack.at(-1) ?? top;
    const end = at + token.length;
    if (text !== undefined) parent.text += unescapeXml(text);
    else if (cdata !== undefined) parent.text += cdata;
    else if (name !== undefined && closing === "/") {
      const closed = stack.pop();
      if (!closed || closed.name !== name) return refused("letterhead.damaged");
      closed.contentEnd = at;
      closed.end = end;
    } else if (name !== undefined) {
      const element = open(name, readAttributes(attributes), at, end);
      parent.children.push(element);
      if (empty !== "/") stack.push(element);
      if (stack.length > DEEPEST) return refused("letterhead.damaged");
    }
    at = end;
  }
  const [root, ...others] = top.children;
  return stack.length === 1 && root && others.length === 0 ? ok({ source, root }) : refused("letterhead.damaged");
}

const open = (name: string, attributes: ReadonlyMap<string, string>, start: number, end: number): XmlElement => ({
  name,
  attributes,
  children: [],
  text: "",
  start,
  end,
  contentStart: end,
  contentEnd: end,
});

const readAttributes = (text: string): Map<string, string> =>
  new Map(
    [...text.matchAll(ATTRIBUTE)].map(([, name = "", double, single]) => [name, unescapeXml(double ?? single ?? "")]),
  );

const unescapeXml = (text: string): string =>
  text.includes("&")
    ? text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));/g, (whole, hex, decimal, name: string | undefined) => {
        if (name !== undefined) return ENTITIES[name] ?? whole;
        const code = Number.parseInt(hex ?? decimal, hex === undefined ? 10 : 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      })
    : text;

export const childNamed = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((child) => child.name === name);

/** The element and everything in it, in order. */
export function* within(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const child of element.children) yield* within(child);
}

export const slice = ({ source }: XmlPart, { start, end }: XmlElement): string => source.slice(start, end);
