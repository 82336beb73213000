import { z } from "zod";
import { endpoint } from "#core/api/endpoint.ts";
import { audience } from "#core/evidence/audience.ts";
import { evidence, evidenceRevision } from "#core/evidence/evidence.ts";
import { normalisePages } from "#core/evidence/pages.ts";
import { normaliseDocumentNumber } from "#core/prose/document-number.ts";

const id = z.string().min(1).max(64);
const itemKey = z.string().min(1).max(100);
const day = z.iso.date("日期应为“年-月-日”");
const inSubmission = z.object({ submissionId: id });
const inItem = z.object({ submissionId: id, itemKey });
const inEvidence = z.object({ submissionId: id, evidenceId: id });
const inLink = inEvidence.extend({ itemKey });
const slot = z.string().max(100);

export const listEvidence = endpoint({
  method: "GET",
  path: "/api/submissions/:submissionId/evidence",
  action: "submission.read",
  summary: "The library, in the order in which it came",
  params: inSubmission,
  response: z.array(evidence),
  errors: ["session.required", "access.denied", "resource.not-found"],
});
export const linkEvidence = endpoint({
  method: "PUT",
  path: "/api/submissions/:submissionId/evidence/:evidenceId/links/:itemKey",
  action: "evidence.write",
  summary: "Put a record under an item, under another slot of it, or name the pages cited; what is left out stays",
  params: inLink,
  body: z.strictObject({
    slot: slot.nullable().optional(),
    /** 3-5,8 is kept as 3—5、8 */
    pagesCited: z.string().trim().max(60, "引用页次最多60字").overwrite(normalisePages).optional(),
  }),
  response: evidence,
  errors: [
    "request.invalid",
    "session.required",
    "access.denied",
    "resource.not-found",
    "item.locked",
    "submission.frozen",
  ],
});
export const detachEvidence = endpoint({
  method: "DELETE",
  path: "/api/submissions/:submissionId/evidence/:evidenceId/links/:itemKey",
  action: "evidence.write",
  summary: "Take a record off an item; record and bytes stay in the library",
  params: inLink,
  response: evidence,
  errors: ["session.required", "access.denied", "resource.not-found", "item.locked", "submission.frozen"],
});
export const orderEvidence = endpoint({
  method: "PUT",
  path: "/api/submissions/:submissionId/items/:itemKey/evidence-order",
  action: "evidence.write",
  summary: "Put an item's records into this order, and so renumber them; what is not named follows in its former order",
  params: inItem,
  body: z.strictObject({ order: z.array(id).max(1000) }),
  /** the item's records in their new order */
  response: z.array(evidence),
  errors: [
    "request.invalid",
    "session.required",
    "access.denied",
    "resource.not-found",
    "item.locked",
    "submission.frozen",
  ],
});

/** What may be changed of a record. An empty text or null takes a statement back. */
export const evidenceChange = z.strictObject({
  title: z.string().trim().min(1, "请填写材料名称").max(200, "材料名称最多200字").optional(),
  issuer: z.string().trim().max(100, "发文机关最多100字").optional(),
  docNumber: z.string().trim().max(60, "文号最多60字").overwrite(normaliseDocumentNumber).optional(),
  date: day.nullable().optional(),
  effectiveFrom: day.nullable().optional(),
  effectiveUntil: day.nullable().optional(),
  confidential: z.boolean().optional(),
  /** images only */
  inReport: z.boolean().optional(),
});
export type EvidenceChange = z.infer<typeof evidenceChange>;

export const changeEvidence = endpoint({
  method: "PATCH",
  path: "/api/submissions/:submissionId/evidence/:evidenceId",
  action: "evidence.describe",
  summary: "Change what a record says of its document; what is left out stays as it is",
  params: inEvidence,
  body: evidenceChange,
  response: evidence,
  errors: ["request.invalid", "session.required", "access.denied", "resource.not-found", "submission.frozen"],
});
export const deleteEvidence = endpoint({
  method: "DELETE",
  path: "/api/submissions/:submissionId/evidence/:evidenceId",
  action: "evidence.delete",
  summary: "Take a record that stands under no item out of the library; the same bytes bring it back",
  params: inEvidence,
  errors: ["session.required", "access.denied", "resource.not-found", "evidence.in-use", "submission.frozen"],
});
export const evidenceContent = endpoint({
  method: "GET",
  path: "/api/submissions/:submissionId/evidence/:evidenceId/content",
  action: "submission.read",
  summary: "The bytes; PDF and images inline, everything else as a download",
  params: inEvidence,
  errors: ["session.required", "access.denied", "resource.not-found"],
});

export const listRevisions = endpoint({
  method: "GET",
  path: "/api/submissions/:submissionId/evidence/:evidenceId/revisions",
  action: "submission.read",
  summary: "Every file that the record has had, newest first",
  params: inEvidence,
  response: z.array(evidenceRevision),
  errors: ["session.required", "access.denied", "resource.not-found"],
});
export const revisionContent = endpoint({
  method: "GET",
  path: "/api/submissions/:submissionId/evidence/:evidenceId/revisions/:revision/content",
  action: "submission.read",
  summary: "The bytes of one revision, as evidenceContent gives those of the newest",
  params: inEvidence.extend({ revision: z.coerce.number().int().min(1) }),
  errors: ["request.invalid", "session.required", "access.denied", "resource.not-found"],
});
export const restoreRevision = endpoint({
  method: "POST",
  path: "/api/submissions/:submissionId/evidence/:evidenceId/revisions",
  action: "evidence.describe",
  summary: "Make an older file the record's newest revision; nothing is taken out of the history",
  params: inEvidence,
  body: z.strictObject({ revision: z.int().min(1) }),
  response: evidence,
  errors: [
    "request.invalid",
    "session.required",
    "access.denied",
    "resource.not-found",
    "evidence.duplicate",
    "submission.frozen",
  ],
});

export const evidenceZip = endpoint({
  method: "GET",
  path: "/api/submissions/:submissionId/evidence.zip",
  action: "evidence.export",
  summary: "All linked evidence in checklist order with catalogue and hashes; without confidential files for others",
  params: inSubmission,
  query: z.object({ for: audience }),
  errors: [
    "request.invalid",
    "session.required",
    "access.denied",
    "resource.not-found",
    "evidence.none",
    "evidence.damaged",
  ],
});
