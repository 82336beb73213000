import { type QueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { Suspense } from "react";
import { today } from "#app/data/clock.ts";
import { cycleQuery, reviewQuery } from "#app/data/review-queries.ts";
import { templateQuery } from "#app/data/submission-queries.ts";
import { EvidencePreview } from "#app/features/evidence/preview/evidence-preview.tsx";
import { ReadingDesk } from "#app/features/reading/reading-desk.tsx";

export async function load(queryClient: QueryClient, { submissionId }: { submissionId: string }): Promise<unknown> {
  const { template, cycleId } = await queryClient.ensureQueryData(reviewQuery(submissionId));
  return Promise.all([
    queryClient.ensureQueryData(templateQuery(template.id, template.version)),
    queryClient.ensureQueryData(cycleQuery(cycleId)),
  ]);
}

/** The desk of an inspector; files of the evidence are shown by the feature that knows them. */
export function ReviewItemRoute() {
  return (
    <Suspense fallback={<p>正在打开…</p>}>
      <Loaded />
    </Suspense>
  );
}

function Loaded() {
  const { submissionId, itemKey } = useParams({ from: "/inside/reviews/$submissionId/items/$itemKey" });
  const { data: review } = useSuspenseQuery(reviewQuery(submissionId));
  const { data: template } = useSuspenseQuery(templateQuery(review.template.id, review.template.version));
  const { data: cycle } = useSuspenseQuery(cycleQuery(review.cycleId));
  const navigate = useNavigate();
  return (
    <ReadingDesk
      review={review}
      template={template}
      itemKey={itemKey}
      reviewBy={cycle.reviewBy}
      today={today()}
      onOpen={(key) =>
        void navigate({ to: "/reviews/$submissionId/items/$itemKey", params: { submissionId, itemKey: key } })
      }
      preview={({ fileName, ...source }, actions) => (
        <EvidencePreview key={source.url} source={source} fileName={fileName} actions={actions} />
      )}
    />
  );
}
