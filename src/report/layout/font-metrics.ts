/**
 * Widths and coverage of an OpenType font, read from `head`, `hhea`, `hmtx` and the `cmap`'s Unicode BMP table
 * (format 4): all that line breaking needs, without parsing an outline.
 */
export interface FontMetrics {
  /** width in em; undefined = the font has no glyph for it */
  advance: (codePoint: number) => number | undefined;
}

export function readMetrics(bytes: Uint8Array): FontMetrics {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = readDirectory(view);
  const at = (tag: string): number => {
    const offset = tables.get(tag);
    if (offset === undefined) throw new Error(`font without ${tag} table`);
    return offset;
  };
  const em = view.getUint16(at("head") + 18);
  const longMetrics = view.getUint16(at("hhea") + 34);
  const hmtx = at("hmtx");
  const glyph = glyphLookup(view, at("cmap"));
  return {
    advance: (codePoint) => {
      const index = glyph(codePoint);
      if (index === 0) return undefined;
      return view.getUint16(hmtx + 4 * Math.min(index, longMetrics - 1)) / em;
    },
  };
}

function readDirectory(view: DataView): Map<string, number> {
  const tables = new Map<string, number>();
  const count = view.getUint16(4);
  for (let index = 0; index < count; index += 1) {
    const entry = 12 + 16 * index;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((byte) => view.getUint8(entry + byte)));
    tables.set(tag, view.getUint32(entry + 8));
  }
  return tables;
}

function glyphLookup(view: DataView, cmap: number): (codePoint: number) => number {
  const table = segmentTable(view, cmap);
  const doubled = view.getUint16(table + 6);
  const [ends, starts] = [table + 14, table + 16 + doubled];
  const [deltas, ranges] = [starts + doubled, starts + 2 * doubled];
  return (codePoint) => {
    if (codePoint > 0xffff) return 0;
    let [low, high] = [0, doubled / 2 - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (view.getUint16(ends + 2 * middle) < codePoint) low = middle + 1;
      else high = middle;
    }
    const start = view.getUint16(starts + 2 * low);
    if (codePoint < start || codePoint > view.getUint16(ends + 2 * low)) return 0;
    const delta = view.getUint16(deltas + 2 * low);
    const range = view.getUint16(ranges + 2 * low);
    if (range === 0) return (codePoint + delta) & 0xffff;
    const index = view.getUint16(ranges + 2 * low + range + 2 * (codePoint - start));
    return index === 0 ? 0 : (index + delta) & 0xffff;
  };
}

function segmentTable(view: DataView, cmap: number): number {
  const count = view.getUint16(cmap + 2);
  for (let index = 0; index < count; index += 1) {
    const offset = cmap + view.getUint32(cmap + 8 + 8 * index);
    if (view.getUint16(offset) === 4) return offset;
  }
  throw new Error("font without a Unicode cmap of format 4");
}
