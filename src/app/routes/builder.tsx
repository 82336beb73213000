import { Skeleton } from "@mantine/core";
import type { QueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Suspense } from "react";
import { draftsQuery, versionsQuery } from "#app/data/draft-queries.ts";
import { ListPage } from "#app/features/builder/list-page.tsx";
import { Page } from "#app/ui/page.tsx";

export const load = (queryClient: QueryClient): Promise<unknown> =>
  Promise.all([queryClient.ensureQueryData(draftsQuery), queryClient.ensureQueryData(versionsQuery)]);

export function BuilderRoute() {
  const navigate = useNavigate();
  return (
    <Page title="清单编制" width="full">
      <Suspense fallback={<Skeleton height={240} radius="md" role="status" aria-label="正在载入" />}>
        <ListPage onOpen={(draftId) => void navigate({ to: "/builder/$draftId", params: { draftId } })} />
      </Suspense>
    </Page>
  );
}
