import { z } from "zod";
import { assertNever } from "#core/result.ts";
import { outline, type PlacedItem } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";

/** What may be stored. The type is decided by the content's first bytes, never by the name. */
export const MEDIA_TYPES = {
  "application/pdf": { label: "PDF", extensions: ["pdf"] },
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": { label: "Word", extensions: ["docx"] },
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": { label: "Excel", extensions: ["xlsx"] },
  "application/msword": { label: "Word", extensions: ["doc", "wps"] },
  "application/vnd.ms-excel": { label: "Excel", extensions: ["xls", "et"] },
  "image/jpeg": { label: "图片", extensions: ["jpg", "jpeg"] },
  "image/png": { label: "图片", extensions: ["png"] },
  "image/gif": { label: "图片", extensions: ["gif"] },
  "image/webp": { label: "图片", extensions: ["webp"] },
  "application/zip": { label: "ZIP", extensions: ["zip"] },
  "text/plain": { label: "文本", extensions: ["txt"] },
  "text/csv": { label: "CSV", extensions: ["csv"] },
} as const;
export type MediaType = keyof typeof MEDIA_TYPES;

/** What can be printed in a report: every browser and the command turn these into pictures. */
export const isImage = (type: MediaType): boolean => type.startsWith("image/");

export const mediaType = z.enum(Object.keys(MEDIA_TYPES) as [MediaType, ...MediaType[]]);

/** 2 GB; stated on screen before a file is chosen. */
export const MAX_EVIDENCE_BYTES = 2 * 1024 * 1024 * 1024;

export const evidenceLink = z.object({
  itemKey: z.string(),
  slot: z.string().optional(),
  order: z.int(),
  /** the pages that the item rests on: 3—5、8 */
  pagesCited: z.string().optional(),
});
export type EvidenceLink = z.infer<typeof evidenceLink>;

/** What a record says of its document beyond the bytes; "" and null = not stated. */
export const description = z.object({
  /** 发文机关 */
  issuer: z.string().max(100),
  /** 文号, with 〔〕 where it has a year; a malformed one is kept and pointed at */
  docNumber: z.string().max(60),
  /** of the document, not of the upload */
  date: z.iso.date().nullable(),
  effectiveFrom: z.iso.date().nullable(),
  effectiveUntil: z.iso.date().nullable(),
  confidential: z.boolean(),
});
export type Description = z.infer<typeof description>;

export const UNDESCRIBED: Description = {
  issuer: "",
  docNumber: "",
  date: null,
  effectiveFrom: null,
  effectiveUntil: null,
  confidential: false,
};

/** What a file's bytes are, and what was found in them. */
export const fileContent = z.object({
  fileName: z.string().max(255),
  mediaType,
  size: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** what the reader of the file should know beforehand: macros, encrypted */
  flags: z.array(z.string()),
  pages: z.int().min(0).optional(),
  width: z.int().min(0).optional(),
  height: z.int().min(0).optional(),
});
export type FileContent = z.infer<typeof fileContent>;

/** A file that once was, or is, the record's content. Never changes. */
export const evidenceRevision = z.object({
  /** counted from 1 */
  revision: z.int().min(1),
  ...fileContent.shape,
  addedAt: z.iso.datetime(),
  addedBy: z.string(),
});
export type EvidenceRevision = z.infer<typeof evidenceRevision>;

/** A record: stable id, content by SHA-256 in immutable revisions, and the items that it stands under. */
export const evidence = z.object({
  id: z.string(),
  title: z.string().min(1).max(200),
  /** of the newest revision */
  ...fileContent.shape,
  revision: z.int().min(1),
  ...description.shape,
  addedAt: z.iso.datetime(),
  addedBy: z.string(),
  /** an image that is printed in the report's annex of pictures */
  inReport: z.boolean().default(false),
  /** the newest earlier year in which the same organisation used the same bytes */
  alsoIn: z.int().optional(),
  /** taken over from that report year, and nobody has vouched for it since: it counts for nothing yet */
  carried: z.int().optional(),
  /** empty = detached: kept in the library, listed under no item */
  links: z.array(evidenceLink),
});
export type Evidence = z.infer<typeof evidence>;

export interface CatalogueEntry {
  /** 3-2-01: section, item in the section, running number in the item */
  number: string;
  evidence: Evidence;
  itemKey: string;
  slot: string | undefined;
  link: EvidenceLink;
}

/**
 * The numbered catalogue in report order. Numbers are derived, never typed; one file on two items has two. What is
 * last year's and not vouched for has none.
 * What stands under no section is numbered by its place: 二-01 in the second chapter.
 */
export function catalogue(template: Template, records: readonly Evidence[]): CatalogueEntry[] {
  const settled = records.filter((record) => record.carried === undefined);
  return outline(template).flatMap((placed) =>
    evidenceOf(placed.item.key, settled).map(({ record, link }, index) => ({
      number: `${itemNumber(placed)}-${String(index + 1).padStart(2, "0")}`,
      evidence: record,
      itemKey: placed.item.key,
      slot: link.slot,
      link,
    })),
  );
}

/** What the numbers of an item's evidence begin with: 3-2, 二, 封面. */
export function itemNumber({ place, label }: PlacedItem): string {
  switch (place.kind) {
    case "cover":
      return "封面";
    case "opening":
      return "前言";
    case "section":
      return `${place.sectionNumber}-${place.indexInSection}`;
    case "part":
      return label;
    default:
      return assertNever(place);
  }
}

/** The records of one item in their order there. */
export function evidenceOf<Linked extends Pick<Evidence, "id" | "links">>(
  itemKey: string,
  records: readonly Linked[],
): { record: Linked; link: EvidenceLink }[] {
  return records
    .flatMap((record) => record.links.filter((link) => link.itemKey === itemKey).map((link) => ({ record, link })))
    .sort(
      (a, b) =>
        a.link.order - b.link.order || before(a.record.id, b.record.id) || before(a.link.slot ?? "", b.link.slot ?? ""),
    );
}

const before = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
