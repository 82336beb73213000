import type { Unit } from "#core/importer/match-units.ts";
import type { Range } from "#core/importer/source-line.ts";

/** A unit with its places in the source. */
export interface SourceUnit extends Unit, Range {
  /** where its heading's words begin */
  words: number;
  body: number;
  /** it was cut out of a longer one by its content */
  doubtful?: boolean;
}
