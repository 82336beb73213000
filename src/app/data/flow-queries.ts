import { queryOptions } from "@tanstack/react-query";
import { call } from "#app/data/client.ts";
import { flowKey } from "#app/data/use-pulse.ts";
import { frozenRoundContent, submissionFlow } from "#core/api/flow.ts";

/** Where a submission stands between district and city. */
export const flowQuery = (submissionId: string) =>
  queryOptions({
    queryKey: flowKey(submissionId),
    queryFn: ({ signal }) => call(submissionFlow, { params: { submissionId }, signal }),
    refetchOnWindowFocus: "always",
  });

/** A frozen version never changes. */
export const frozenVersionQuery = (submissionId: string, round: number) =>
  queryOptions({
    queryKey: ["frozen", submissionId, round],
    queryFn: ({ signal }) => call(frozenRoundContent, { params: { submissionId, round }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
