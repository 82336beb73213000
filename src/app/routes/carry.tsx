import { Link, useParams } from "@tanstack/react-router";
import { Suspense } from "react";
import { CarryPage } from "#app/features/carry/carry-page.tsx";

export function CarryRoute() {
  const { submissionId } = useParams({ from: "/inside/submissions/$submissionId/carry" });
  return (
    <Suspense fallback={<p>正在打开…</p>}>
      <CarryPage
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
    </Suspense>
  );
}
