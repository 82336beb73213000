import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "#app/data/client.ts";
import { leftoverQuery } from "#app/data/draft-queries.ts";
import { submissionsQuery } from "#app/data/queries.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import { type Orphan, settleOrphan } from "#core/api/upgrade.ts";

/** How many answers and records of evidence an upgrade left without a home that nobody has dealt with. */
export function useLeftover(): number {
  const { data = [] } = useQuery(leftoverQuery(useWorkspace().id));
  return data.filter(({ settledAt }) => settledAt === null).length;
}

/** Says that one has been dealt with, or has not after all; what it says stays on record. */
export function useSettle() {
  const submissionId = useWorkspace().id;
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ orphan, settled }: { orphan: Orphan; settled: boolean }) =>
      call(settleOrphan, { params: { submissionId, orphanId: orphan.id }, body: { settled } }),
    onSuccess: (settled) => {
      queryClient.setQueryData(leftoverQuery(submissionId).queryKey, (all) =>
        all?.map((each) => (each.id === settled.id ? settled : each)),
      );
      void queryClient.invalidateQueries({ queryKey: submissionsQuery.queryKey });
    },
  });
}
