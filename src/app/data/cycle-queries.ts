import { queryOptions } from "@tanstack/react-query";
import { call } from "#app/data/client.ts";
import { REVIEWS_KEY } from "#app/data/review-queries.ts";
import { conclusionPreview } from "#core/api/conclusion.ts";
import { cycleChoices, cycleDistribution, cycleOverview, cycleProgress, cycleTargets } from "#core/api/cycle.ts";
import { listProblems } from "#core/api/rectification.ts";

/** How a year stands; under the key of the reviews, so that a decision refreshes it. */
export const cycleChoicesQuery = queryOptions({
  queryKey: [...REVIEWS_KEY, "choices"],
  queryFn: ({ signal }) => call(cycleChoices, { signal }),
});

export const progressQuery = (cycleId: string) =>
  queryOptions({
    queryKey: [...REVIEWS_KEY, "progress", cycleId],
    queryFn: ({ signal }) => call(cycleProgress, { params: { cycleId }, signal }),
  });

export const overviewQuery = (cycleId: string) =>
  queryOptions({
    queryKey: [...REVIEWS_KEY, "overview", cycleId],
    queryFn: ({ signal }) => call(cycleOverview, { params: { cycleId }, signal }),
  });

export const distributionQuery = (cycleId: string, fieldKey: string) =>
  queryOptions({
    queryKey: [...REVIEWS_KEY, "figure", cycleId, fieldKey],
    queryFn: ({ signal }) => call(cycleDistribution, { params: { cycleId, fieldKey }, signal }),
  });

export const targetsQuery = (cycleId: string) =>
  queryOptions({
    queryKey: [...REVIEWS_KEY, "targets", cycleId],
    queryFn: ({ signal }) => call(cycleTargets, { params: { cycleId }, signal }),
  });

/** Made anew whenever it is looked at: what is concluded has to be what was shown. */
export const conclusionQuery = (submissionId: string) =>
  queryOptions({
    queryKey: [...REVIEWS_KEY, "conclusion", submissionId],
    queryFn: ({ signal }) => call(conclusionPreview, { params: { submissionId }, signal }),
    staleTime: 0,
  });

/** Whoever checks problems sees the reviews' key refreshed as well: they stand in the same counts. */
export const cycleProblemsQuery = (cycleId: string) =>
  queryOptions({
    queryKey: [...REVIEWS_KEY, "problems", cycleId],
    queryFn: ({ signal }) => call(listProblems, { query: { cycle: cycleId }, signal }),
  });
