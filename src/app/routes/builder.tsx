import { Skeleton } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { Suspense } from "react";
import { ListPage } from "#app/features/builder/list-page.tsx";
import { Page } from "#app/ui/page.tsx";

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
