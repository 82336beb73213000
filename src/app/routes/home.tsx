import { Group, Skeleton } from "@mantine/core";
import { type QueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { today } from "#app/data/clock.ts";
import { mayInOwn, useMe } from "#app/data/me.ts";
import { submissionsQuery } from "#app/data/queries.ts";
import { Home } from "#app/features/home/home.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { Page } from "#app/ui/page.tsx";
import type { Me } from "#core/api/system.ts";

export const load = (queryClient: QueryClient, _: unknown, me: Me): Promise<unknown> =>
  Promise.all([queryClient.ensureQueryData(submissionsQuery), readsCycles(me) && loadCity(queryClient)]);

async function loadCity(queryClient: QueryClient): Promise<unknown> {
  const { load: loadHome } = await import("#app/routes/city-home.tsx");
  return loadHome(queryClient);
}

const readsCycles = (me: Me): boolean => mayInOwn(me, "cycle.read");

/** A district's first screen needs nothing of the city's. */
const CityHome = lazy(() => import("#app/routes/city-home.tsx").then((module) => ({ default: module.CityHome })));

export function HomeRoute() {
  return (
    <Suspense fallback={<Waiting />}>
      <Loaded />
    </Suspense>
  );
}

function Loaded() {
  const me = useMe();
  const { data: submissions } = useSuspenseQuery(submissionsQuery);
  const builds = mayInOwn(me, "template.draft");
  // where nothing has begun the page itself says how to begin
  const working = submissions.length > 0 || readsCycles(me);
  return (
    <Page
      title={titleFor(me.organisation.kind)}
      aside={
        (working || builds) && (
          <Group gap="xs">
            {readsCycles(me) && <ButtonLink to="/cycles">年度评价</ButtonLink>}
            {working && me.organisation.kind === "district" && mayInOwn(me, "problem.list") && (
              <ButtonLink to="/rectification" variant="default">
                整改台账
              </ButtonLink>
            )}
            {readsCycles(me) && <ButtonLink to="/reviews">审核</ButtonLink>}
            {builds && (
              <ButtonLink to="/builder" variant="default">
                清单编制
              </ButtonLink>
            )}
            {working && (mayInOwn(me, "package.export") || mayInOwn(me, "package.import")) && (
              <ButtonLink to="/packages" variant="default">
                数据包
              </ButtonLink>
            )}
            {working && mayInOwn(me, "submission.create") && (
              <ButtonLink to="/new" variant="default">
                新建年度自评
              </ButtonLink>
            )}
          </Group>
        )
      }
    >
      {readsCycles(me) && <CityHome />}
      <Home me={me} submissions={submissions} today={today()} />
    </Page>
  );
}

function Waiting() {
  const me = useMe();
  return (
    <Page title={titleFor(me.organisation.kind)}>
      <Skeleton height={220} radius="md" role="status" aria-label="正在载入" />
    </Page>
  );
}

const titleFor = (kind: "district" | "city"): string => (kind === "city" ? "各区县自评进度" : "要做的事");
