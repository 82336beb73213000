import { Link, useParams } from "@tanstack/react-router";
import { Suspense } from "react";
import { CollationPage } from "#app/features/collation/collation-page.tsx";

export function CollationRoute() {
  const { submissionId } = useParams({ from: "/inside/submissions/$submissionId/collation" });
  return (
    <Suspense fallback={<p>正在打开…</p>}>
      <CollationPage
        aside={
          <Link to="/submissions/$submissionId" params={{ submissionId }}>
            返回填报
          </Link>
        }
        linkTo={({ itemKey }, text, hash = "") => (
          <Link to="/submissions/$submissionId/items/$itemKey" params={{ submissionId, itemKey }} hash={hash}>
            {text}
          </Link>
        )}
      />
    </Suspense>
  );
}
