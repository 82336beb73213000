import { existsSync } from "node:fs";
import type { Terminal } from "#cli/command.ts";
import { readStoredSubmission } from "#cli/read-stored-submission.ts";
import { readSubmissionFile } from "#cli/read-submission-file.ts";
import type { ReportSource } from "#cli/report-source.ts";
import type { Registry } from "#server/templates/registry.ts";

/** A file or folder where there is one of that name, otherwise a submission of the installation's own data. */
export const openSource = (name: string, registry: Registry, terminal: Terminal): Promise<ReportSource> =>
  existsSync(name) ? readSubmissionFile(name, registry) : readStoredSubmission(name, registry, terminal);
