import { Link, useParams } from "@tanstack/react-router";
import { ImportPage } from "#app/features/import-report/import-page.tsx";

export function ImportRoute() {
  const { submissionId } = useParams({ from: "/inside/submissions/$submissionId/import" });
  return (
    <ImportPage
      aside={
        <Link to="/submissions/$submissionId" params={{ submissionId }}>
          返回填报
        </Link>
      }
      linkTo={(itemKey, text) => (
        <Link to="/submissions/$submissionId/items/$itemKey" params={{ submissionId, itemKey }}>
          {text}
        </Link>
      )}
    />
  );
}
