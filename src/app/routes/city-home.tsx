import { type QueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { cycleProblemsQuery, progressQuery } from "#app/data/cycle-queries.ts";
import { mayInOwn, useMe } from "#app/data/me.ts";
import { cyclesQuery } from "#app/data/review-queries.ts";
import { CityWork } from "#app/features/city-work/city-work.tsx";
import { type WorkPlace, workInHand } from "#app/features/city-work/work-in-hand.ts";
import { Notice } from "#app/ui/notice.tsx";
import type { CycleSummary } from "#core/api/cycle.ts";

export async function load(queryClient: QueryClient): Promise<unknown> {
  const [newest] = await queryClient.ensureQueryData(cyclesQuery);
  if (!newest) return undefined;
  return Promise.all([
    queryClient.ensureQueryData(progressQuery(newest.id)),
    queryClient.ensureQueryData(cycleProblemsQuery(newest.id)),
  ]);
}

/** What waits for the city, of the newest year. */
export function CityHome() {
  const { data: cycles } = useSuspenseQuery(cyclesQuery);
  const manages = mayInOwn(useMe(), "cycle.manage");
  const [newest] = cycles;
  if (newest) return <Newest cycle={newest} manages={manages} />;
  return (
    <div style={{ marginBottom: 24 }}>
      <Notice tone="calm">
        还没有开启年度评价。{" "}
        {manages ? (
          <Link to="/cycles/new">选择清单和区县，开启年度评价</Link>
        ) : (
          "督导办开启并分工后，这里列出要办的事。"
        )}
      </Notice>
    </div>
  );
}

function Newest({ cycle, manages }: { cycle: CycleSummary; manages: boolean }) {
  const { data: progress } = useSuspenseQuery(progressQuery(cycle.id));
  const { data: problems } = useSuspenseQuery(cycleProblemsQuery(cycle.id));
  return (
    <CityWork
      title={
        <>
          {cycle.year}年度评价：要办的事
          <Link to="/cycles/$cycleId" params={{ cycleId: cycle.id }}>
            各区县进度
          </Link>
        </>
      }
      work={workInHand({ progress, problems, manages })}
      linkTo={({ text, place }) => <Way cycleId={cycle.id} place={place} text={text} />}
    />
  );
}

function Way({ cycleId, place, text }: { cycleId: string; place: WorkPlace; text: string }) {
  switch (place.page) {
    case "conclude":
      return (
        <Link to="/cycles/$cycleId/conclude/$submissionId" params={{ cycleId, submissionId: place.submissionId }}>
          {text}
        </Link>
      );
    case "duties":
      return (
        <Link to="/cycles/$cycleId/duties" params={{ cycleId }}>
          {text}
        </Link>
      );
    case "problems":
      return (
        <Link to="/cycles/$cycleId/problems" params={{ cycleId }}>
          {text}
        </Link>
      );
    case "progress":
      return (
        <Link to="/cycles/$cycleId" params={{ cycleId }}>
          {text}
        </Link>
      );
  }
}
