import { Skeleton, Text } from "@mantine/core";
import { type QueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link, Outlet, useParams } from "@tanstack/react-router";
import { Suspense } from "react";
import { today } from "#app/data/clock.ts";
import { mayInOwn, useMe } from "#app/data/me.ts";
import { cycleQuery } from "#app/data/review-queries.ts";
import { dayText } from "#app/ui/day-text.ts";
import { Page } from "#app/ui/page.tsx";
import { TabLinks, Trail } from "#app/ui/tab-links.tsx";

export const load = (queryClient: QueryClient, { cycleId }: { cycleId: string }): Promise<unknown> =>
  queryClient.ensureQueryData(cycleQuery(cycleId));

const EXACT = { exact: true } as const;

/** One year of a city; its pages stand beside each other. */
export function CycleRoute() {
  return (
    <Suspense fallback={<Text p="xl">正在打开…</Text>}>
      <Loaded />
    </Suspense>
  );
}

function Loaded() {
  const { cycleId } = useParams({ from: "/inside/cycles/$cycleId" });
  const { data: cycle } = useSuspenseQuery(cycleQuery(cycleId));
  const me = useMe();
  const params = { cycleId };
  const day = today();
  return (
    <Page title={`${cycle.year}年度评价`} width="full">
      <Trail>
        <Link to="/cycles">年度评价</Link>
        <span>
          {cycle.template.title}；{dayText(cycle.submitBy, day)}前报送，{dayText(cycle.reviewBy, day)}前审核
        </span>
      </Trail>
      <TabLinks label="本年度">
        <Link to="/cycles/$cycleId" params={params} activeOptions={EXACT}>
          进度
        </Link>
        {mayInOwn(me, "overview.read") && (
          <Link to="/cycles/$cycleId/overview" params={params}>
            总览
          </Link>
        )}
        <Link to="/cycles/$cycleId/duties" params={params}>
          分工
        </Link>
        <Link to="/cycles/$cycleId/problems" params={params}>
          整改台账
        </Link>
        <Link to="/cycles/$cycleId/settings" params={params}>
          设置
        </Link>
      </TabLinks>
      <Suspense fallback={<Skeleton height={320} radius="md" role="status" aria-label="正在载入" />}>
        <Outlet />
      </Suspense>
    </Page>
  );
}
