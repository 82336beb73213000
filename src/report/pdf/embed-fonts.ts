import { FONT_FILES, type FontRole, type FontSet } from "#report/fonts.ts";
import { readMetrics, tableOf } from "#report/layout/font-metrics.ts";
import { readCff } from "#report/pdf/cff-font.ts";
import type { PdfDocument, PdfObject } from "#report/pdf/engine.ts";
import { subsetFont } from "#report/pdf/subset-font.ts";

/** A font of the file: its name in the pages' resources, and the codes of the characters that were used. */
export interface EmbeddedFont {
  name: string;
  reference: PdfObject;
  /** from the baseline to the top of the em square, in em */
  ascent: number;
  /** the text's codes as hexadecimal digits */
  encode: (text: string) => string;
}

export interface FontShelf {
  use: (role: FontRole) => EmbeddedFont;
  /** writes the fonts that were used; after the last text */
  finish: () => void;
}

const THOUSANDTHS = 1000;
/** Entries that a block of a ToUnicode map may hold. */
const BLOCK = 100;

/** Fonts come into the file when they are first used, each cut to the characters that were drawn with it. */
export function createFontShelf(pdf: PdfDocument, fonts: FontSet): FontShelf {
  const open = new Map<FontRole, EmbeddedFont & { close: () => void }>();
  return {
    use: (role) => {
      const found = open.get(role);
      if (found) return found;
      const bytes = fonts[role];
      if (!bytes) throw new Error(`${FONT_FILES[role]} is used but was not loaded`);
      const fresh = openFont(pdf, `F${open.size + 1}`, bytes);
      open.set(role, fresh);
      return fresh;
    },
    finish: () => {
      for (const font of open.values()) font.close();
    },
  };
}

function openFont(pdf: PdfDocument, name: string, bytes: Uint8Array): EmbeddedFont & { close: () => void } {
  const metrics = readMetrics(bytes);
  const reference = pdf.ref();
  /** by code in the file; a code stands for a character, so that two characters of one shape stay apart */
  const glyphs = [0];
  const characters: number[] = [0];
  const codes = new Map<number, string>();
  const codeOf = (codePoint: number): string => {
    const code = glyphs.push(metrics.glyph(codePoint)) - 1;
    characters.push(codePoint);
    const digits = code.toString(16).padStart(4, "0");
    codes.set(codePoint, digits);
    return digits;
  };
  return {
    name,
    reference,
    ascent: metrics.ascent,
    encode: (text) => {
      let digits = "";
      for (let index = 0; index < text.length; index += 1) {
        const codePoint = text.codePointAt(index) ?? 0;
        if (codePoint > 0xffff) index += 1;
        digits += codes.get(codePoint) ?? codeOf(codePoint);
      }
      return digits;
    },
    close: () => writeFont(pdf, reference, bytes, glyphs, characters),
  };
}

function writeFont(
  pdf: PdfDocument,
  reference: PdfObject,
  bytes: Uint8Array,
  glyphs: readonly number[],
  characters: readonly number[],
): void {
  const metrics = readMetrics(bytes);
  const program = pdf.ref({ Subtype: "CIDFontType0C" });
  program.end(subsetFont(bytes, glyphs));
  const name = `${tagOf(characters)}+${readCff(bytes).name}`;
  const [ascent, descent] = [metrics.ascent * THOUSANDTHS, metrics.descent * THOUSANDTHS];
  const descriptor = pdf.ref({
    Type: "FontDescriptor",
    FontName: name,
    Flags: 4,
    FontBBox: boxOf(bytes),
    ItalicAngle: 0,
    Ascent: ascent,
    Descent: descent,
    CapHeight: ascent,
    StemV: 80,
    FontFile3: program,
  });
  descriptor.end();
  const descendant = pdf.ref({
    Type: "Font",
    Subtype: "CIDFontType0",
    BaseFont: name,
    CIDSystemInfo: { Registry: textOf("Adobe"), Ordering: textOf("Identity"), Supplement: 0 },
    FontDescriptor: descriptor,
    DW: THOUSANDTHS,
    W: glyphs.flatMap((glyph, code) => {
      const width = Math.round(metrics.width(glyph) * THOUSANDTHS);
      return width === THOUSANDTHS ? [] : [code, [width]];
    }),
  });
  descendant.end();
  const unicode = pdf.ref();
  unicode.end(toUnicode(characters));
  reference.data = {
    Type: "Font",
    Subtype: "Type0",
    BaseFont: name,
    Encoding: "Identity-H",
    DescendantFonts: [descendant],
    ToUnicode: unicode,
  };
  reference.end();
}

/** The engine writes primitive strings as names and String objects as texts. */
export const textOf = (text: string): InstanceType<typeof String> => Object(text);

function boxOf(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = tableOf(view, "head");
  const em = view.getUint16(head + 18);
  return [36, 38, 40, 42].map((at) => Math.round((view.getInt16(head + at) / em) * THOUSANDTHS));
}

/** Six letters that mark a subset, the same for the same characters (FNV-1a). */
function tagOf(characters: readonly number[]): string {
  let hash = 0x811c9dc5;
  for (const character of characters) hash = Math.imul(hash ^ character, 0x01000193) >>> 0;
  return Array.from({ length: 6 }, (_, place) => String.fromCharCode(65 + (Math.floor(hash / 26 ** place) % 26))).join(
    "",
  );
}

/** The map by which readers get text back from codes. */
function toUnicode(characters: readonly number[]): string {
  const lines = characters.slice(1).map((codePoint, index) => {
    const units = Array.from(String.fromCodePoint(codePoint).split(""), (unit) => hex4(unit.charCodeAt(0)));
    return `<${hex4(index + 1)}> <${units.join("")}>`;
  });
  const blocks = Array.from({ length: Math.ceil(lines.length / BLOCK) }, (_, block) => {
    const entries = lines.slice(block * BLOCK, (block + 1) * BLOCK);
    return `${entries.length} beginbfchar\n${entries.join("\n")}\nendbfchar`;
  });
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
${blocks.join("\n")}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`;
}

const hex4 = (value: number): string => value.toString(16).padStart(4, "0");
