import { queryOptions } from "@tanstack/react-query";
import { call } from "#app/data/client.ts";
import { flowKey } from "#app/data/use-pulse.ts";
import { reviewResult } from "#core/api/conclusion.ts";
import { frozenRoundContent, submissionFlow } from "#core/api/flow.ts";
import { lastProblems, listProblems } from "#core/api/rectification.ts";

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

/** What the district learns of its review. */
export const reviewResultQuery = (submissionId: string) =>
  queryOptions({
    queryKey: ["review-result", submissionId],
    queryFn: ({ signal }) => call(reviewResult, { params: { submissionId }, signal }),
  });

/** What a district has to put right, of all its years. */
export const ownProblemsQuery = queryOptions({
  queryKey: ["problems"],
  queryFn: ({ signal }) => call(listProblems, { query: {}, signal }),
});

/** What the newest earlier review found. */
export const lastProblemsQuery = (submissionId: string) =>
  queryOptions({
    queryKey: ["last-problems", submissionId],
    queryFn: ({ signal }) => call(lastProblems, { params: { submissionId }, signal }),
  });
