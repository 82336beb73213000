import { Text } from "@mantine/core";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Outlet, useParams } from "@tanstack/react-router";
import { type ReactNode, Suspense, useEffect, useMemo, useState } from "react";
import { openWorkspace, replayOutbox } from "#app/data/open-workspace.ts";
import {
  indicatorsQuery,
  meQuery,
  plansQuery,
  submissionQuery,
  submissionsQuery,
  templateQuery,
} from "#app/data/queries.ts";
import { useWorkspace, WorkspaceProvider } from "#app/data/workspace-context.tsx";
import { useChecks } from "#app/features/findings/use-checks.ts";

/** Opens a submission once; form, findings and report below it work on the same workspace. */
export function SubmissionRoute() {
  const { submissionId } = useParams({ from: "/inside/submissions/$submissionId" });
  return (
    <Suspense fallback={<Text p="xl">正在打开…</Text>}>
      <Opened key={submissionId} submissionId={submissionId} />
    </Suspense>
  );
}

function Opened({ submissionId }: { submissionId: string }) {
  const { data: me } = useSuspenseQuery(meQuery);
  const { data: detail } = useSuspenseQuery(submissionQuery(submissionId));
  const { data: template } = useSuspenseQuery(templateQuery(detail.template.id, detail.template.version));
  const { data: indicators } = useSuspenseQuery(indicatorsQuery);
  const { data: plans } = useSuspenseQuery(plansQuery(detail.district));
  const { accountId } = me;
  const workspace = useMemo(
    () => openWorkspace(accountId, detail, { template, indicators, plans }),
    [accountId, detail, template, indicators, plans],
  );
  return (
    <WorkspaceProvider value={workspace}>
      <Upkeep />
      <Replayed accountId={accountId}>
        <Outlet />
      </Replayed>
    </WorkspaceProvider>
  );
}

/** Shows the forms once unsent edits of an earlier visit are back in them: a new edit would take their place. */
function Replayed({ accountId, children }: { accountId: string; children: ReactNode }) {
  const workspace = useWorkspace();
  const [ready, setReady] = useState(false);
  useEffect(() => {
    const show = () => setReady(true);
    // a browser without a store of its own says so at the first edit, when there is something to lose
    void replayOutbox(accountId, workspace).then(show, show);
  }, [accountId, workspace]);
  return ready ? children : null;
}

/** What runs while a submission is open: checks, and sending at every good moment. */
function Upkeep() {
  const workspace = useWorkspace();
  const queryClient = useQueryClient();
  useChecks();

  useEffect(() => {
    const flush = () => void workspace.flush();
    const flushWhenHidden = () => {
      if (document.visibilityState === "hidden") flush();
    };
    window.addEventListener("online", flush);
    window.addEventListener("ziping:session-restored", flush);
    document.addEventListener("visibilitychange", flushWhenHidden);
    return () => {
      window.removeEventListener("online", flush);
      window.removeEventListener("ziping:session-restored", flush);
      document.removeEventListener("visibilitychange", flushWhenHidden);
      void workspace.flush().then(() => {
        queryClient.removeQueries({ queryKey: submissionQuery(workspace.id).queryKey, type: "inactive" });
        return queryClient.invalidateQueries({ queryKey: submissionsQuery.queryKey });
      });
    };
  }, [workspace, queryClient]);
  return null;
}
