import { type QueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Navigate, Outlet, useParams } from "@tanstack/react-router";
import { Suspense } from "react";
import { useMe } from "#app/data/me.ts";
import { reviewQuery } from "#app/data/review-queries.ts";
import { useVerdictUpkeep } from "#app/data/verdict-desk.ts";
import { lastOpened } from "#app/features/reading/last-opened.ts";
import { OpenReview } from "#app/features/reading/open-review.tsx";
import { firstToRead, itemsToRead } from "#app/features/reading/review-items.ts";
import { Notice } from "#app/ui/notice.tsx";

export const load = (queryClient: QueryClient, { submissionId }: { submissionId: string }): Promise<unknown> =>
  queryClient.ensureQueryData(reviewQuery(submissionId));

/** One district's submission under review; an inspector opens it before anything of it is seen. */
export function ReviewRoute() {
  return (
    <Suspense fallback={<p>正在打开…</p>}>
      <Loaded />
    </Suspense>
  );
}

function Loaded() {
  const { submissionId } = useParams({ from: "/inside/reviews/$submissionId" });
  const { data: review } = useSuspenseQuery(reviewQuery(submissionId));
  useVerdictUpkeep(submissionId);
  return review.phase === "submitted" && review.may.open ? <OpenReview review={review} /> : <Outlet />;
}

/** Where one left off: what is unread first. */
export function ReviewIndexRoute() {
  const { submissionId } = useParams({ from: "/inside/reviews/$submissionId" });
  const { accountId } = useMe();
  const { data: review } = useSuspenseQuery(reviewQuery(submissionId));
  const unread = itemsToRead(review.items).some(({ read }) => !read);
  const itemKey = (unread ? undefined : lastOpened(accountId, submissionId)) ?? firstToRead(review.items);
  if (itemKey === undefined) return <Notice tone="calm">这里没有分给您审核的条目，请联系督导办。</Notice>;
  return <Navigate to="/reviews/$submissionId/items/$itemKey" params={{ submissionId, itemKey }} replace />;
}
