import { Link, useParams } from "@tanstack/react-router";
import { useDraft } from "#app/data/draft-context.tsx";
import { TaskPage } from "#app/features/tasks/task-page.tsx";

/** Of a draft, as it stands on this page. */
export function BuilderTasksRoute() {
  const { draftId } = useParams({ from: "/inside/builder/$draftId/tasks" });
  const template = useDraft((store) => store.template);
  return (
    <TaskPage
      template={template}
      aside={
        <Link to="/builder/$draftId" params={{ draftId }}>
          回到编辑
        </Link>
      }
    />
  );
}
