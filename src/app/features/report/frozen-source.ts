import { call } from "#app/data/client.ts";
import type { Workspace } from "#app/data/workspace.ts";
import type { Source } from "#app/features/report/use-report-files.ts";
import { listRevisions } from "#core/api/evidence.ts";
import type { FrozenVersion } from "#core/api/flow.ts";
import type { Evidence } from "#core/evidence/evidence.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";

/** What a file of a frozen version is made of: its content, the findings of that day, its pictures as they were. */
export async function frozenSource(
  workspace: Workspace,
  content: SubmissionContent,
  { items }: Pick<FrozenVersion, "items">,
): Promise<Source> {
  const { answers, evidence, ...frame } = content;
  const records = await Promise.all(evidence.map((record) => withRevision(workspace, record)));
  return {
    frame: { ...frame, submissionId: workspace.id },
    change: { answers, evidence: records, findings: items.flatMap(({ findings }) => findings), shell: undefined },
  };
}

/** A file may have been replaced since: a printed picture is read from the revision that has the same bytes. */
async function withRevision(workspace: Workspace, record: Evidence): Promise<Evidence> {
  if (!record.inReport) return record;
  const known = workspace.evidence.find(({ id }) => id === record.id);
  if (known?.sha256 === record.sha256) return { ...record, revision: known.revision };
  const params = { submissionId: workspace.id, evidenceId: record.id };
  const older = (await call(listRevisions, { params })).find(({ sha256 }) => sha256 === record.sha256);
  return older ? { ...record, revision: older.revision } : record;
}
