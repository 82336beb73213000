import { Skeleton, Text } from "@mantine/core";
import { type QueryClient, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { call } from "#app/data/client.ts";
import { mayInOwn, useMe } from "#app/data/me.ts";
import { accountsQuery, unitsQuery } from "#app/data/queries.ts";
import { SheetPanel } from "#app/features/people/sheet-panel.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { Page } from "#app/ui/page.tsx";
import { importAccounts, planAccounts } from "#core/api/people.ts";
import type { Me } from "#core/api/system.ts";
import { accountTemplate } from "#core/people/sheets.ts";

const mayManage = (me: Me): boolean => mayInOwn(me, "account.manage");

export const load = async (queryClient: QueryClient, _: unknown, me: Me): Promise<unknown> =>
  mayManage(me) && queryClient.ensureQueryData(unitsQuery);

export function AccountsImportRoute() {
  const me = useMe();
  return (
    <Page
      title="用表格导入账号"
      aside={
        <ButtonLink to="/accounts" variant="default" size="sm">
          返回账号管理
        </ButtonLink>
      }
    >
      {mayManage(me) ? (
        <Suspense fallback={<Skeleton height={160} radius="md" role="status" aria-label="正在载入" />}>
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
  const { data: units } = useSuspenseQuery(unitsQuery);
  return (
    <SheetPanel
      what="账号"
      template={() => accountTemplate(me.organisation.kind, units)}
      target={{
        plan: (rows) => call(planAccounts, { body: { rows } }),
        write: (body) => call(importAccounts, { body }),
      }}
      onWritten={() => void queryClient.invalidateQueries({ queryKey: accountsQuery.queryKey })}
    />
  );
}
