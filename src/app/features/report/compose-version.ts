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
export async function composeVersion(
  frame: ContentFrame,
  change: ContentChange,
  discretion: ComposeOptions["discretion"] = "named",
): Promise<ComposedVersion> {
  const content: SubmissionContent = { ...frame, answers: change.answers, evidence: change.evidence };
  const stamp = await stampOf(content);
  const document = composeReport(content, change.findings, {
    discretion,
    ...(change.shell === undefined ? {} : { shell: change.shell }),
    ...(stamp === undefined ? {} : { stamp }),
  });
  return { content, document };
}

/** Browsers hash for secure pages only; elsewhere the draft carries no stamp. */
async function stampOf(content: SubmissionContent): Promise<string | undefined> {
  if (!self.isSecureContext) return undefined;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(versionText(content)));
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.slice(0, STAMP_LENGTH);
}
