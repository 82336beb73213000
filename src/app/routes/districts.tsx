import { Skeleton, Text } from "@mantine/core";
import { type QueryClient, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { useMe } from "#app/data/me.ts";
import { districtsQuery } from "#app/data/people-queries.ts";
import { meQuery } from "#app/data/queries.ts";
import { DistrictsPanel } from "#app/features/people/districts-panel.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { Page } from "#app/ui/page.tsx";

export async function load(queryClient: QueryClient): Promise<unknown> {
  const { hosts, roles } = await queryClient.ensureQueryData(meQuery);
  return hosts && roles.includes("administrator") && queryClient.ensureQueryData(districtsQuery);
}

export function DistrictsRoute() {
  const { hosts, roles } = useMe();
  return (
    <Page title="区县管理">
      {hosts && roles.includes("administrator") ? (
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
