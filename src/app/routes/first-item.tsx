import { Navigate, useParams } from "@tanstack/react-router";
import { useWorkspace } from "#app/data/workspace-context.tsx";

/** Opening a submission leads to the first thing that this person still has to do. */
export function FirstItemRoute() {
  const { submissionId } = useParams({ from: "/inside/submissions/$submissionId" });
  const workspace = useWorkspace();
  const keys = workspace.items.map(({ item }) => item.key);
  const open = keys.filter((key) => workspace.progress(key).state !== "done");
  const first = open.find((key) => workspace.assignment(key).writable) ?? open[0] ?? keys[0];
  if (first === undefined) return null;
  return <Navigate to="/submissions/$submissionId/items/$itemKey" params={{ submissionId, itemKey: first }} replace />;
}
