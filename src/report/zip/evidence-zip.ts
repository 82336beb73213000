import { catalogueSheets, composeCatalogue } from "#core/document/catalogue.ts";
import { type Audience, discretionFor } from "#core/evidence/audience.ts";
import { type ZipPlan, zipPlan } from "#core/evidence/zip-plan.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { makeReport } from "#report/make.ts";
import { type ByteStream, type StreamedZip, streamZip, type ZipMember } from "#report/zip/stream-zip.ts";

export interface EvidenceZip extends StreamedZip {
  fileName: string;
}

const MANIFEST = "清单.sha256";

/** Neither file has a contents list or goes into a PDF, so no font is asked for. */
const noFont = (name: string): never => {
  throw new Error(`the catalogue needs no font, and ${name} was asked for`);
};

/**
 * The evidence in checklist order, with its catalogue for Word and Excel and the hashes of all files in the form that
 * sha256sum checks. `open` gives the bytes of a stored file, and fails where they are not what their hash says.
 */
export async function evidenceZip(
  content: SubmissionContent,
  reader: Audience,
  open: (sha256: string) => Promise<ByteStream>,
): Promise<EvidenceZip> {
  const plan = zipPlan(content, reader);
  const documents = await catalogueFiles(content, reader);
  const members: ZipMember[] = [
    ...documents.map(({ name, bytes }) => memberOf(name, bytes)),
    memberOf(MANIFEST, new TextEncoder().encode(await manifest(plan, documents))),
    ...plan.files.map(({ path, entry: { evidence } }) => ({
      name: path,
      size: evidence.size,
      open: () => open(evidence.sha256),
    })),
  ];
  return { ...streamZip(members), fileName: `${plan.name}.zip` };
}

interface CatalogueFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

async function catalogueFiles(content: SubmissionContent, reader: Audience): Promise<CatalogueFile[]> {
  const discretion = discretionFor(reader);
  const document = composeCatalogue(content, discretion);
  const sheets = catalogueSheets(content, discretion);
  const files: CatalogueFile[] = [];
  for (const format of ["docx", "xlsx"] as const) {
    const { bytes } = await makeReport({ document, format, loadFont: noFont, sheets });
    files.push({ name: `佐证材料目录.${format}`, bytes: new Uint8Array(bytes) });
  }
  return files;
}

const memberOf = (name: string, bytes: Uint8Array<ArrayBuffer>): ZipMember => ({
  name,
  size: bytes.byteLength,
  open: async () =>
    new ReadableStream({
      start: (controller) => {
        controller.enqueue(bytes);
        controller.close();
      },
    }),
});

async function manifest({ files }: ZipPlan, documents: readonly CatalogueFile[]): Promise<string> {
  const lines = files.map(({ path, entry }) => `${entry.evidence.sha256}  ${path}\n`);
  for (const { name, bytes } of [...documents].reverse()) lines.unshift(`${await sha256Of(bytes)}  ${name}\n`);
  return lines.join("");
}

async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
