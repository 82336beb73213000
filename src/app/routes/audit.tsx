import { Skeleton, Text } from "@mantine/core";
import type { QueryClient } from "@tanstack/react-query";
import { Suspense } from "react";
import { auditChoicesQuery } from "#app/data/audit.ts";
import { mayInOwn, useMe } from "#app/data/me.ts";
import { AuditPanel } from "#app/features/audit/audit-panel.tsx";
import { Page } from "#app/ui/page.tsx";
import type { Me } from "#core/api/system.ts";

const mayRead = (me: Me): boolean => mayInOwn(me, "audit.read");

export const load = async (queryClient: QueryClient, _: unknown, me: Me): Promise<unknown> =>
  mayRead(me) && queryClient.ensureQueryData(auditChoicesQuery);

export function AuditRoute() {
  const me = useMe();
  return (
    <Page title="操作日志" width="full">
      {mayRead(me) ? (
        <Suspense fallback={<Skeleton height={320} radius="md" role="status" aria-label="正在载入操作日志" />}>
          <AuditPanel />
        </Suspense>
      ) : (
        <Text>操作日志由本单位的管理员查阅，市级也可由督导办查阅。</Text>
      )}
    </Page>
  );
}
