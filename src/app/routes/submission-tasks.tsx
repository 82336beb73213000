import { type QueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Suspense } from "react";
import { staffQuery } from "#app/data/submission-queries.ts";
import { useEveryChange, useWorkspace } from "#app/data/workspace-context.tsx";
import { TaskPage } from "#app/features/tasks/task-page.tsx";

export const load = (queryClient: QueryClient, { submissionId }: { submissionId: string }): Promise<unknown> =>
  queryClient.ensureQueryData(staffQuery(submissionId));

export function SubmissionTasksRoute() {
  return (
    <Suspense fallback={<p>正在打开…</p>}>
      <Loaded />
    </Suspense>
  );
}

/** With the units and days that were given; an item without a day of its own is due with the whole. */
function Loaded() {
  const workspace = useWorkspace();
  useEveryChange();
  const { data: units } = useSuspenseQuery(staffQuery(workspace.id));
  const names = new Map(units.map(({ id, name }) => [id, name]));
  const assigned = workspace.items.map(({ item }) => ({ key: item.key, ...workspace.assignment(item.key) }));
  return (
    <TaskPage
      template={workspace.template}
      duties={{
        ...(workspace.deadline === null ? {} : { rest: workspace.deadline }),
        items: new Map(assigned.flatMap(({ key, due }) => (due === null ? [] : [[key, due]]))),
        leads: new Map(
          assigned.map(({ key, unitId }) => [key, unitId === null ? "" : (names.get(unitId) ?? "未知单位")]),
        ),
      }}
      aside={
        <Link to="/submissions/$submissionId/collation" params={{ submissionId: workspace.id }}>
          回到统稿
        </Link>
      }
    />
  );
}
