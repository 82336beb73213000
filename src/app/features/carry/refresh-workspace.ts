import { call } from "#app/data/client.ts";
import type { Workspace } from "#app/data/workspace.ts";
import { getSubmission } from "#core/api/submission.ts";

/** Takes in what the server has changed in many items at once; what is typed here meanwhile stays on top. */
export async function refreshWorkspace(workspace: Workspace): Promise<void> {
  const detail = await call(getSubmission, { params: { submissionId: workspace.id } });
  for (const item of detail.items) if (item.revision > workspace.revision(item.itemKey)) workspace.receive(item);
  workspace.setEvidence(detail.evidence);
}
