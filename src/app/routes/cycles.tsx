import { Skeleton } from "@mantine/core";
import { type QueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { today } from "#app/data/clock.ts";
import { mayInOwn, useMe } from "#app/data/me.ts";
import { cyclesQuery } from "#app/data/review-queries.ts";
import { CycleList } from "#app/features/cycle/cycle-list.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { Page } from "#app/ui/page.tsx";

export const load = (queryClient: QueryClient): Promise<unknown> => queryClient.ensureQueryData(cyclesQuery);

export function CyclesRoute() {
  const mayManage = mayInOwn(useMe(), "cycle.manage");
  return (
    <Page title="年度评价" aside={mayManage && <ButtonLink to="/cycles/new">开启年度评价</ButtonLink>}>
      <Suspense fallback={<Skeleton height={160} radius="md" role="status" aria-label="正在载入" />}>
        <Loaded mayManage={mayManage} />
      </Suspense>
    </Page>
  );
}

function Loaded({ mayManage }: { mayManage: boolean }) {
  const { data: cycles } = useSuspenseQuery(cyclesQuery);
  return <CycleList cycles={cycles} mayManage={mayManage} today={today()} />;
}
