import { Skeleton, Text } from "@mantine/core";
import { type QueryClient, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { managesDistricts, useMe } from "#app/data/me.ts";
import { districtsQuery } from "#app/data/people-queries.ts";
import { DistrictsPanel } from "#app/features/people/districts-panel.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { Page } from "#app/ui/page.tsx";
import type { Me } from "#core/api/system.ts";

export const load = async (queryClient: QueryClient, _: unknown, me: Me): Promise<unknown> =>
  managesDistricts(me) && queryClient.ensureQueryData(districtsQuery);

export function DistrictsRoute() {
  const me = useMe();
  return (
    <Page title="区县管理">
      {managesDistricts(me) ? (
        <Suspense fallback={<Skeleton height={260} radius="md" role="status" aria-label="正在载入区县" />}>
          <Loaded />
        </Suspense>
      ) : (
        <Text>区县由安装本系统的市级单位的管理员管理。</Text>
      )}
    </Page>
  );
}

function Loaded() {
  const queryClient = useQueryClient();
  const { data: districts } = useSuspenseQuery(districtsQuery);
  return (
    <DistrictsPanel
      districts={districts}
      tools={
        <ButtonLink to="/districts/import" variant="default">
          用表格导入
        </ButtonLink>
      }
      onChanged={() => queryClient.invalidateQueries({ queryKey: districtsQuery.queryKey })}
    />
  );
}
