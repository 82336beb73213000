/** A strict reader for what the writers produce: elements, attributes and text; throws where XML is not well-formed. */
export interface Element {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: (Element | string)[];
}

const NAME = "[A-Za-z_][\\w.-]*(?::[A-Za-z_][\\w.-]*)?";
const TOKEN = new RegExp(`<\\?xml[^?]*\\?>|<(/?)(${NAME})((?:\\s+${NAME}="[^"<]*")*)\\s*(/?)>|([^<]+)`, "uy");
const ATTRIBUTE = new RegExp(`(${NAME})="([^"]*)"`, "gu");
/** Looked for, as to match all that is legal takes room for each character of a long text. */
const ILLEGAL = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

export function readXml(bytes: Uint8Array): Element {
  const xml = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  if (ILLEGAL.test(xml)) throw new Error("illegal character");
  const root: Element = { name: "", attributes: new Map(), children: [] };
  const open = [root];
  let at = 0;
  while (at < xml.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(xml);
    if (!match) throw new Error(`not well-formed at ${at}: ${xml.slice(at, at + 60)}`);
    at = TOKEN.lastIndex;
    const [, closing, name, attributes = "", empty, text] = match;
    const parent = open.at(-1) ?? root;
    if (text !== undefined) parent.children.push(resolveReferences(text));
    else if (name !== undefined && closing === "/") {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes another element`);
    } else if (name !== undefined) {
      const element = { name, attributes: readAttributes(attributes), children: [] };
      parent.children.push(element);
      if (empty !== "/") open.push(element);
    }
  }
  const [only, ...others] = root.children.filter((child) => typeof child !== "string");
  if (open.length !== 1 || !only || others.length > 0) throw new Error("not one root element");
  return only;
}

function readAttributes(text: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = "", value = ""] of text.matchAll(ATTRIBUTE)) {
    if (attributes.has(name)) throw new Error(`attribute ${name} twice`);
    attributes.set(name, resolveReferences(value));
  }
  return attributes;
}

const resolveReferences = (text: string): string =>
  text.replace(/&([^;]*);?/g, (whole, name: string) => {
    const character = ENTITIES[name];
    if (character === undefined || !whole.endsWith(";")) throw new Error(`bad reference ${whole}`);
    return character;
  });

/** All descendants of a name, in order. */
export function descendants(element: Element, name: string): Element[] {
  return element.children.flatMap((child) =>
    typeof child === "string" ? [] : [...(child.name === name ? [child] : []), ...descendants(child, name)],
  );
}

export const ownText = (element: Element): string =>
  element.children.filter((child) => typeof child === "string").join("");
