import type { QueryClient } from "@tanstack/react-query";
import { cycleQuery } from "#app/data/review-queries.ts";
import { templateQuery } from "#app/data/submission-queries.ts";

/** A city's year and the checklist that it goes by. */
export async function loadCycle(queryClient: QueryClient, cycleId: string): Promise<unknown> {
  const { template } = await queryClient.ensureQueryData(cycleQuery(cycleId));
  return queryClient.ensureQueryData(templateQuery(template.id, template.version));
}
