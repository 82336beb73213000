import { Skeleton } from "@mantine/core";
import { type QueryClient, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Suspense } from "react";
import { mayInOwn, useMe } from "#app/data/me.ts";
import { submissionsQuery } from "#app/data/queries.ts";
import { ExportList } from "#app/features/packages/export-list.tsx";
import { ImportPanel } from "#app/features/packages/import-panel.tsx";
import { Page } from "#app/ui/page.tsx";

export const load = (queryClient: QueryClient): Promise<unknown> => queryClient.ensureQueryData(submissionsQuery);

export function PackagesRoute() {
  return (
    <Page title="数据包" width="narrow">
      <Suspense fallback={<Skeleton height={240} radius="md" role="status" aria-label="正在载入" />}>
        <Loaded />
      </Suspense>
    </Page>
  );
}

function Loaded() {
  const me = useMe();
  const queryClient = useQueryClient();
  const { data: submissions } = useSuspenseQuery(submissionsQuery);
  const [exports, imports] = [mayInOwn(me, "package.export"), mayInOwn(me, "package.import")];
  if (!exports && !imports) return <p>数据包由统稿人、审定人导出，由统稿人或市级督导办导入。</p>;
  return (
    <>
      {imports && (
        <ImportPanel
          linkTo={(submissionId) =>
            me.organisation.kind === "district" && (
              <Link to="/submissions/$submissionId" params={{ submissionId }}>
                打开
              </Link>
            )
          }
          onImported={() => {
            // what is cached of the submission is no longer what is stored
            queryClient.removeQueries({ type: "inactive" });
            void queryClient.invalidateQueries({ queryKey: submissionsQuery.queryKey });
          }}
        />
      )}
      {exports && <ExportList submissions={submissions.filter(({ readable }) => readable)} />}
    </>
  );
}
