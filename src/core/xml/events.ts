/** What a part of an Office file is made of, in order. Names are as written, prefix and all; places are offsets. */
export interface XmlHandler {
  /** `end` is behind the tag's `>`; an empty element is closed at once, at the same end */
  open: (name: string, attributes: string, start: number, end: number) => void;
  close: (name: string, start: number, end: number) => void;
  text: (text: string) => void;
}

export type XmlFault = "malformed" | "doctype" | "too-deep" | "too-large";

/** Word and Excel stay far below both; a hostile file could exhaust whoever walks it. */
const DEEPEST = 200;
const LONGEST = 200_000_000;

/** Attributes become a map at once where somebody asks for them: no tag may have them without end. */
const MOST_ATTRIBUTES = 500;

const NAME = "[A-Za-z_\\u00b7\\u00c0-\\uffff][^\\s<>/=\"'&]*";
/**
 * Each reads one run of characters and never goes back: a pattern for a whole tag remembers every turn it could have
 * taken, and a hostile tag of millions of characters would exhaust the engine. For that reason no `u` either.
 */
const NAME_HERE = new RegExp(NAME, "y");
const BLANKS_HERE = /\s*/y;
const EQUALS_HERE = /\s*=\s*/y;
const DECLARATION = /<!(DOCTYPE|ENTITY)/iy;
const CDATA = "<![CDATA[";
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * Reads XML as events, without building a tree: sheets are large. No document type: its entities could make a small
 * file large or fetch another. Undefined = every element was closed; after a fault what was told so far means nothing.
 */
export function readXml(source: string, handler: XmlHandler): XmlFault | undefined {
  if (source.length > LONGEST) return "too-large";
  const opened: string[] = [];
  let at = source.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < source.length) {
    const next = source.indexOf("<", at);
    if (next !== at) {
      handler.text(unescapeXml(source.slice(at, next < 0 ? undefined : next)));
      if (next < 0) break;
      at = next;
      continue;
    }
    const end = isMarkup(source, at) ? skipMarkup(source, at, handler) : readTag(source, at, handler, opened);
    if (typeof end === "string") return end;
    at = end;
  }
  return opened.length === 0 ? undefined : "malformed";
}

const isMarkup = (source: string, at: number): boolean => /[!?]/.test(source[at + 1] ?? "");

/** Comments and instructions say nothing; CDATA is text as it stands. Gives where it ends. */
function skipMarkup(source: string, at: number, handler: XmlHandler): number | XmlFault {
  const until = (mark: string, from: number): number => {
    const found = source.indexOf(mark, from);
    return found < 0 ? found : found + mark.length;
  };
  let end = -1;
  if (source.startsWith("<?", at)) end = until("?>", at + 2);
  else if (source.startsWith("<!--", at)) end = until("-->", at + 4);
  else if (source.startsWith(CDATA, at)) {
    end = until("]]>", at + CDATA.length);
    if (end > 0) handler.text(source.slice(at + CDATA.length, end - 3));
  } else {
    DECLARATION.lastIndex = at;
    if (DECLARATION.test(source)) return "doctype";
  }
  return end < 0 ? "malformed" : end;
}

function readTag(source: string, start: number, handler: XmlHandler, opened: string[]): number | XmlFault {
  const closing = source[start + 1] === "/";
  const nameStart = closing ? start + 2 : start + 1;
  const nameEnd = endOf(NAME_HERE, source, nameStart);
  const attributesEnd = closing ? nameEnd : skipAttributes(source, nameEnd);
  const last = endOf(BLANKS_HERE, source, attributesEnd);
  const empty = !closing && source[last] === "/";
  if (nameEnd < 0 || attributesEnd < 0 || source[empty ? last + 1 : last] !== ">") return "malformed";
  const name = source.slice(nameStart, nameEnd);
  const end = empty ? last + 2 : last + 1;
  if (closing) {
    if (opened.pop() !== name) return "malformed";
    handler.close(name, start, end);
    return end;
  }
  handler.open(name, source.slice(nameEnd, attributesEnd), start, end);
  if (empty) handler.close(name, end, end);
  else if (opened.push(name) > DEEPEST) return "too-deep";
  return end;
}

/** Behind the last attribute; -1 where one is not well-formed or there are too many. */
function skipAttributes(source: string, start: number): number {
  let end = start;
  for (let count = 0; count <= MOST_ATTRIBUTES; count++) {
    const name = endOf(BLANKS_HERE, source, end);
    const nameEnd = name > end ? endOf(NAME_HERE, source, name) : -1;
    if (nameEnd < 0) return end;
    const quote = endOf(EQUALS_HERE, source, nameEnd);
    const mark = source[quote];
    if (quote < 0 || (mark !== '"' && mark !== "'")) return -1;
    const close = source.indexOf(mark, quote + 1);
    if (close < 0 || source.slice(quote + 1, close).includes("<")) return -1;
    end = close + 1;
  }
  return -1;
}

/** Where a match that begins at `start` ends; -1 where there is none. */
function endOf(pattern: RegExp, source: string, start: number): number {
  if (start < 0) return -1;
  pattern.lastIndex = start;
  return pattern.test(source) ? pattern.lastIndex : -1;
}

/** w:p → p */
export const localName = (name: string): string => name.slice(name.indexOf(":") + 1);

const ATTRIBUTE = new RegExp(`(${NAME})\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, "g");

/** All attributes of a tag's text, by their names as written. */
export const attributesOf = (attributes: string): Map<string, string> =>
  new Map(
    [...attributes.matchAll(ATTRIBUTE)].map(([, name = "", double, single]) => [
      name,
      unescapeXml(double ?? single ?? ""),
    ]),
  );

const SINGLE = new Map<string, RegExp>();

/** One attribute of a tag's text, whatever its prefix. */
export function attributeOf(attributes: string, name: string): string | undefined {
  let pattern = SINGLE.get(name);
  if (!pattern) {
    pattern = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
    SINGLE.set(name, pattern);
  }
  const [, double, single] = pattern.exec(attributes) ?? [];
  const value = double ?? single;
  return value === undefined ? undefined : unescapeXml(value);
}

/** What is not one of XML's own entities or a character that there is stays as it stands. */
const unescapeXml = (text: string): string =>
  text.includes("&")
    ? text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w{1,4}));/g, (whole, hex, decimal, name?: string) => {
        if (name !== undefined) return Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] ?? whole) : whole;
        const code = Number.parseInt(hex ?? decimal, hex === undefined ? 10 : 16);
        const exists = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
        return exists ? String.fromCodePoint(code) : whole;
      })
    : text;
