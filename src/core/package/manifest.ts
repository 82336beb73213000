import { z } from "zod";
import { MAX_EVIDENCE_BYTES } from "#core/evidence/evidence.ts";

/** The format that packages are written in today. Older ones are upgraded, newer ones refused. */
export const PACKAGE_FORMAT = 2;

export const MANIFEST = "manifest.json";
export const SUBMISSION = "submission.json";
export const TEMPLATE = "template.json";
export const REVIEW = "review.json";
const EVIDENCE = "evidence/";
const REPORT = "report/";

export const PACKAGE_EXTENSION = "ziping";

/** Of the package as a file; of what is read into memory; and of files in it. */
export const MAX_PACKAGE_BYTES = 40 * 1024 ** 3;
export const MAX_MANIFEST_BYTES = 8 * 1024 ** 2;
export const MAX_DOCUMENT_BYTES = 64 * 1024 ** 2;
export const MAX_PACKAGE_FILES = 10_000;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const evidenceName = (hash: string): string => `${EVIDENCE}${hash}`;
export const isEvidence = (name: string): boolean => name.startsWith(EVIDENCE);

export const reportName = (fileName: string): string => `${REPORT}${fileName}`;

/** The only names that a package may have: its documents, contents by their hash, and files for people to read. */
const KNOWN_NAME =
  /^(?:submission\.json|template\.json|review\.json|evidence\/[0-9a-f]{64}|report\/[^/\\:*?"<>|\p{C}]{1,120}\.(?:docx|pdf|xlsx))$/u;
export const isKnownName = (name: string): boolean =>
  KNOWN_NAME.test(name) && name.split("/").every((part) => !/^\.{1,2}$/.test(part));

export const packageFile = z.strictObject({
  name: z.string().refine(isKnownName, "文件名不在数据包允许的范围内"),
  size: z.int().min(0).max(MAX_EVIDENCE_BYTES),
  sha256,
});
export type PackageFile = z.infer<typeof packageFile>;

/** What every format of a package has said from the first on: enough to check its bytes before anything is understood. */
export const envelope = z.looseObject({
  format: z.int().min(0),
  kind: z.string().max(20).optional(),
  files: z.array(packageFile).max(MAX_PACKAGE_FILES),
});
export type Envelope = z.infer<typeof envelope>;

const head = z.strictObject({
  format: z.literal(PACKAGE_FORMAT),
  madeAt: z.iso.datetime(),
  /** who made it, and with which version of the program */
  madeBy: z.strictObject({
    name: z.string().max(100),
    organisation: z.string().max(100),
    program: z.string().max(100),
  }),
  district: z.string().min(2).max(50),
  year: z.int().min(2000).max(2100),
  template: z.strictObject({ id: z.string().max(100), version: z.string().max(20) }),
  files: z.array(packageFile).max(MAX_PACKAGE_FILES),
});

/** A district's year on its way to the city or to another computer; a concluded review on its way back. */
const submissionManifest = head.extend({ kind: z.literal("submission") });
const reviewManifest = head.extend({ kind: z.literal("review") });
export const manifest = z.discriminatedUnion("kind", [submissionManifest, reviewManifest]);
export type Manifest = z.infer<typeof manifest>;
export type SubmissionManifest = z.infer<typeof submissionManifest>;
export type ReviewManifest = z.infer<typeof reviewManifest>;

/** The documents that a package of a kind consists of; of none else. */
export const documentsOf = (kind: string | undefined): readonly string[] =>
  kind === "review" ? [REVIEW] : [SUBMISSION, TEMPLATE];
export const DOCUMENTS: readonly string[] = [SUBMISSION, TEMPLATE, REVIEW];
