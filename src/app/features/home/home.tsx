import { mayInOwn } from "#app/data/me.ts";
import { DistrictTable } from "#app/features/home/district-table.tsx";
import { EmptyHome } from "#app/features/home/empty-home.tsx";
import { splitYears } from "#app/features/home/outlook.ts";
import { PastYears } from "#app/features/home/past-years.tsx";
import { SubmissionCard } from "#app/features/home/submission-card.tsx";
import type { SubmissionSummary } from "#core/api/submission-list.ts";
import type { Me } from "#core/api/system.ts";

export interface HomeProps {
  me: Me;
  submissions: readonly SubmissionSummary[];
  today: string;
}

/** What is left to do, and by when. */
export function Home({ me, submissions, today }: HomeProps) {
  if (submissions.length === 0) return <EmptyHome me={me} />;
  if (me.organisation.kind === "city") return <DistrictTable submissions={submissions} today={today} />;
  const { current, past } = splitYears(submissions, today);
  const writes = mayInOwn(me, "answer.write");
  const collates = mayInOwn(me, "item.collate");
  return (
    <>
      {current.map((submission) => (
        <SubmissionCard key={submission.id} submission={submission} today={today} writes={writes} collates={collates} />
      ))}
      {past.length > 0 && <PastYears submissions={past} />}
    </>
  );
}
