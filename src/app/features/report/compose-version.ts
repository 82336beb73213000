import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { ContentChange, ContentFrame } from "#app/features/report/preview-messages.ts";
import { type ComposeOptions, composeReport } from "#core/document/compose.ts";
import type { ReportDocument } from "#core/document/model.ts";
import { STAMP_LENGTH, versionText } from "#core/document/version.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";

export interface ComposedVersion {
  content: SubmissionContent;
  document: ReportDocument;
}

/** The document as it stands, under the stamp of its version. */
export function composeVersion(
  frame: ContentFrame,
  change: ContentChange,
  discretion: ComposeOptions["discretion"] = "named",
): ComposedVersion {
  const content: SubmissionContent = { ...frame, answers: change.answers, evidence: change.evidence };
  const document = composeReport(content, change.findings, {
    discretion,
    ...(change.shell === undefined ? {} : { shell: change.shell }),
    stamp: stampOf(content),
  });
  return { content, document };
}

/** Browsers hash by themselves for secure pages only; many offices open this one by plain HTTP. */
const stampOf = (content: SubmissionContent): string =>
  bytesToHex(sha256(utf8ToBytes(versionText(content)))).slice(0, STAMP_LENGTH);
