import { queryOptions } from "@tanstack/react-query";
import { call } from "#app/data/client.ts";
import { inspectSystem, listFailedSignIns, listSessions } from "#core/api/inspection.ts";

/** What an administrator looks at; fetched whenever it is looked at. */
export const systemQuery = queryOptions({
  queryKey: ["system", "state"],
  queryFn: ({ signal }) => call(inspectSystem, { signal }),
  staleTime: 0,
});

export const sessionsQuery = queryOptions({
  queryKey: ["system", "sessions"],
  queryFn: ({ signal }) => call(listSessions, { signal }),
  staleTime: 0,
});

export const signInsQuery = queryOptions({
  queryKey: ["system", "sign-ins"],
  queryFn: ({ signal }) => call(listFailedSignIns, { signal }),
  staleTime: 0,
});
