import { Skeleton, Text } from "@mantine/core";
import { type QueryClient, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Suspense } from "react";
import { today } from "#app/data/clock.ts";
import { cycleChoicesQuery } from "#app/data/cycle-queries.ts";
import { mayInOwn, useMe } from "#app/data/me.ts";
import { cyclesQuery, REVIEWS_KEY } from "#app/data/review-queries.ts";
import { templatesQuery } from "#app/data/submission-queries.ts";
import { OpenCycleForm } from "#app/features/cycle/open-cycle-form.tsx";
import { Page } from "#app/ui/page.tsx";
import { Trail } from "#app/ui/tab-links.tsx";
import type { Me } from "#core/api/system.ts";

const mayManage = (me: Me): boolean => mayInOwn(me, "cycle.manage");

export const load = async (queryClient: QueryClient, _: unknown, me: Me): Promise<unknown> =>
  mayManage(me) &&
  Promise.all([
    queryClient.ensureQueryData(templatesQuery),
    queryClient.ensureQueryData(cycleChoicesQuery),
    queryClient.ensureQueryData(cyclesQuery),
  ]);

export function OpenCycleRoute() {
  const me = useMe();
  return (
    <Page title="开启年度评价">
      <Trail>
        <Link to="/cycles">年度评价</Link>
        <span>开启</span>
      </Trail>
      {mayManage(me) ? (
        <Suspense fallback={<Skeleton height={240} radius="md" role="status" aria-label="正在载入" />}>
          <Loaded />
        </Suspense>
      ) : (
        <Text>年度评价由督导办开启。</Text>
      )}
    </Page>
  );
}

function Loaded() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { data: templates } = useSuspenseQuery(templatesQuery);
  const { data: choices } = useSuspenseQuery(cycleChoicesQuery);
  const { data: cycles } = useSuspenseQuery(cyclesQuery);
  const [first, ...others] = [...templates].sort((a, b) => b.year - a.year);
  if (!first) return <Text>还没有可用的清单，请联系管理员检查程序的 templates 文件夹。</Text>;
  return (
    <OpenCycleForm
      templates={[first, ...others]}
      districts={choices.districts}
      taken={cycles.map(({ year }) => year)}
      today={today()}
      onOpened={async (cycleId) => {
        await queryClient.invalidateQueries({ queryKey: REVIEWS_KEY });
        // who reads is the next thing to say
        await navigate({ to: "/cycles/$cycleId/duties", params: { cycleId } });
      }}
    />
  );
}
