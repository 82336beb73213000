import { queryOptions } from "@tanstack/react-query";
import { call } from "#app/data/client.ts";
import { listStaff } from "#core/api/collation.ts";
import { itemPast, listCarries, planCarry } from "#core/api/reuse.ts";
import { getSubmission, getTemplate, listIndicators, listPlans, listTemplates } from "#core/api/submission.ts";

/** Apart from queries.ts, because the first screen needs none of these contracts; what never changes is never fetched twice. */
export const submissionQuery = (submissionId: string) =>
  queryOptions({
    queryKey: ["submission", submissionId],
    queryFn: ({ signal }) => call(getSubmission, { params: { submissionId }, signal }),
    // the workspace takes over from here: a refetch must not replace it under the typist
    staleTime: Number.POSITIVE_INFINITY,
  });

export const templatesQuery = queryOptions({
  queryKey: ["templates"],
  queryFn: ({ signal }) => call(listTemplates, { signal }),
});

export const templateQuery = (id: string, version: string) =>
  queryOptions({
    queryKey: ["template", id, version],
    queryFn: ({ signal }) => call(getTemplate, { query: { id, version }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const indicatorsQuery = queryOptions({
  queryKey: ["indicators"],
  queryFn: ({ signal }) => call(listIndicators, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export const plansQuery = (district: string) =>
  queryOptions({
    queryKey: ["plans", district],
    queryFn: ({ signal }) => call(listPlans, { query: { district }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What of an earlier year would go where; made anew whenever it is looked at. */
export const carryPlanQuery = (submissionId: string, from: string) =>
  queryOptions({
    queryKey: ["carry-plan", submissionId, from],
    queryFn: ({ signal }) => call(planCarry, { params: { submissionId }, query: { from }, signal }),
    staleTime: 0,
    gcTime: 0,
  });

export const carriesQuery = (submissionId: string) =>
  queryOptions({
    queryKey: ["carries", submissionId],
    queryFn: ({ signal }) => call(listCarries, { params: { submissionId }, signal }),
  });

/** Earlier years change no more while this one is being filled. */
export const itemPastQuery = (submissionId: string, itemKey: string) =>
  queryOptions({
    queryKey: ["past", submissionId, itemKey],
    queryFn: ({ signal }) => call(itemPast, { params: { submissionId, itemKey }, signal }),
    staleTime: 300_000,
  });

/** Who fills for which unit, in one submission. */
export const staffQuery = (submissionId: string) =>
  queryOptions({
    queryKey: ["staff", submissionId],
    queryFn: ({ signal }) => call(listStaff, { params: { submissionId }, signal }),
  });
