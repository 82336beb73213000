import { stampOf } from "#app/data/version-stamp.ts";
import type { ContentChange, ContentFrame } from "#app/features/report/preview-messages.ts";
import { type ComposeOptions, composeReport } from "#core/document/compose.ts";
import type { ReportDocument } from "#core/document/model.ts";
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
