import type { QueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Suspense } from "react";
import { reviewResultQuery } from "#app/data/result-queries.ts";
import { OpinionFiles } from "#app/features/opinion/opinion-files.tsx";
import { ResultPage } from "#app/features/review-result/result-page.tsx";

export const load = (queryClient: QueryClient, { submissionId }: { submissionId: string }): Promise<unknown> =>
  queryClient.ensureQueryData(reviewResultQuery(submissionId));

export function ResultRoute() {
  const { submissionId } = useParams({ from: "/inside/submissions/$submissionId/review" });
  return (
    <Suspense fallback={<p>正在打开…</p>}>
      <ResultPage
        aside={
          <>
            <Link to="/rectification">整改台账</Link>
            <Link to="/submissions/$submissionId/gate" params={{ submissionId }}>
              审定与报送
            </Link>
            <Link to="/submissions/$submissionId" params={{ submissionId }}>
              返回填报
            </Link>
          </>
        }
        files={(concluded) => <OpinionFiles concluded={concluded} />}
        linkTo={(itemKey, text) => (
          <Link to="/submissions/$submissionId/items/$itemKey" params={{ submissionId, itemKey }}>
            {text}
          </Link>
        )}
      />
    </Suspense>
  );
}
