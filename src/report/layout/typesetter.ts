import type { TextRun } from "#core/document/model.ts";
import { cleanText } from "#report/clean-text.ts";
import { FONT_FILES, type FontRole, type FontSet, TEXT_ROLES, type TextRole } from "#report/fonts.ts";
import type { Cell } from "#report/layout/compose.ts";
import { type FontMetrics, readMetrics } from "#report/layout/font-metrics.ts";

/** Printers' mark for a missing sort: what is shown where no font has the character. */
const MISSING = "〓";
const NEW_LINE = 10;

export interface Typesetter {
  /** One list of cells per line of the source, each character in a font that has it. */
  cells: (runs: readonly TextRun[], role: TextRole, size: number) => Cell[][];
  /** points that a text takes in one font, set without spacing; characters that it lacks take one em */
  width: (text: string, font: FontRole, size: number) => number;
  /** the same for a text as `cells` would set it */
  textWidth: (text: string, role: TextRole, size: number) => number;
  /** characters that no font had, in order of appearance */
  missing: () => string[];
}

interface Glyph {
  shown: string;
  font: FontRole;
  em: number;
}

export function createTypesetter(fonts: FontSet): Typesetter {
  const metrics = new Map<FontRole, FontMetrics>(TEXT_ROLES.map((role) => [role, readMetrics(fonts[role])]));
  if (fonts.fallback) metrics.set("fallback", readMetrics(fonts.fallback));
  const missing = new Set<string>();

  const advance = (role: FontRole, character: string): number | undefined =>
    metrics.get(role)?.advance(character.codePointAt(0) ?? 0);

  const find = (character: string, role: TextRole): Glyph => {
    for (const font of [role, "fallback"] as const) {
      const em = advance(font, character);
      if (em !== undefined) return { shown: character, font, em };
    }
    missing.add(character);
    const em = advance(role, MISSING);
    if (em === undefined) throw new Error(`${FONT_FILES[role]} lacks ${MISSING}`);
    return { shown: MISSING, font: role, em };
  };

  const known = new Map<TextRole, Map<string, Glyph>>(TEXT_ROLES.map((role) => [role, new Map()]));
  const glyph = (character: string, role: TextRole): Glyph => {
    const found = known.get(role)?.get(character);
    if (found) return found;
    const fresh = find(character, role);
    known.get(role)?.set(character, fresh);
    return fresh;
  };

  /** Cells are never changed, so equal characters share one. */
  const cases = new Map<string, Map<number, Cell>>();
  const cellCase = (role: TextRole, size: number, gap: boolean): ((codePoint: number) => Cell) => {
    const name = `${role} ${size} ${gap}`;
    const held = cases.get(name) ?? new Map<number, Cell>();
    cases.set(name, held);
    return (codePoint) => {
      const found = held.get(codePoint);
      if (found) return found;
      const { shown, font, em } = glyph(String.fromCodePoint(codePoint), role);
      const fresh = { character: shown, font, width: em * size, gap };
      held.set(codePoint, fresh);
      return fresh;
    };
  };

  return {
    cells: (runs, role, size) => {
      let line: Cell[] = [];
      const lines = [line];
      for (const run of runs) {
        const cell = cellCase(role, size, run.gap === true);
        const text = cleanText(run.text);
        for (let index = 0; index < text.length; index += 1) {
          const codePoint = text.codePointAt(index) ?? 0;
          if (codePoint > 0xffff) index += 1;
          if (codePoint === NEW_LINE) {
            line = [];
            lines.push(line);
          } else line.push(cell(codePoint));
        }
      }
      return lines;
    },
    width: (text, font, size) => {
      let em = 0;
      for (const character of text) em += advance(font, character) ?? 1;
      return em * size;
    },
    textWidth: (text, role, size) => {
      let em = 0;
      for (const character of text) em += glyph(character, role).em;
      return em * size;
    },
    missing: () => [...missing],
  };
}
