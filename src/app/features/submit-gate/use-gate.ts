import { useSuspenseQuery } from "@tanstack/react-query";
import { staffQuery } from "#app/data/submission-queries.ts";
import type { Workspace } from "#app/data/workspace.ts";
import { useEveryChange, useWorkspace } from "#app/data/workspace-context.tsx";
import type { Flow } from "#core/api/flow.ts";
import { selfScoreFaults } from "#core/review/self-score.ts";
import { type LocalEdit, submitGate } from "#core/submission/gate.ts";
import type { GateReason } from "#core/submission/gate-reason.ts";

/** Everything that stands between this submission and its being submitted, by the same functions as on the server. */
export function useGate({ cycle }: Pick<Flow, "cycle">): GateReason[] {
  const workspace = useWorkspace();
  useEveryChange();
  const { data: units } = useSuspenseQuery(staffQuery(workspace.id));
  const staffed = new Set(units.filter(({ people }) => people.length > 0).map(({ id }) => id));
  const content = workspace.content();
  const reasons = submitGate(content, workspace.findings, {
    signOff: (itemKey) => workspace.assignment(itemKey).signOff?.state ?? "open",
    unitOf: (itemKey) => workspace.assignment(itemKey).unitId ?? undefined,
    staffed: (unitId) => staffed.has(unitId),
    openComments: (itemKey) => workspace.assignment(itemKey).openComments,
    localEdit: (itemKey) => localEdit(workspace, itemKey),
  });
  return cycle ? [...reasons, ...selfScoreFaults(content, cycle.scoring)] : reasons;
}

/** What the server has not got from this browser. */
function localEdit(workspace: Workspace, itemKey: string): LocalEdit | undefined {
  switch (workspace.saveState(itemKey).kind) {
    case "saved":
      return undefined;
    case "unsaved":
    case "saving":
    case "waiting":
      return "unsent";
    case "conflict":
      return "conflict";
    case "refused":
    case "locked":
      return "refused";
  }
}
