import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { Suspense } from "react";
import { templateQuery } from "#app/data/submission-queries.ts";
import { TaskPage } from "#app/features/tasks/task-page.tsx";

/** Of a published version, before anybody fills it in. */
export function VersionTasksRoute() {
  const { id, version } = useSearch({ from: "/inside/tasks" });
  return (
    <Suspense fallback={<p>正在打开…</p>}>
      <Loaded key={`${id} ${version}`} id={id} version={version} />
    </Suspense>
  );
}

function Loaded({ id, version }: { id: string; version: string }) {
  const { data: template } = useSuspenseQuery(templateQuery(id, version));
  return <TaskPage template={template} aside={<Link to="/builder">回到清单列表</Link>} />;
}
