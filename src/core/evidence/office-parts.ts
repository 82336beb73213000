import type { MediaType } from "#core/evidence/evidence.ts";
import type { ZipEntry } from "#core/evidence/zip-directory.ts";

const WORD =
  /application\/vnd\.(?:openxmlformats-officedocument\.wordprocessingml\.(?:document|template)\.main|ms-word\.(?:document|template)\.macroEnabled(?:Template)?\.main)\+xml/;
const EXCEL =
  /application\/vnd\.(?:openxmlformats-officedocument\.spreadsheetml\.(?:sheet|template)\.main\+xml|ms-excel\.(?:sheet|template)\.macroEnabled\.main\+xml|ms-excel\.sheet\.binary\.macroEnabled\.main)/;

/** What the list of content types (ECMA-376, part 2) says that a package is; "other" = a presentation, a drawing, … */
export function contentTypesKind(types: string): MediaType | "other" {
  if (WORD.test(types)) return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  if (EXCEL.test(types)) return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return "other";
}

/** Visual Basic, or the macro sheets of old Excel. */
export const hasMacros = (types: string, entries: readonly ZipEntry[]): boolean =>
  /vbaProject|macroEnabled\.main|macrosheet/i.test(types) ||
  entries.some(({ name }) => /(^|\/)vbaProject\.bin$|^xl\/macrosheets\//i.test(name));
