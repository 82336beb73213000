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
} as const;
export type MediaType = keyof typeof MEDIA_TYPES;

/** What can be printed in a report: every browser and the command turn these into pictures. */
export const isImage = (type: MediaType): boolean => type.startsWith("image/");

export const mediaType = z.enum(Object.keys(MEDIA_TYPES) as [MediaType, ...MediaType[]]);

/** 200 MB; stated on screen before a file is chosen. */
export const MAX_EVIDENCE_BYTES = 200 * 1024 * 1024;

export const evidenceLink = z.object({ itemKey: z.string(), slot: z.string().optional(), order: z.int() });
export type EvidenceLink = z.infer<typeof evidenceLink>;

/** A record: stable id, immutable content (SHA-256), and the items that it stands under. */
export const evidence = z.object({
  id: z.string(),
  title: z.string().min(1).max(200),
  fileName: z.string().max(255),
  mediaType,
  size: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  addedAt: z.iso.datetime(),
  addedBy: z.string(),
  /** an image that is printed in the report's annex of pictures */
  inReport: z.boolean().default(false),
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
}

/**
 * The numbered catalogue in report order. Numbers are derived, never typed; one file on two items has two.
 * What stands under no section is numbered by its place: 二-01 in the second chapter.
 */
export function catalogue(template: Template, records: readonly Evidence[]): CatalogueEntry[] {
  return outline(template).flatMap((placed) =>
    evidenceOf(placed.item.key, records).map(({ record, link }, index) => ({
      number: `${numberPrefix(placed)}-${String(index + 1).padStart(2, "0")}`,
      evidence: record,
      itemKey: placed.item.key,
      slot: link.slot,
    })),
  );
}

function numberPrefix({ place, label }: PlacedItem): string {
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
export function evidenceOf(itemKey: string, records: readonly Evidence[]): { record: Evidence; link: EvidenceLink }[] {
  return records
    .flatMap((record) => record.links.filter((link) => link.itemKey === itemKey).map((link) => ({ record, link })))
    .sort(
      (a, b) =>
        a.link.order - b.link.order || before(a.record.id, b.record.id) || before(a.link.slot ?? "", b.link.slot ?? ""),
    );
}

const before = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
