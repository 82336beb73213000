import { byteWriter } from "#report/pdf/bytes.ts";
import { type CffFont, type DictEntry, readCff } from "#report/pdf/cff-font.ts";
import { flattenGlyph } from "#report/pdf/flatten-glyph.ts";

/** Numbers of the first two strings that a font adds to the standard ones. */
const ADOBE = 391;
const IDENTITY = 392;
/** How many bytes an offset takes in a DICT, so that its size is known before its values. */
const OFFSET = 5;

/**
 * A font program with these glyphs only, numbered from 0 in this order; the first must be the font's glyph 0.
 * Written as the Compact Font Format asks (Adobe Technical Note 5176), CID-keyed, without subroutines.
 */
export function subsetFont(file: Uint8Array, glyphs: readonly number[]): Uint8Array<ArrayBuffer> {
  const font = readCff(file);
  const used = [...new Set(glyphs.map(font.partOf))];
  const partOf = glyphs.map((glyph) => used.indexOf(font.partOf(glyph)));
  const outlines = index(glyphs.map((glyph) => outline(font, glyph)));
  const privates = used.map((part) => dict(font.parts[part]?.hints ?? []));

  const head = concat([new Uint8Array([1, 0, 4, 4]), index([ascii(font.name)])]);
  const strings = concat([index([ascii("Adobe"), ascii("Identity")]), index([])]);
  const charset = glyphs.length > 1 ? [2, 0, 1, ...twoBytes(glyphs.length - 2)] : [0];
  const select = [0, ...partOf];

  const topAt = head.length;
  const topSize = index([top(font, glyphs.length, { charset: 0, select: 0, glyphs: 0, parts: 0 })]).length;
  const charsetAt = topAt + topSize + strings.length;
  const selectAt = charsetAt + charset.length;
  const glyphsAt = selectAt + select.length;
  const privatesAt = glyphsAt + outlines.length;
  const partsAt = privatesAt + privates.reduce((sum, each) => sum + each.length, 0);
  let at = privatesAt;
  const parts = privates.map((each) => {
    const pointer = [...offset(each.length), ...offset(at), 18];
    at += each.length;
    return new Uint8Array(pointer);
  });
  return concat([
    head,
    index([top(font, glyphs.length, { charset: charsetAt, select: selectAt, glyphs: glyphsAt, parts: partsAt })]),
    strings,
    new Uint8Array(charset),
    new Uint8Array(select),
    outlines,
    ...privates,
    index(parts),
  ]);
}

function outline(font: CffFont, glyph: number): Uint8Array {
  const part = font.parts[font.partOf(glyph)];
  if (!part) throw new Error(`font ${font.name} has no part for glyph ${glyph}`);
  return flattenGlyph(font.glyphs.at(glyph), part.subroutines, font.globals);
}

function top(
  font: CffFont,
  count: number,
  at: { charset: number; select: number; glyphs: number; parts: number },
): Uint8Array {
  const box = font.box ? [...font.box, 5] : [];
  return new Uint8Array([
    ...[...offset(ADOBE), ...offset(IDENTITY), ...offset(0), 12, 30],
    ...box,
    ...[...offset(count), 12, 34],
    ...[...offset(at.charset), 15],
    ...[...offset(at.select), 12, 37],
    ...[...offset(at.glyphs), 17],
    ...[...offset(at.parts), 12, 36],
  ]);
}

const twoBytes = (value: number): number[] => [(value >> 8) & 0xff, value & 0xff];

const offset = (value: number): number[] => [29, ...twoBytes(value >> 16), ...twoBytes(value)].slice(0, OFFSET);

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

function dict(entries: readonly DictEntry[]): Uint8Array {
  return concat(
    entries.map(({ operator, raw }) =>
      concat([raw, new Uint8Array(operator >= 1200 ? [12, operator - 1200] : [operator])]),
    ),
  );
}

function index(items: readonly Uint8Array[]): Uint8Array {
  if (items.length === 0) return new Uint8Array([0, 0]);
  const size = 4;
  const writer = byteWriter(3 + (items.length + 1) * size + items.reduce((sum, item) => sum + item.length, 0));
  writer.number(items.length, 2);
  writer.byte(size);
  let at = 1;
  writer.number(at, size);
  for (const item of items) {
    at += item.length;
    writer.number(at, size);
  }
  for (const item of items) writer.bytes(item);
  return writer.from(0);
}

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const writer = byteWriter(parts.reduce((sum, part) => sum + part.length, 0));
  for (const part of parts) writer.bytes(part);
  return writer.from(0);
}
