import { type Discretion, WITHHELD } from "#core/evidence/audience.ts";
import { catalogue, type Evidence, MEDIA_TYPES } from "#core/evidence/evidence.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { findItem, placedTitle } from "#core/template/outline.ts";

/** A line of a catalogue as this reader may see it. */
export interface EvidenceRow {
  number: string;
  /** the section's or the item's heading, whichever stands higher */
  group: string;
  itemTitle: string;
  title: string;
  issuer: string;
  docNumber: string;
  date: string;
  pages: string;
  type: string;
  /** undefined = confidential, and this reader is told no more than its number */
  evidence: Evidence | undefined;
}

/** The numbered catalogue. Numbers are those of the whole, whatever a reader does not see of it. */
export function evidenceRows(content: SubmissionContent, discretion: Discretion): EvidenceRow[] {
  return catalogue(content.template, content.evidence).flatMap(({ number, itemKey, evidence, link }): EvidenceRow[] => {
    const placed = findItem(content.template, itemKey);
    const itemTitle = placed ? placedTitle(placed) : "";
    const place = {
      number,
      itemTitle,
      group: placed?.place.kind === "section" ? placed.place.section.heading : itemTitle,
    };
    if (evidence.confidential && discretion === "hidden") return [];
    if (evidence.confidential && discretion === "named")
      return [{ ...place, title: WITHHELD, ...NOTHING_TOLD, evidence: undefined }];
    const { title, issuer, docNumber } = evidence;
    return [
      {
        ...place,
        title,
        issuer,
        docNumber,
        date: evidence.date ?? "",
        pages: link.pagesCited ?? "",
        type: MEDIA_TYPES[evidence.mediaType].label,
        evidence,
      },
    ];
  });
}

const NOTHING_TOLD = { issuer: "", docNumber: "", date: "", pages: "", type: "" };
