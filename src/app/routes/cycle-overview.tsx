import { type QueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { overviewQuery } from "#app/data/cycle-queries.ts";
import { mayInOwn, useMe } from "#app/data/me.ts";
import { cycleQuery } from "#app/data/review-queries.ts";
import { FigureDistribution } from "#app/features/overview/figure-distribution.tsx";
import { OverviewPage } from "#app/features/overview/overview-page.tsx";
import { TargetTable } from "#app/features/overview/target-table.tsx";
import { Notice } from "#app/ui/notice.tsx";
import type { Me } from "#core/api/system.ts";

const mayRead = (me: Me): boolean => mayInOwn(me, "overview.read");

export const load = async (queryClient: QueryClient, { cycleId }: { cycleId: string }, me: Me): Promise<unknown> =>
  mayRead(me) && queryClient.ensureQueryData(overviewQuery(cycleId));

export function CycleOverviewRoute() {
  const me = useMe();
  if (!mayRead(me)) return <Notice tone="calm">总览由督导办和查阅人查看。</Notice>;
  return <Loaded />;
}

function Loaded() {
  const { cycleId } = useParams({ from: "/inside/cycles/$cycleId/overview" });
  const navigate = useNavigate();
  const me = useMe();
  const { data: cycle } = useSuspenseQuery(cycleQuery(cycleId));
  const { data: overview } = useSuspenseQuery(overviewQuery(cycleId));
  const open = (districtId: string): void => {
    const submissionId = overview.districts.find((each) => each.districtId === districtId)?.submissionId;
    if (submissionId)
      void navigate({ to: "/cycles/$cycleId/conclude/$submissionId", params: { cycleId, submissionId } });
  };
  return (
    <OverviewPage
      overview={overview}
      year={cycle.year}
      onOpen={mayInOwn(me, "cycle.manage") ? open : undefined}
      distribution={<FigureDistribution cycleId={cycleId} overview={overview} />}
      targets={<TargetTable cycleId={cycleId} />}
    />
  );
}
