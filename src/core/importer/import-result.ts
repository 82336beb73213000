import type { DocumentRef, Entry } from "#core/field/value.ts";
import type { ReadStages } from "#core/importer/read-stages.ts";
import type { ReadValue } from "#core/importer/read-values.ts";
import type { Sense } from "#core/importer/sense.ts";
import type { Range } from "#core/importer/source-line.ts";
import type { Certainty, FaultKind } from "#core/prose/fault.ts";

/** What the page and the frame of the report say. */
export interface ReportMeta {
  title: string;
  /** of a letter or notice that encloses the report */
  otherTitles: string[];
  year: number | undefined;
  district: string | undefined;
  addressee: string | undefined;
  signatory: string | undefined;
  date: string | undefined;
  note: string | undefined;
  mark: string | undefined;
  /** fields of the disclosure page under their common names; an empty one was empty on the page */
  disclosure: Record<string, string>;
}

/** A heading of the source. */
export interface OutlineEntry extends Range {
  level: number;
  number: number;
  label: string;
  heading: string;
  children: OutlineEntry[];
}

export interface ReadDocument extends Range {
  field: string;
  document: DocumentRef;
  /** the 文号 was damaged and has been read through */
  repaired: boolean;
}

export interface ImportedItem {
  /** key of the checklist's item */
  item: string;
  /** as the source counts, and its heading */
  number: number;
  heading: string;
  /** behind the heading, as it stands in the source, paragraphs parted by line breaks */
  text: string;
  /** the same without the additions of re-hosting sites, in simplified characters */
  reading: string;
  /** 0 to 1 */
  confidence: number;
  /** too unsure to go without a question */
  ask: boolean;
  values: ReadValue[];
  documents: ReadDocument[];
  /** figures by school stage */
  stages?: ReadStages;
  /** where it stands; several where parts of the report were put together */
  ranges: Range[];
}

/** The words of a chapter before its entries. */
export interface ImportedChapter extends Range {
  item: string;
  sense: Exclude<Sense, "work">;
  heading: string;
  text: string;
  reading: string;
  confidence: number;
  ask: boolean;
}

export interface ImportedEntry extends Entry, Range {
  number: number;
  /** the text without additions, in simplified characters */
  reading: string;
}

export interface ImportRepair extends Range {
  original: string;
  replacement: string;
  kind: FaultKind | "added-sound" | "script";
  certainty: Certainty;
  /** all ways in which the place can be read */
  readings?: readonly string[];
  item?: string;
}

export type Destination =
  | { kind: "meta" }
  | { kind: "outline" }
  | { kind: "item"; item: string }
  | { kind: "problems" }
  | { kind: "nextSteps" }
  | { kind: "furniture" }
  | { kind: "unplaced" };

/** The whole source in pieces, without gap or overlap: nothing is dropped. */
export type Segment = Range & Destination;

export interface ImportNote {
  code: `import.${string}`;
  message: string;
}

export interface ImportResult {
  meta: ReportMeta;
  outline: OutlineEntry[];
  opening: { text: string; reading: string; ranges: Range[] } | undefined;
  items: ImportedItem[];
  chapters: ImportedChapter[];
  problems: ImportedEntry[];
  nextSteps: ImportedEntry[];
  unplaced: (Range & { text: string })[];
  furniture: (Range & { text: string })[];
  repairs: ImportRepair[];
  notes: ImportNote[];
  segments: Segment[];
}
