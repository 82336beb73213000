import { type Audience, discretionFor } from "#core/evidence/audience.ts";
import { type CatalogueEntry, catalogue, type Evidence, itemNumber, MEDIA_TYPES } from "#core/evidence/evidence.ts";
import { safeName } from "#core/safe-name.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { findItem, type PlacedItem } from "#core/template/outline.ts";

/** Windows counts 260 characters from the drive letter on: these leave a third of them to the folder it is unpacked in. */
const FOLDER = { characters: 30, bytes: 120 };
const FILE = { characters: 80, bytes: 240 };

export interface PackedFile {
  /** inside the ZIP: 3 教师队伍建设/3-2 教师待遇/3-2-01 标题.pdf */
  path: string;
  entry: CatalogueEntry;
}

/** What a ZIP of the evidence holds, in checklist order. A file that stands under two items is in it twice. */
export interface ZipPlan {
  /** of the ZIP itself, without extension */
  name: string;
  files: PackedFile[];
  /** confidential ones that this reader does not get */
  withheld: CatalogueEntry[];
  /** of the files together */
  bytes: number;
}

export function zipPlan(content: SubmissionContent, reader: Audience): ZipPlan {
  const all = catalogue(content.template, content.evidence);
  const hides = discretionFor(reader) !== "shown";
  const files = all
    .filter(({ evidence }) => !(hides && evidence.confidential))
    .map((entry) => ({ path: pathOf(content, entry), entry }));
  const name = `${content.district}${content.year}年自评佐证材料${reader === "own" ? "" : "（供外部）"}`;
  return {
    name: safeName(name, FILE),
    files,
    withheld: all.filter(({ evidence }) => hides && evidence.confidential),
    bytes: files.reduce((sum, { entry }) => sum + entry.evidence.size, 0),
  };
}

function pathOf({ template }: SubmissionContent, { number, evidence, itemKey }: CatalogueEntry): string {
  const placed = findItem(template, itemKey);
  if (!placed) throw new Error(`the catalogue names an item that the checklist lacks: ${itemKey}`);
  return [...foldersOf(placed), fileName(number, evidence)].join("/");
}

function foldersOf(placed: PlacedItem): string[] {
  const number = itemNumber(placed);
  const own = folder(number, placed.item.heading);
  return placed.place.kind === "section"
    ? [folder(String(placed.place.sectionNumber), placed.place.section.heading), own]
    : [own];
}

const folder = (number: string, heading: string): string =>
  safeName(number === heading ? number : `${number} ${heading}`, FOLDER);

const fileName = (number: string, evidence: Evidence): string =>
  `${safeName(`${number} ${evidence.title}`, FILE)}.${extensionOf(evidence)}`;

/** The uploaded name's own extension where it fits the content, otherwise the usual one. */
function extensionOf({ fileName: uploaded, mediaType }: Evidence): string {
  const known: readonly string[] = MEDIA_TYPES[mediaType].extensions;
  const own = uploaded.toLowerCase().split(".").at(-1) ?? "";
  return known.includes(own) ? own : (known[0] ?? "bin");
}
