import { annexStart, bodyRange } from "#core/importer/body-range.ts";
import { withoutContents } from "#core/importer/contents.ts";
import { type FrontMatter, frontMatter } from "#core/importer/front-matter.ts";
import type { ReportMeta } from "#core/importer/import-result.ts";
import { readLines } from "#core/importer/read-lines.ts";
import { metaOf } from "#core/importer/report-meta.ts";
import type { SourceLine } from "#core/importer/source-line.ts";
import { type TailMatter, tailMatter } from "#core/importer/tail-matter.ts";

/** What stands around the text of a report. */
export interface ReportFrame {
  /** the line of the first heading */
  begin: number;
  front: FrontMatter;
  tail: TailMatter;
  meta: ReportMeta;
}

export function readFrame(lines: readonly SourceLine[], year?: number): ReportFrame {
  const begin = bodyRange(lines);
  // annexes stay unplaced: tables and lists are no answers
  const tail = tailMatter(lines.slice(0, annexStart(lines, begin)), begin);
  const front = frontMatter(lines.slice(0, Math.min(begin, tail.from)));
  return { begin, front, tail, meta: metaOf(front, tail, year) };
}

/** The year that a text was written for, as an import reads it. */
export const yearOfSource = (source: string): number | undefined =>
  readFrame(withoutContents(readLines(source))).meta.year;
