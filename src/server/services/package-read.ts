import type { z } from "zod";
import type { ByteSource } from "#core/evidence/byte-source.ts";
import { inspect } from "#core/evidence/inspect.ts";
import type { Inspection } from "#core/evidence/inspection.ts";
import { checkPackage } from "#core/package/check-package.ts";
import { altered, hostile, invalidPackage, type PackageFault, packageFault } from "#core/package/fault.ts";
import {
  evidenceName,
  MANIFEST,
  manifest,
  REVIEW,
  type ReviewManifest,
  SUBMISSION,
  type SubmissionManifest,
  TEMPLATE,
} from "#core/package/manifest.ts";
import { checkReview, type PackagedReview, packagedReview } from "#core/package/packaged-review.ts";
import { type PackagedSubmission, packagedSubmission } from "#core/package/packaged-submission.ts";
import { type PackageDocuments, upgradePackage } from "#core/package/upgrade.ts";
import { ok, type Result } from "#core/result.ts";
import { checkTemplate } from "#core/template/check.ts";
import { type Template, template } from "#core/template/schema.ts";
import type { Deps } from "#server/deps.ts";
import type { Bytes } from "#server/files/files.ts";
import { inflate } from "#server/files/inflate.ts";
import { openSealed, readDocument, type SealedPackage, type Stretch } from "#server/services/package-source.ts";

type Using = Pick<Deps, "parcels" | "templates">;

/** A package of which everything has been checked that can be without looking at what is stored here. */
export type AnyPackage = ReadPackage | ReadReview;

interface Parcel {
  id: string;
  /** of its manifest */
  sha256: string;
  bytes: number;
}

export interface ReadReview extends Parcel {
  kind: "review";
  manifest: ReviewManifest;
  review: PackagedReview;
}

export interface ReadPackage extends Parcel {
  kind: "submission";
  manifest: SubmissionManifest;
  submission: PackagedSubmission;
  template: Template;
  /** what was found in the files, by their SHA-256 */
  found: ReadonlyMap<string, Inspection>;
  open: (sha256: string) => Promise<Bytes>;
}

/** `looked` = what was found in files by their SHA-256 when they were looked into before: once is enough. */
export async function readPackage(
  using: Using,
  id: string,
  looked: ReadonlyMap<string, Inspection> = new Map(),
): Promise<Result<AnyPackage, PackageFault>> {
  const sealed = await openSealed(using.parcels, id);
  if (!sealed.ok) return sealed;
  const { source, sha256, stretches, envelope } = sealed.value;
  if (envelope.kind === "review") return readReview(id, sealed.value);
  const documents = await readDocuments(sealed.value);
  if (!documents.ok) return documents;
  const understood = understand(documents.value);
  if (!understood.ok) return understood;
  const { submission, template: checklist } = understood.value;
  const [fault] = checkTemplate(checklist, using.templates.indicators);
  if (fault) return invalidPackage(`${TEMPLATE}：${fault.path}`, fault.message);
  const fits = checkPackage(understood.value.manifest, submission, checklist);
  if (!fits.ok) return fits;
  const found = await inspectAll(source, stretches, submission, looked);
  if (!found.ok) return found;
  return ok({
    kind: "submission",
    id,
    sha256,
    bytes: source.size,
    ...understood.value,
    found: found.value,
    open: (hash) => {
      const { start, size } = stretchOf(stretches, evidenceName(hash));
      return using.parcels.open(id, start, size);
    },
  });
}

async function readReview(id: string, sealed: SealedPackage): Promise<Result<ReadReview, PackageFault>> {
  const { source, sha256, stretches, manifest: raw, envelope } = sealed;
  const document = await readDocument(source, REVIEW, stretchOf(stretches, REVIEW));
  if (!document.ok) return document;
  const older = { manifest: raw, submission: undefined, template: undefined, review: document.value };
  const documents = upgraded(older, envelope.format);
  if (!documents.ok) return documents;
  const head = parse(MANIFEST, manifest, documents.value.manifest);
  if (!head.ok) return head;
  if (head.value.kind !== "review") return altered(MANIFEST);
  const review = parse(REVIEW, packagedReview, documents.value.review);
  if (!review.ok) return review;
  const fits = checkReview(head.value, review.value);
  if (!fits.ok) return fits;
  return ok({ kind: "review", id, sha256, bytes: source.size, manifest: head.value, review: review.value });
}

function stretchOf(stretches: ReadonlyMap<string, Stretch>, name: string): Stretch {
  const stretch = stretches.get(name);
  if (!stretch) throw new Error(`${name} was checked to be in the package`);
  return stretch;
}

async function readDocuments({
  source,
  stretches,
  manifest: raw,
  envelope,
}: SealedPackage): Promise<Result<PackageDocuments, PackageFault>> {
  const submission = await readDocument(source, SUBMISSION, stretchOf(stretches, SUBMISSION));
  if (!submission.ok) return submission;
  const checklist = await readDocument(source, TEMPLATE, stretchOf(stretches, TEMPLATE));
  if (!checklist.ok) return checklist;
  return upgraded({ manifest: raw, submission: submission.value, template: checklist.value }, envelope.format);
}

function upgraded(documents: PackageDocuments, from: number): Result<PackageDocuments, PackageFault> {
  const today = upgradePackage(documents, from);
  return today
    ? ok(today)
    : packageFault(
        "package.newer-version",
        `本程序不认识数据包的格式${from}。请用导出它的版本重新导出，或升级自评通后再导入`,
      );
}

interface Understood {
  manifest: SubmissionManifest;
  submission: PackagedSubmission;
  template: Template;
}

function understand(documents: PackageDocuments): Result<Understood, PackageFault> {
  const head = parse(MANIFEST, manifest, documents.manifest);
  if (!head.ok) return head;
  if (head.value.kind !== "submission") return altered(MANIFEST);
  const checklist = parse(TEMPLATE, template, documents.template);
  if (!checklist.ok) return checklist;
  const submission = parse(SUBMISSION, packagedSubmission, documents.submission);
  if (!submission.ok) return submission;
  return ok({ manifest: head.value, submission: submission.value, template: checklist.value });
}

function parse<S extends z.ZodType>(name: string, schema: S, value: unknown): Result<z.output<S>, PackageFault> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  return invalidPackage(`${name}：${issue?.path.join("/") ?? ""}`, issue?.message ?? "格式不正确");
}

/** The files are what an upload would have accepted, and what the package says that they are. */
async function inspectAll(
  source: ByteSource,
  stretches: ReadonlyMap<string, Stretch>,
  { evidence }: PackagedSubmission,
  looked: ReadonlyMap<string, Inspection>,
): Promise<Result<Map<string, Inspection>, PackageFault>> {
  const found = new Map<string, Inspection>();
  for (const { sha256, title, fileName, mediaType } of evidence) {
    const part = within(source, stretchOf(stretches, evidenceName(sha256)));
    const before = looked.get(sha256);
    const inspected = before ? ok(before) : await inspect(part, fileName, inflate);
    if (!inspected.ok) return hostile(`内的材料《${title}》不能接受：${inspected.error.message}`);
    if (inspected.value.mediaType !== mediaType) return altered(`材料《${title}》的类型与内容不符`);
    found.set(sha256, inspected.value);
  }
  return ok(found);
}

const within = (source: ByteSource, { start, size }: Stretch): ByteSource => ({
  size,
  read: (at, length) => source.read(start + at, Math.max(0, Math.min(length, size - at))),
});
