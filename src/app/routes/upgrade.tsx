import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Suspense } from "react";
import { leftoverQuery, upgradesQuery } from "#app/data/draft-queries.ts";
import { submissionsQuery } from "#app/data/queries.ts";
import { submissionQuery } from "#app/data/submission-queries.ts";
import { UpgradePage } from "#app/features/builder/upgrade-page.tsx";

export const load = (queryClient: QueryClient, { submissionId }: { submissionId: string }): Promise<unknown> =>
  queryClient.ensureQueryData(upgradesQuery(submissionId));

export function UpgradeRoute() {
  const { submissionId } = useParams({ from: "/inside/submissions/$submissionId/upgrade" });
  const queryClient = useQueryClient();
  // the whole workspace stands on another checklist from here on
  const reopen = async (): Promise<void> => {
    void queryClient.invalidateQueries({ queryKey: leftoverQuery(submissionId).queryKey });
    void queryClient.invalidateQueries({ queryKey: submissionsQuery.queryKey });
    await queryClient.resetQueries({ queryKey: submissionQuery(submissionId).queryKey });
  };
  return (
    <Suspense fallback={<p>正在打开…</p>}>
      <UpgradePage submissionId={submissionId} onDone={reopen} />
    </Suspense>
  );
}
