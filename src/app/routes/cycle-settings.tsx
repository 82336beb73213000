import { type QueryClient, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { cycleChoicesQuery } from "#app/data/cycle-queries.ts";
import { mayInOwn, useMe } from "#app/data/me.ts";
import { cycleQuery, REVIEWS_KEY } from "#app/data/review-queries.ts";
import { templateQuery } from "#app/data/submission-queries.ts";
import { DatesForm } from "#app/features/cycle/dates-form.tsx";
import { ScoringForm } from "#app/features/cycle/scoring-form.tsx";
import { loadCycle } from "#app/routes/load-cycle.ts";
import type { CycleDetail } from "#core/api/cycle.ts";

export const load = (queryClient: QueryClient, { cycleId }: { cycleId: string }): Promise<unknown> =>
  Promise.all([queryClient.ensureQueryData(cycleChoicesQuery), loadCycle(queryClient, cycleId)]);

export function CycleSettingsRoute() {
  const { cycleId } = useParams({ from: "/inside/cycles/$cycleId/settings" });
  const queryClient = useQueryClient();
  const me = useMe();
  const mayManage = mayInOwn(me, "cycle.manage");
  const { data: cycle } = useSuspenseQuery(cycleQuery(cycleId));
  const { data: template } = useSuspenseQuery(templateQuery(cycle.template.id, cycle.template.version));
  const { data: choices } = useSuspenseQuery(cycleChoicesQuery);
  const take = (changed: CycleDetail): void => {
    queryClient.setQueryData(cycleQuery(cycleId).queryKey, changed);
    void queryClient.invalidateQueries({ queryKey: REVIEWS_KEY });
  };
  return (
    <>
      {mayManage && <DatesForm key={cycleId} cycle={cycle} districts={choices.districts} onChanged={take} />}
      <ScoringForm
        key={`scoring ${cycleId}`}
        cycle={cycle}
        template={template}
        accountId={me.accountId}
        mayManage={mayManage}
        onChanged={take}
      />
    </>
  );
}
