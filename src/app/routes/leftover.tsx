import type { QueryClient } from "@tanstack/react-query";
import { Suspense } from "react";
import { leftoverQuery } from "#app/data/draft-queries.ts";
import { LeftoverPage } from "#app/features/leftover/leftover-page.tsx";

export const load = (queryClient: QueryClient, { submissionId }: { submissionId: string }): Promise<unknown> =>
  queryClient.ensureQueryData(leftoverQuery(submissionId));

export function LeftoverRoute() {
  return (
    <Suspense fallback={<p>正在打开…</p>}>
      <LeftoverPage />
    </Suspense>
  );
}
