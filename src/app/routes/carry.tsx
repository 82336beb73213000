import type { QueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Suspense } from "react";
import { submissionsQuery } from "#app/data/queries.ts";
import { carriesQuery } from "#app/data/submission-queries.ts";
import { CarryPage } from "#app/features/carry/carry-page.tsx";

export const load = (queryClient: QueryClient, { submissionId }: { submissionId: string }): Promise<unknown> =>
  Promise.all([queryClient.ensureQueryData(submissionsQuery), queryClient.ensureQueryData(carriesQuery(submissionId))]);

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
