import {
  childValue,
  elements,
  type ListPlace,
  placeOf,
  shownCount,
  type WordLevel,
  type WordNumbering,
} from "#core/importer/word-numbering.ts";

/** word/document.xml with the numbers that Word counts written out as text in front of their paragraphs. */
export function withLabels(documentXml: string, numbering: WordNumbering): string {
  const counter = counterOf(numbering);
  const pieces: string[] = [];
  let kept = 0;
  for (const { properties, behind } of paragraphStarts(documentXml)) {
    const label = counter(placeIn(properties, numbering));
    if (label === "") continue;
    pieces.push(documentXml.slice(kept, behind), `<w:r><w:t xml:space="preserve">${escaped(label)}</w:t></w:r>`);
    kept = behind;
  }
  return pieces.join("") + documentXml.slice(kept);
}

interface ParagraphStart {
  properties: string;
  /** behind its properties, where its first words may stand */
  behind: number;
}

const OPEN = /<w:p(?:\s[^<>]*)?>/g;
const PROPERTIES = /^\s{0,200}<w:pPr[\s>]/;
const CLOSE = "</w:pPr>";

function* paragraphStarts(xml: string): Generator<ParagraphStart> {
  for (const { 0: tag, index } of xml.matchAll(OPEN)) {
    const from = index + tag.length;
    if (tag.endsWith("/>") || !PROPERTIES.test(xml.slice(from, from + 220))) continue;
    // an earlier wording that is kept in the properties has properties of its own
    const words = firstOf(xml, from, ["<w:r>", "<w:r ", "</w:p>"]);
    const own = xml.slice(from, words);
    const end = own.lastIndexOf(CLOSE);
    if (end < 0) continue;
    const properties = own.slice(0, end);
    yield { properties: properties.split("<w:pPrChange")[0] ?? properties, behind: from + end + CLOSE.length };
  }
}

/** no properties are longer */
const REACH = 20_000;

function firstOf(xml: string, from: number, marks: readonly string[]): number {
  const near = xml.slice(from, from + REACH);
  return from + Math.min(...marks.map((mark) => near.indexOf(mark)).map((place) => (place < 0 ? near.length : place)));
}

/** What the paragraph itself says goes before what its style says; the list "0" takes it out of all lists. */
function placeIn(properties: string, { styles }: WordNumbering): ListPlace | undefined {
  const own = placeOf(properties);
  const byStyle = styles.get(childValue(properties, "w:pStyle") ?? "");
  const list = own.list ?? byStyle?.list;
  if (list === undefined || list === "0" || isDeleted(properties)) return undefined;
  return { list, level: own.level ?? byStyle?.level ?? 0 };
}

const isDeleted = (properties: string): boolean => elements(properties, "w:del").length > 0;

function counterOf({ lists }: WordNumbering): (place: ListPlace | undefined) => string {
  const counts = new Map<string, number[]>();
  const begun = new Set<string>();
  return (place) => {
    const list = place && lists.get(place.list);
    const level = place && list?.levels.get(place.level);
    if (!place || !list || !level) return "";
    const own = counts.get(list.scheme) ?? [];
    counts.set(list.scheme, own);
    if (!begun.has(place.list)) {
      begun.add(place.list);
      for (const [at, start] of list.restarts) own[at] = start - 1;
    }
    own.length = Math.min(own.length, place.level + 1);
    const startOf = (at: number): number => list.levels.get(at)?.start ?? 1;
    for (let at = 0; at < place.level; at++) own[at] ??= startOf(at);
    own[place.level] = (own[place.level] ?? startOf(place.level) - 1) + 1;
    return labelOf(level, own, list.levels);
  };
}

function labelOf(level: WordLevel, counts: readonly number[], levels: ReadonlyMap<number, WordLevel>): string {
  if (level.format === "bullet" || level.format === "none") return "";
  const text = level.text.replace(/%([1-9])/g, (_, digit: string) => {
    const at = Number(digit) - 1;
    return shownCount(counts[at] ?? 1, levels.get(at)?.format ?? "decimal");
  });
  // a bare number would run into the words
  return /[\p{L}\d]$/u.test(text) ? `${text} ` : text;
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
