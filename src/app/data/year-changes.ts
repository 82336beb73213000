import { queryOptions, useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { call } from "#app/data/client.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import { templateChanges } from "#core/api/template-change.ts";

export type YearChanges = z.output<NonNullable<typeof templateChanges.response>>;

/** What is published never changes, nor what it changed. */
export const yearChangesQuery = (id: string, version: string) =>
  queryOptions({
    queryKey: ["template-changes", id, version],
    queryFn: ({ signal }) => call(templateChanges, { query: { id, version }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** 今年有何变化, of the open submission's checklist; undefined until it has been read, or where it is the first. */
export function useYearChanges(): YearChanges | undefined {
  const { id, version } = useWorkspace().template;
  const { data } = useQuery(yearChangesQuery(id, version));
  return data?.base ? data : undefined;
}
