import type { QueryClient } from "@tanstack/react-query";
import { Suspense } from "react";
import { submissionQuery } from "#app/data/submission-queries.ts";
import { yearChangesQuery } from "#app/data/year-changes.ts";
import { ChangesPage } from "#app/features/year-changes/changes-page.tsx";

export async function load(queryClient: QueryClient, { submissionId }: { submissionId: string }): Promise<unknown> {
  const { template } = await queryClient.ensureQueryData(submissionQuery(submissionId));
  return queryClient.ensureQueryData(yearChangesQuery(template.id, template.version));
}

export function ChangesRoute() {
  return (
    <Suspense fallback={<p>正在打开…</p>}>
      <ChangesPage />
    </Suspense>
  );
}
