import { type QueryClient, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import { conclusionQuery } from "#app/data/cycle-queries.ts";
import { useMe } from "#app/data/me.ts";
import { cycleQuery, REVIEWS_KEY, reviewQuery } from "#app/data/review-queries.ts";
import { templateQuery } from "#app/data/submission-queries.ts";
import { ConclusionPage } from "#app/features/conclusion/conclusion-page.tsx";
import { OpinionFiles } from "#app/features/opinion/opinion-files.tsx";
import { ReviewExport } from "#app/features/packages/review-export.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Trail } from "#app/ui/tab-links.tsx";
import type { ReviewDetail } from "#core/api/review.ts";
import { flowAfter, PHASE_TEXT } from "#core/review/flow.ts";
import { outline, placedTitle } from "#core/template/outline.ts";

export async function load(queryClient: QueryClient, { submissionId }: { submissionId: string }): Promise<unknown> {
  const review = await queryClient.ensureQueryData(reviewQuery(submissionId));
  if (refusalOf(review) !== undefined) return undefined;
  const { id, version } = review.template;
  return Promise.all([
    queryClient.ensureQueryData(conclusionQuery(submissionId)),
    queryClient.ensureQueryData(templateQuery(id, version)),
  ]);
}

export function ConclusionRoute() {
  const { cycleId, submissionId } = useParams({ from: "/inside/cycles/$cycleId/conclude/$submissionId" });
  const { data: review } = useSuspenseQuery(reviewQuery(submissionId));
  const refusal = refusalOf(review);
  return (
    <>
      <Trail label="本区县">
        <Link to="/cycles/$cycleId" params={{ cycleId }}>
          进度
        </Link>
        <span>
          {review.district}（{PHASE_TEXT[review.phase]}，第{review.round}次报送）
        </span>
      </Trail>
      {refusal === undefined ? <Loaded review={review} cycleId={cycleId} /> : <Notice tone="calm">{refusal}</Notice>}
    </>
  );
}

/** Why there is nothing to conclude here; undefined = there is. */
function refusalOf({ may, phase, round }: ReviewDetail): string | undefined {
  if (may.conclude || may.reopen) return undefined;
  const next = flowAfter({ phase, round, returned: [] }, { event: "conclude" });
  return next.ok || phase === "concluded" ? "审核由督导办办结。" : next.error;
}

function Loaded({ review, cycleId }: { review: ReviewDetail; cycleId: string }) {
  const queryClient = useQueryClient();
  const { accountId } = useMe();
  const { data: preview } = useSuspenseQuery(conclusionQuery(review.submissionId));
  const { data: cycle } = useSuspenseQuery(cycleQuery(cycleId));
  const { data: template } = useSuspenseQuery(templateQuery(review.template.id, review.template.version));
  const items = useMemo(
    () => outline(template).map((placed) => ({ itemKey: placed.item.key, item: placedTitle(placed) })),
    [template],
  );
  return (
    <ConclusionPage
      head={review}
      preview={preview}
      items={items}
      formula={cycle.scoring.credibility}
      accountId={accountId}
      linkTo={({ itemKey, item }) => (
        <Link to="/reviews/$submissionId/items/$itemKey" params={{ submissionId: review.submissionId, itemKey }}>
          {item}
        </Link>
      )}
      files={(concluded) => (
        <>
          <OpinionFiles concluded={concluded} />
          <ReviewExport submissionId={review.submissionId} />
        </>
      )}
      onChanged={() => queryClient.invalidateQueries({ queryKey: REVIEWS_KEY })}
    />
  );
}
