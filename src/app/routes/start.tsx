import { Skeleton, Text } from "@mantine/core";
import { type QueryClient, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Suspense } from "react";
import { today } from "#app/data/clock.ts";
import { mayInOwn, useMe } from "#app/data/me.ts";
import { submissionsQuery } from "#app/data/queries.ts";
import { templatesQuery } from "#app/data/submission-queries.ts";
import { inOrder } from "#app/features/start-year/checklist-for.ts";
import { StartYearForm } from "#app/features/start-year/start-year-form.tsx";
import { Page } from "#app/ui/page.tsx";
import type { Me } from "#core/api/system.ts";

const mayBegin = (me: Me): boolean => mayInOwn(me, "submission.create");

export const load = async (queryClient: QueryClient, _: unknown, me: Me): Promise<unknown> =>
  mayBegin(me) &&
  Promise.all([queryClient.ensureQueryData(templatesQuery), queryClient.ensureQueryData(submissionsQuery)]);

export function StartRoute() {
  const me = useMe();
  return (
    <Page title="新建年度自评" width="narrow">
      {mayBegin(me) ? (
        <Suspense fallback={<Skeleton height={240} radius="md" role="status" aria-label="正在载入清单" />}>
          <Loaded />
        </Suspense>
      ) : (
        <Text>年度自评由本单位的统稿人新建。建好以后，分给您单位的内容会出现在首页。</Text>
      )}
    </Page>
  );
}

function Loaded() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { data } = useSuspenseQuery(templatesQuery);
  const { data: submissions } = useSuspenseQuery(submissionsQuery);
  const [latest] = [...submissions].sort((a, b) => b.year - a.year);
  const usual = latest?.template.id;
  const [first, ...others] = inOrder(data, usual);
  if (!first) return <Text>还没有可用的清单，请联系管理员检查程序的 templates 文件夹。</Text>;
  return (
    <StartYearForm
      templates={[first, ...others]}
      usual={usual}
      today={today()}
      findYear={async (year) => {
        const all = await queryClient.fetchQuery({ ...submissionsQuery, staleTime: 0 });
        return all.find((each) => each.year === year);
      }}
      onStarted={async (submissionId, year) => {
        const all = await queryClient.fetchQuery({ ...submissionsQuery, staleTime: 0 });
        // what an earlier year can give is looked at first; nothing is taken over unasked
        const earlier = all.some((each) => each.year < year);
        await navigate({
          to: earlier ? "/submissions/$submissionId/carry" : "/submissions/$submissionId",
          params: { submissionId },
        });
      }}
    />
  );
}
