import type { TextRun } from "#core/document/model.ts";
import { cleanText } from "#report/clean-text.ts";
import { FONT_FILES, type FontRole, type FontSet, TEXT_ROLES, type TextRole } from "#report/fonts.ts";
import type { Cell } from "#report/layout/compose.ts";
import { type FontMetrics, readMetrics } from "#report/layout/font-metrics.ts";

/** Printers' mark for a missing sort: what is shown where no font has the character. */
const MISSING = "〓";

export interface Typesetter {
  /** One list of cells per line of the source, each character in a font that has it. */
  cells: (runs: readonly TextRun[], role: TextRole, size: number) => Cell[][];
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
    const found = known.get(role)?.get(character) ?? find(character, role);
    known.get(role)?.set(character, found);
    return found;
  };

  return {
    cells: (runs, role, size) => {
      const lines: Cell[][] = [[]];
      for (const run of runs)
        for (const character of cleanText(run.text)) {
          if (character === "\n") {
            lines.push([]);
            continue;
          }
          const { shown, font, em } = glyph(character, role);
          lines.at(-1)?.push({ character: shown, font, width: em * size, gap: run.gap === true });
        }
      return lines;
    },
    missing: () => [...missing],
  };
}
