import { z } from "zod";
import { endpoint } from "#core/api/endpoint.ts";
import type { ErrorCode } from "#core/api/error.ts";
import { evidence, MAX_EVIDENCE_BYTES } from "#core/evidence/evidence.ts";
import { cleanFileName } from "#core/evidence/file-name.ts";

/*
 * Files come by tus 1.0 (creation, expiration, termination): POST makes room, HEAD tells how much has arrived, PATCH
 * brings more, DELETE gives up. A last POST turns what has arrived into a record, and may be repeated.
 */

const id = z.string().min(1).max(64);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "校验值格式不正确，请刷新页面后重试");
const inSubmission = z.object({ submissionId: id });
const inUpload = z.object({ submissionId: id, uploadId: id });

/** tus speaks in bytes as they are on the wire; nothing else takes this type. */
export const UPLOAD_CONTENT_TYPE = "application/offset+octet-stream";

/** The pairs of Upload-Metadata. What the browser believes the type to be is not asked for. */
export const uploadMetadata = z
  .object({
    /** where the file is to stand */
    item: z.string().min(1).max(100).optional(),
    slot: z.string().min(1).max(100).optional(),
    /** instead: the record whose new file this is; it keeps its title, its numbers and its items */
    replaces: id.optional(),
    fileName: z.string().min(1).max(1000).transform(cleanFileName),
    sha256,
  })
  .refine(({ item, replaces }) => (item === undefined) !== (replaces === undefined), {
    path: ["item"],
    message: "没有说明文件归入哪一条，请刷新页面后重试",
  });
export type UploadMetadata = z.infer<typeof uploadMetadata>;

export const uploadLength = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
export const isTooLarge = (bytes: number): boolean => bytes > MAX_EVIDENCE_BYTES;

const REFUSALS: readonly ErrorCode[] = [
  "session.required",
  "access.denied",
  "resource.not-found",
  "item.locked",
  "submission.frozen",
];

export const createUpload = endpoint({
  method: "POST",
  path: "/api/submissions/:submissionId/uploads",
  action: "evidence.write",
  summary: "tus: make room for a file; Upload-Metadata names its item, its name and its SHA-256",
  params: inSubmission,
  errors: [...REFUSALS, "request.invalid", "request.too-large", "evidence.empty", "evidence.interrupted", "store.full"],
});
export const uploadOffset = endpoint({
  method: "GET",
  path: "/api/submissions/:submissionId/uploads/:uploadId",
  action: "evidence.write",
  summary: "tus HEAD: how much has arrived; it is kept for a week from here",
  params: inUpload,
  errors: [...REFUSALS, "request.invalid"],
});
export const continueUpload = endpoint({
  method: "PATCH",
  path: "/api/submissions/:submissionId/uploads/:uploadId",
  action: "evidence.write",
  summary: "tus: the next bytes; the first ones show whether the kind of file is accepted",
  params: inUpload,
  body: "bytes",
  errors: [
    ...REFUSALS,
    "request.invalid",
    "request.too-large",
    "evidence.type-refused",
    "evidence.interrupted",
    "upload.out-of-step",
    "store.full",
  ],
});
export const abandonUpload = endpoint({
  method: "DELETE",
  path: "/api/submissions/:submissionId/uploads/:uploadId",
  action: "evidence.write",
  summary: "tus: give up, and forget what has arrived",
  params: inUpload,
  errors: [...REFUSALS, "request.invalid"],
});

/** A small JPEG of an image, made where the image is: 64 kB in base64 at most. */
export const thumbnailImage = z.base64().max(88_000);

export const finishUpload = endpoint({
  method: "POST",
  path: "/api/submissions/:submissionId/uploads/:uploadId/record",
  action: "evidence.write",
  summary: "Check what has arrived and make it a record; a repetition gets the first outcome",
  params: inUpload,
  body: z.strictObject({ thumbnail: thumbnailImage.optional() }),
  response: z.object({ outcome: z.enum(["stored", "duplicate", "replaced"]), evidence }),
  errors: [
    ...REFUSALS,
    "request.invalid",
    "upload.incomplete",
    "upload.mismatch",
    "evidence.type-refused",
    "evidence.content-refused",
    "evidence.duplicate",
    "store.full",
  ],
});

export const knownEvidence = endpoint({
  method: "POST",
  path: "/api/submissions/:submissionId/evidence/known",
  action: "submission.read",
  summary: "Before an upload: the record here that has these bytes, and the organisation's last year that used them",
  params: inSubmission,
  body: z.strictObject({ sha256 }),
  response: z.object({ evidence: evidence.nullable(), alsoIn: z.int().nullable() }),
  errors: ["request.invalid", "session.required", "access.denied", "resource.not-found"],
});

export const evidenceThumbnail = endpoint({
  method: "GET",
  path: "/api/submissions/:submissionId/evidence/:evidenceId/thumbnail",
  action: "submission.read",
  summary: "A small picture of an image; 204 where none was made",
  params: z.object({ submissionId: id, evidenceId: id }),
  errors: ["session.required", "access.denied", "resource.not-found"],
});
