/**
 * Widths and coverage of an OpenType font, read from `head`, `hhea`, `hmtx` and the `cmap`'s Unicode BMP table
 * (format 4): all that line breaking needs, without parsing an outline.
 */
export interface FontMetrics {
  /** width in em; undefined = the font has no glyph for it */
  advance: (codePoint: number) => number | undefined;
  /** index in the font; 0 = none */
  glyph: (codePoint: number) => number;
  /** width of a glyph in em */
  width: (glyph: number) => number;
  /** from the baseline to the top and the bottom of a line, in em */
  ascent: number;
  descent: number;
}

const read = new WeakMap<Uint8Array, FontMetrics>();

/** Each font is read once. */
export function readMetrics(bytes: Uint8Array): FontMetrics {
  const found = read.get(bytes);
  if (found) return found;
  const fresh = parseMetrics(bytes);
  read.set(bytes, fresh);
  return fresh;
}

function parseMetrics(bytes: Uint8Array): FontMetrics {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = (tag: string): number => tableOf(view, tag);
  const em = view.getUint16(at("head") + 18);
  const hhea = at("hhea");
  const longMetrics = view.getUint16(hhea + 34);
  const hmtx = at("hmtx");
  const glyphs = characterMap(view, at("cmap"));
  const glyph = (codePoint: number): number => glyphs[codePoint] ?? 0;
  const width = (index: number): number => view.getUint16(hmtx + 4 * Math.min(index, longMetrics - 1)) / em;
  return {
    glyph,
    width,
    advance: (codePoint) => {
      const index = glyph(codePoint);
      return index === 0 ? undefined : width(index);
    },
    ascent: view.getInt16(hhea + 4) / em,
    descent: view.getInt16(hhea + 6) / em,
  };
}

/** Where a table begins in the file. */
export function tableOf(view: DataView, tag: string): number {
  const count = view.getUint16(4);
  for (let index = 0; index < count; index += 1) {
    const entry = 12 + 16 * index;
    const name = String.fromCharCode(...[0, 1, 2, 3].map((byte) => view.getUint8(entry + byte)));
    if (name === tag) return view.getUint32(entry + 8);
  }
  throw new Error(`font without ${tag} table`);
}

/** Glyph by code point, for the basic plane. */
function characterMap(view: DataView, cmap: number): Uint16Array {
  const table = segmentTable(view, cmap);
  const doubled = view.getUint16(table + 6);
  const [ends, starts] = [table + 14, table + 16 + doubled];
  const [deltas, ranges] = [starts + doubled, starts + 2 * doubled];
  const glyphs = new Uint16Array(0x10000);
  for (let segment = 0; segment < doubled; segment += 2) {
    const [start, end] = [view.getUint16(starts + segment), view.getUint16(ends + segment)];
    const delta = view.getUint16(deltas + segment);
    const range = view.getUint16(ranges + segment);
    for (let code = start; code <= end && code < 0xffff; code += 1) {
      const index = range === 0 ? code : view.getUint16(ranges + segment + range + 2 * (code - start));
      glyphs[code] = range !== 0 && index === 0 ? 0 : (index + delta) & 0xffff;
    }
  }
  return glyphs;
}

function segmentTable(view: DataView, cmap: number): number {
  const count = view.getUint16(cmap + 2);
  for (let index = 0; index < count; index += 1) {
    const offset = cmap + view.getUint32(cmap + 8 + 8 * index);
    if (view.getUint16(offset) === 4) return offset;
  }
  throw new Error("font without a Unicode cmap of format 4");
}
