import { queryOptions } from "@tanstack/react-query";
import { call } from "#app/data/client.ts";
import { getCycle, listCycles } from "#core/api/cycle.ts";
import { listPhrases } from "#core/api/phrase.ts";
import { acrossDistricts, getReview, getReviewItem, reviewList } from "#core/api/review.ts";

/** What a city reads. Everything of a review stands under one key, so that a decision refreshes all of it. */
export const REVIEWS_KEY = ["reviews"] as const;

export const cyclesQuery = queryOptions({
  queryKey: [...REVIEWS_KEY, "cycles"],
  queryFn: ({ signal }) => call(listCycles, { signal }),
});

export const cycleQuery = (cycleId: string) =>
  queryOptions({
    queryKey: [...REVIEWS_KEY, "cycle", cycleId],
    queryFn: ({ signal }) => call(getCycle, { params: { cycleId }, signal }),
  });

export const reviewListQuery = (cycleId: string) =>
  queryOptions({
    queryKey: [...REVIEWS_KEY, "list", cycleId],
    queryFn: ({ signal }) => call(reviewList, { params: { cycleId }, signal }),
  });

export const reviewQuery = (submissionId: string) =>
  queryOptions({
    queryKey: [...REVIEWS_KEY, "review", submissionId],
    queryFn: ({ signal }) => call(getReview, { params: { submissionId }, signal }),
  });

export const reviewItemQuery = (submissionId: string, itemKey: string) =>
  queryOptions({
    queryKey: [...REVIEWS_KEY, "item", submissionId, itemKey],
    queryFn: ({ signal }) => call(getReviewItem, { params: { submissionId, itemKey }, signal }),
    staleTime: 15_000,
  });

/** One item in all districts of a cycle, unfiltered: the screen filters what it has. */
export const acrossQuery = (cycleId: string, itemKey: string) =>
  queryOptions({
    queryKey: [...REVIEWS_KEY, "across", cycleId, itemKey],
    queryFn: ({ signal }) => call(acrossDistricts, { params: { cycleId, itemKey }, query: {}, signal }),
    staleTime: 15_000,
  });

export const phrasesQuery = queryOptions({
  queryKey: ["phrases"],
  queryFn: ({ signal }) => call(listPhrases, { signal }),
  staleTime: 60_000,
});
