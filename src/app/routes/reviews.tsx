import { type QueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Suspense } from "react";
import { today } from "#app/data/clock.ts";
import { cyclesQuery } from "#app/data/review-queries.ts";
import { ReviewList } from "#app/features/reading/review-list.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";

export const load = (queryClient: QueryClient): Promise<unknown> => queryClient.ensureQueryData(cyclesQuery);

export function ReviewsRoute() {
  return (
    <Page title="审核" width="wide">
      <Suspense fallback={<p>正在打开…</p>}>
        <Loaded />
      </Suspense>
    </Page>
  );
}

function Loaded() {
  const { cycle: wanted } = useSearch({ from: "/inside/reviews" });
  const navigate = useNavigate();
  const { data: cycles } = useSuspenseQuery(cyclesQuery);
  const cycle = cycles.find(({ id }) => id === wanted) ?? cycles[0];
  if (!cycle) return <Notice tone="calm">督导办还没有开启年度自评审核。开启后，区县报送的自评在这里审核。</Notice>;
  return (
    <ReviewList
      key={cycle.id}
      cycles={cycles}
      cycle={cycle}
      onCycle={(id) => void navigate({ to: "/reviews", search: { cycle: id } })}
      today={today()}
    />
  );
}
