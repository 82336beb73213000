import { queryOptions } from "@tanstack/react-query";
import { call } from "#app/data/client.ts";
import { reviewResult } from "#core/api/conclusion.ts";
import { lastProblems, listProblems } from "#core/api/rectification.ts";

/** What the district learns of its review. Apart from flow-queries.ts, because the form needs none of these contracts. */
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
