import { Group } from "@mantine/core";
import type { QueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Suspense } from "react";
import { staffQuery } from "#app/data/submission-queries.ts";
import { CollationPage } from "#app/features/collation/collation-page.tsx";

export const load = (queryClient: QueryClient, { submissionId }: { submissionId: string }): Promise<unknown> =>
  queryClient.ensureQueryData(staffQuery(submissionId));

export function CollationRoute() {
  const { submissionId } = useParams({ from: "/inside/submissions/$submissionId/collation" });
  return (
    <Suspense fallback={<p>正在打开…</p>}>
      <CollationPage
        aside={
          <Group gap="md">
            <Link to="/submissions/$submissionId/tasks" params={{ submissionId }}>
              任务分解表
            </Link>
            <Link to="/submissions/$submissionId" params={{ submissionId }}>
              返回填报
            </Link>
          </Group>
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
