import { queryOptions } from "@tanstack/react-query";
import { actAs, call } from "#app/data/client.ts";
import { listSubmissions } from "#core/api/submission-list.ts";
import { currentAccount, listAccounts, listUnits, setupState } from "#core/api/system.ts";

/** What the first screen asks for, and small lists; each by its contract. */
export const setupQuery = queryOptions({ queryKey: ["setup"], queryFn: ({ signal }) => call(setupState, { signal }) });

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async ({ signal }) => {
    const me = await call(currentAccount, { signal });
    actAs(me.accountId);
    return me;
  },
  staleTime: 60_000,
});

export const submissionsQuery = queryOptions({
  queryKey: ["submissions"],
  queryFn: ({ signal }) => call(listSubmissions, { signal }),
});

export const unitsQuery = queryOptions({ queryKey: ["units"], queryFn: ({ signal }) => call(listUnits, { signal }) });

export const accountsQuery = queryOptions({
  queryKey: ["accounts"],
  queryFn: ({ signal }) => call(listAccounts, { signal }),
});
