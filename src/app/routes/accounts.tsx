import { Skeleton, Text } from "@mantine/core";
import { type QueryClient, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { mayInOwn, useMe } from "#app/data/me.ts";
import { accountsQuery, meQuery, unitsQuery } from "#app/data/queries.ts";
import { AccountsPanel } from "#app/features/accounts/accounts-panel.tsx";
import { UnitsPanel } from "#app/features/accounts/units-panel.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { Page } from "#app/ui/page.tsx";
import type { Me } from "#core/api/system.ts";

const mayManage = (me: Me): boolean => mayInOwn(me, "account.manage");

export const load = async (queryClient: QueryClient, _: unknown, me: Me): Promise<unknown> =>
  mayManage(me) && Promise.all([queryClient.ensureQueryData(accountsQuery), queryClient.ensureQueryData(unitsQuery)]);

export function AccountsRoute() {
  const me = useMe();
  return (
    <Page title="账号管理">
      {mayManage(me) ? (
        <Suspense fallback={<Skeleton height={260} radius="md" role="status" aria-label="正在载入账号" />}>
          <Loaded me={me} />
        </Suspense>
      ) : (
        <Text>账号由本单位的管理员管理。</Text>
      )}
    </Page>
  );
}

function Loaded({ me }: { me: Me }) {
  const queryClient = useQueryClient();
  const { data: accounts } = useSuspenseQuery(accountsQuery);
  const { data: units } = useSuspenseQuery(unitsQuery);
  return (
    <>
      <AccountsPanel
        me={me}
        accounts={accounts}
        units={units}
        tools={
          <ButtonLink to="/accounts/import" variant="default">
            用表格导入
          </ButtonLink>
        }
        onChanged={async () => {
          await queryClient.invalidateQueries({ queryKey: accountsQuery.queryKey });
          await queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
        }}
      />
      {me.organisation.kind === "district" && (
        <UnitsPanel
          units={units}
          accounts={accounts}
          onAdded={() => queryClient.invalidateQueries({ queryKey: unitsQuery.queryKey })}
        />
      )}
    </>
  );
}
