import { chineseNumeral } from "#core/template/outline.ts";

/** A level of a list as Word keeps it. */
export interface WordLevel {
  start: number;
  format: string;
  /** %1、 （%2） %1.%2 */
  text: string;
  /** the paragraph style that is counted by it */
  style: string | undefined;
}

/** A list of a document: lists with one `scheme` count on from each other, unless one begins anew. */
export interface WordList {
  scheme: string;
  levels: ReadonlyMap<number, WordLevel>;
  /** levels that begin anew with this list, and where */
  restarts: ReadonlyMap<number, number>;
}

export interface ListPlace {
  list: string;
  level: number;
}

export interface WordNumbering {
  lists: ReadonlyMap<string, WordList>;
  /** what a paragraph style says of its numbering */
  styles: ReadonlyMap<string, ListPlace>;
}

const MOST_LEVELS = 9;

/** Reads word/numbering.xml and word/styles.xml. What is damaged there counts nothing. */
export function readNumbering(numberingXml: string, stylesXml: string): WordNumbering {
  const schemes = new Map<string, Map<number, WordLevel>>();
  for (const part of elements(numberingXml, "w:abstractNum"))
    schemes.set(attribute(part, "w:abstractNumId") ?? "", levelsOf(part));
  const lists = new Map<string, WordList>();
  for (const part of elements(numberingXml, "w:num")) {
    const scheme = childValue(part, "w:abstractNumId") ?? "";
    const levels = new Map(schemes.get(scheme) ?? []);
    const restarts = new Map<number, number>();
    for (const override of elements(part, "w:lvlOverride")) {
      const level = Number(attribute(override, "w:ilvl") ?? 0);
      const start = childValue(override, "w:startOverride");
      if (start !== undefined) restarts.set(level, Number(start));
      for (const [own, changed] of levelsOf(override)) levels.set(own, changed);
    }
    lists.set(attribute(part, "w:numId") ?? "", { scheme, levels, restarts });
  }
  return { lists, styles: numberedStyles(stylesXml, lists) };
}

function levelsOf(part: string): Map<number, WordLevel> {
  const levels = new Map<number, WordLevel>();
  for (const level of elements(part, "w:lvl").slice(0, MOST_LEVELS))
    levels.set(Number(attribute(level, "w:ilvl") ?? 0), {
      start: Number(childValue(level, "w:start") ?? 1),
      format: childValue(level, "w:numFmt") ?? "decimal",
      text: childValue(level, "w:lvlText") ?? "",
      style: childValue(level, "w:pStyle"),
    });
  return levels;
}

const MOST_PARENTS = 12;

function numberedStyles(xml: string, lists: WordNumbering["lists"]): Map<string, ListPlace> {
  const known = new Map<string, { parent: string | undefined; own: Partial<ListPlace> }>();
  for (const part of elements(xml, "w:style"))
    known.set(attribute(part, "w:styleId") ?? "", { parent: childValue(part, "w:basedOn"), own: placeOf(part) });
  const places = new Map<string, ListPlace>();
  for (const style of known.keys()) {
    let place: Partial<ListPlace> = {};
    let at: string | undefined = style;
    for (let step = 0; at !== undefined && step < MOST_PARENTS; step++) {
      place = { ...known.get(at)?.own, ...place };
      at = known.get(at)?.parent;
    }
    if (place.list === undefined) continue;
    const linked = [...(lists.get(place.list)?.levels ?? [])].find(([, level]) => level.style === style)?.[0];
    places.set(style, { list: place.list, level: linked ?? place.level ?? 0 });
  }
  return places;
}

/** What the properties of a paragraph or style say of its list. */
export function placeOf(properties: string): Partial<ListPlace> {
  const [numbering] = elements(properties, "w:numPr");
  if (numbering === undefined) return {};
  const list = childValue(numbering, "w:numId");
  const level = childValue(numbering, "w:ilvl");
  return { ...(list === undefined ? {} : { list }), ...(level === undefined ? {} : { level: Number(level) }) };
}

/** The elements of a name, from their tag on; none stands within another of its name here. Linear in the text. */
export function elements(xml: string, name: string): string[] {
  const found: string[] = [];
  const close = `</${name}>`;
  for (const part of xml.split(new RegExp(`<${name}(?=[\\s/>])`)).slice(1)) {
    const end = part.indexOf(close);
    found.push(end < 0 ? part : part.slice(0, end));
  }
  return found;
}

export function attribute(element: string, name: string): string | undefined {
  const tag = element.slice(0, Math.max(0, element.indexOf(">")));
  const value = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`).exec(tag);
  return value === null ? undefined : decoded(value[1] ?? value[2] ?? "");
}

/** <w:start w:val="1"/> within an element. */
export function childValue(element: string, name: string): string | undefined {
  const [child] = elements(element, name);
  return child === undefined ? undefined : attribute(child, "w:val");
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const decoded = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|apos);/g, (all, name) => ENTITIES[name] ?? all);

const LARGEST_CHINESE = 999;

/** A count as a level shows it; empty for a bullet. */
export function shownCount(count: number, format: string): string {
  switch (format) {
    case "bullet":
    case "none":
      return "";
    case "chineseCounting":
    case "chineseCountingThousand":
    case "japaneseCounting":
    case "taiwaneseCounting":
    case "taiwaneseCountingThousand":
    case "ideographDigital":
      return count >= 1 && count <= LARGEST_CHINESE ? chineseNumeral(count) : String(count);
    case "chineseLegalSimplified":
      return count >= 1 && count <= 10 ? "壹贰叁肆伍陆柒捌玖拾".charAt(count - 1) : String(count);
    case "decimalEnclosedCircle":
    case "decimalEnclosedCircleChinese":
      return count >= 1 && count <= 20 ? String.fromCharCode(0x2460 + count - 1) : String(count);
    case "decimalEnclosedParen":
      return count >= 1 && count <= 20 ? String.fromCharCode(0x2474 + count - 1) : `（${count}）`;
    case "upperLetter":
    case "lowerLetter": {
      const letter = count >= 1 && count <= 26 ? String.fromCharCode(64 + count) : String(count);
      return format === "upperLetter" ? letter : letter.toLowerCase();
    }
    default:
      return String(count);
  }
}
