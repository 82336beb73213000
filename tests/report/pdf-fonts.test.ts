import { describe, expect, it } from "vitest";
import { TEXT_ROLES } from "#report/fonts.ts";
import { readMetrics } from "#report/layout/font-metrics.ts";
import { readCff } from "#report/pdf/cff-font.ts";
import { flattenGlyph } from "#report/pdf/flatten-glyph.ts";
import { subsetFont } from "#report/pdf/subset-font.ts";
import { diskFonts } from "#tests/report/disk-fonts.ts";

/** A font file around a CFF table, as our reader finds it. */
function wrapped(cff: Uint8Array): Uint8Array {
  const file = new Uint8Array(28 + cff.length);
  const view = new DataView(file.buffer);
  file.set([0x4f, 0x54, 0x54, 0x4f, 0, 1]);
  file.set([0x43, 0x46, 0x46, 0x20], 12);
  view.setUint32(20, 28);
  view.setUint32(24, cff.length);
  file.set(cff, 28);
  return file;
}

describe.each([...TEXT_ROLES, "fallback"] as const)("a subset of %s", async (role) => {
  const bytes = await diskFonts(`${role}.otf`);
  const metrics = readMetrics(bytes);
  const wanted = [..."教育A1，。（）—…％"].map((character) => metrics.glyph(character.codePointAt(0) ?? 0));
  const glyphs = [0, ...wanted.filter((glyph) => glyph !== 0)];
  const source = readCff(bytes);
  const subset = readCff(wrapped(subsetFont(bytes, glyphs)));

  it("holds these glyphs and no other, under the font's own name", () => {
    expect(glyphs.length).toBeGreaterThan(9);
    expect(subset.glyphs.count).toBe(glyphs.length);
    expect(subset.name).toBe(source.name);
  });

  it("draws them as the font does, without subroutines", () => {
    expect(subset.globals.count).toBe(0);
    for (const [code, glyph] of glyphs.entries()) {
      const part = source.parts[source.partOf(glyph)];
      const copied = subset.parts[subset.partOf(code)];
      if (!part || !copied) throw new Error(`no part for glyph ${glyph}`);
      expect(copied.subroutines.count).toBe(0);
      expect(copied.hints.map(({ operator, operands }) => [operator, operands])).toEqual(
        part.hints.map(({ operator, operands }) => [operator, operands]),
      );
      const flat = flattenGlyph(source.glyphs.at(glyph), part.subroutines, source.globals);
      expect(Buffer.compare(subset.glyphs.at(code), flat)).toBe(0);
      expect(flat.at(-1)).toBe(14);
    }
  });
});
