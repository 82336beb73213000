import { createHash } from "node:crypto";
import type { EvidencePlace } from "#cli/evidence-place.ts";
import { STAMP_LENGTH, versionText } from "#core/document/version.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";

/** What a report is made from: the content, and where the bytes of its evidence lie. It can be handed to a thread. */
export interface ReportSource {
  content: SubmissionContent;
  evidence: EvidencePlace;
}

export const sha256Of = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");

/** What the report's footer shows of the version that is printed. */
export const stampOf = (content: SubmissionContent): string => sha256Of(versionText(content)).slice(0, STAMP_LENGTH);
