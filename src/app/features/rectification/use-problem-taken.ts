import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { ownProblemsQuery } from "#app/data/result-queries.ts";
import type { Problem } from "#core/api/rectification.ts";

/** Puts a problem as the server has it by now into the list. */
export function useProblemTaken(): (problem: Problem) => void {
  const queryClient = useQueryClient();
  return useCallback(
    (problem) =>
      queryClient.setQueryData(ownProblemsQuery.queryKey, (known) =>
        known?.map((each) => (each.id === problem.id ? problem : each)),
      ),
    [queryClient],
  );
}

/** What others have changed meanwhile is read again; what is typed here stays. */
export function useProblemsAgain(): () => void {
  const queryClient = useQueryClient();
  return useCallback(() => void queryClient.invalidateQueries({ queryKey: ownProblemsQuery.queryKey }), [queryClient]);
}
