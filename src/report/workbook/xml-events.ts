export interface XmlHandler {
  /** names without their prefix */
  open: (name: string, attributes: string) => void;
  close: (name: string) => void;
  text: (text: string) => void;
}

const NAME = "[A-Za-z_\\u00b7\\u00c0-\\uffff][^\\s<>/=\"'&]*";
const TOKEN = new RegExp(
  `([^<]+)|<(/?)(${NAME})((?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>|<!--[\\s\\S]*?-->|<!\\[CDATA\\[([\\s\\S]*?)\\]\\]>|<\\?[\\s\\S]*?\\?>`,
  "uy",
);
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * Reads a part of an Office file as events, without building a tree: sheets are large. False = not well-formed, or with
 * a document type, whose entities could make a small file large.
 */
export function readXml(source: string, handler: XmlHandler): boolean {
  let at = source.charCodeAt(0) === 0xfeff ? 1 : 0;
  let depth = 0;
  while (at < source.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(source);
    if (!match) return false;
    const [token, text, closing, qualified, attributes = "", empty, cdata] = match;
    if (text !== undefined) handler.text(unescapeXml(text));
    else if (cdata !== undefined) handler.text(cdata);
    else if (qualified !== undefined) {
      const name = qualified.slice(qualified.indexOf(":") + 1);
      if (closing === "/") {
        depth -= 1;
        handler.close(name);
      } else {
        handler.open(name, attributes);
        if (empty === "/") handler.close(name);
        else depth += 1;
      }
    }
    at += token.length;
  }
  return depth === 0;
}

const ATTRIBUTES = new Map<string, RegExp>();

/** One attribute of a tag's text, whatever its prefix. */
export function attributeOf(attributes: string, name: string): string | undefined {
  let pattern = ATTRIBUTES.get(name);
  if (!pattern) {
    pattern = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, "u");
    ATTRIBUTES.set(name, pattern);
  }
  const [, double, single] = pattern.exec(attributes) ?? [];
  const value = double ?? single;
  return value === undefined ? undefined : unescapeXml(value);
}

const unescapeXml = (text: string): string =>
  text.includes("&")
    ? text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));/g, (whole, hex, decimal, name: string | undefined) => {
        if (name !== undefined) return ENTITIES[name] ?? whole;
        const code = Number.parseInt(hex ?? decimal, hex === undefined ? 10 : 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      })
    : text;
