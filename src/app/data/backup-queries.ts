import { queryOptions } from "@tanstack/react-query";
import { call } from "#app/data/client.ts";
import { getBackups } from "#core/api/backup.ts";

const RUNNING_MS = 2000;
const RESTING_MS = 60_000;

/** Asked often while one is being made. */
export const backupsQuery = queryOptions({
  queryKey: ["backups"],
  queryFn: ({ signal }) => call(getBackups, { signal }),
  refetchInterval: ({ state }) => (state.data?.running ? RUNNING_MS : RESTING_MS),
  staleTime: 0,
});
