import { type QueryClient, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { today } from "#app/data/clock.ts";
import { cycleProblemsQuery } from "#app/data/cycle-queries.ts";
import { ProblemsPage } from "#app/features/city-problems/problems-page.tsx";

export const load = (queryClient: QueryClient, { cycleId }: { cycleId: string }): Promise<unknown> =>
  queryClient.ensureQueryData(cycleProblemsQuery(cycleId));

/** Readers of file formats are far more than the list: they come when somebody looks. */
const EvidencePreview = lazy(() =>
  import("#app/features/evidence/preview/evidence-preview.tsx").then((module) => ({ default: module.EvidencePreview })),
);

export function CycleProblemsRoute() {
  const { cycleId } = useParams({ from: "/inside/cycles/$cycleId/problems" });
  const queryClient = useQueryClient();
  const query = cycleProblemsQuery(cycleId);
  const { data: problems } = useSuspenseQuery(query);
  return (
    <ProblemsPage
      problems={problems}
      today={today()}
      preview={(file, url) => (
        <Suspense fallback={<p role="status">正在打开</p>}>
          <EvidencePreview
            source={{ url, size: file.size, mediaType: file.mediaType, title: file.fileName }}
            fileName={file.fileName}
          />
        </Suspense>
      )}
      onChanged={(changed) =>
        queryClient.setQueryData(query.queryKey, (all) => all?.map((each) => (each.id === changed.id ? changed : each)))
      }
      onStale={() => void queryClient.invalidateQueries({ queryKey: query.queryKey })}
    />
  );
}
