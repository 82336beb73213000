import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { call } from "#app/data/client.ts";
import { auditChoices, listAudit } from "#core/api/audit.ts";
import type { EventGroup } from "#core/audit/groups.ts";

/** What narrows the log down; "" = everything. */
export interface AuditFilter {
  text: string;
  accountId: string;
  group: EventGroup | "";
  submissionId: string;
}

export const NO_FILTER: AuditFilter = { text: "", accountId: "", group: "", submissionId: "" };

/** As the interface is asked: what is empty is left out. */
export const filterQuery = ({ text, accountId, group, submissionId }: AuditFilter) => ({
  ...(text.trim() === "" ? {} : { text: text.trim() }),
  ...(accountId === "" ? {} : { accountId }),
  ...(group === "" ? {} : { group }),
  ...(submissionId === "" ? {} : { submissionId }),
});

/** No entry to go on before. */
const NEWEST = Number.MAX_SAFE_INTEGER;

export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ["audit", filter],
    queryFn: ({ pageParam, signal }) =>
      call(listAudit, {
        query: { ...filterQuery(filter), ...(pageParam === NEWEST ? {} : { before: pageParam }) },
        signal,
      }),
    initialPageParam: NEWEST,
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: 0,
  });

export const auditChoicesQuery = queryOptions({
  queryKey: ["audit-choices"],
  queryFn: ({ signal }) => call(auditChoices, { signal }),
});
