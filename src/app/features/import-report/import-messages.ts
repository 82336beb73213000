import type { ImportResult } from "#core/importer/import-result.ts";
import type { Move } from "#core/importer/moves.ts";
import type { IndicatorTable } from "#core/indicator/indicator.ts";
import type { Template } from "#core/template/schema.ts";

/** A file as it was chosen, or words that were pasted. */
export type ImportInput =
  | { kind: "file"; name: string; bytes: Uint8Array<ArrayBuffer> }
  | { kind: "text"; text: string };

/** What a person has said about a source that was read. */
export interface ImportWishes {
  /** the report year, where it is not the one that the source names */
  year: number | undefined;
  moves: readonly Move[];
}

export type ImportRequest = { run: number } & (
  | { task: "open"; input: ImportInput; template: Template; indicators: IndicatorTable }
  | { task: "again"; wishes: ImportWishes }
);

export interface ReadReport {
  source: string;
  result: ImportResult;
  /** the source is in traditional characters, and was read in simplified ones */
  traditional: boolean;
}

export type ImportReply = { run: number } & ({ ok: true; read: ReadReport } | { ok: false; message: string });
