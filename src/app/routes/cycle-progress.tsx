import { type QueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { today } from "#app/data/clock.ts";
import { progressQuery } from "#app/data/cycle-queries.ts";
import { mayInOwn, useMe } from "#app/data/me.ts";
import { cycleQuery } from "#app/data/review-queries.ts";
import { ProgressPage } from "#app/features/cycle-progress/progress-page.tsx";

export const load = (queryClient: QueryClient, { cycleId }: { cycleId: string }): Promise<unknown> =>
  queryClient.ensureQueryData(progressQuery(cycleId));

export function CycleProgressRoute() {
  const { cycleId } = useParams({ from: "/inside/cycles/$cycleId/" });
  const { data: cycle } = useSuspenseQuery(cycleQuery(cycleId));
  const { data: rows } = useSuspenseQuery(progressQuery(cycleId));
  const concludes = mayInOwn(useMe(), "cycle.manage");
  return (
    <ProgressPage
      cycle={cycle}
      rows={rows}
      today={today()}
      linksOf={({ submissionId, phase, district }) =>
        concludes &&
        submissionId !== null &&
        (phase === "reviewing" || phase === "concluded") && (
          <Link
            to="/cycles/$cycleId/conclude/$submissionId"
            params={{ cycleId, submissionId }}
            aria-label={`${phase === "concluded" ? "审核意见" : "办结"}：${district}`}
          >
            {phase === "concluded" ? "审核意见" : "办结"}
          </Link>
        )
      }
    />
  );
}
