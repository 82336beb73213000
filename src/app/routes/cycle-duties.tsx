import { type QueryClient, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { cycleChoicesQuery } from "#app/data/cycle-queries.ts";
import { mayInOwn, useMe } from "#app/data/me.ts";
import { cycleQuery, REVIEWS_KEY } from "#app/data/review-queries.ts";
import { templateQuery } from "#app/data/submission-queries.ts";
import { DutyBoard } from "#app/features/cycle/duty-board.tsx";
import { loadCycle } from "#app/routes/load-cycle.ts";

export const load = (queryClient: QueryClient, { cycleId }: { cycleId: string }): Promise<unknown> =>
  Promise.all([queryClient.ensureQueryData(cycleChoicesQuery), loadCycle(queryClient, cycleId)]);

export function CycleDutiesRoute() {
  const { cycleId } = useParams({ from: "/inside/cycles/$cycleId/duties" });
  const queryClient = useQueryClient();
  const me = useMe();
  const { data: cycle } = useSuspenseQuery(cycleQuery(cycleId));
  const { data: template } = useSuspenseQuery(templateQuery(cycle.template.id, cycle.template.version));
  const { data: choices } = useSuspenseQuery(cycleChoicesQuery);
  return (
    <DutyBoard
      key={cycleId}
      cycle={cycle}
      template={template}
      inspectors={choices.inspectors}
      accountId={me.accountId}
      mayManage={mayInOwn(me, "cycle.manage")}
      onChanged={(changed) => {
        queryClient.setQueryData(cycleQuery(cycleId).queryKey, changed);
        void queryClient.invalidateQueries({ queryKey: REVIEWS_KEY });
      }}
      onStale={() => void queryClient.invalidateQueries({ queryKey: cycleQuery(cycleId).queryKey })}
    />
  );
}
