import { Text } from "@mantine/core";
import { type QueryClient, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Outlet, useParams } from "@tanstack/react-router";
import { type ReactNode, Suspense, useEffect, useMemo, useState } from "react";
import { leaveWorkspace, openWorkspace, replayOutbox } from "#app/data/open-workspace.ts";
import { meQuery, submissionsQuery } from "#app/data/queries.ts";
import { indicatorsQuery, plansQuery, submissionQuery, templateQuery } from "#app/data/submission-queries.ts";
import { useEvidenceNews } from "#app/data/use-evidence-news.ts";
import { usePulse } from "#app/data/use-pulse.ts";
import { type Tab, useTab } from "#app/data/use-tab.ts";
import { useWorkspace, WorkspaceProvider } from "#app/data/workspace-context.tsx";
import { useChecks } from "#app/features/findings/use-checks.ts";
import { TabNotice } from "#app/ui/tab-notice.tsx";

export async function load(queryClient: QueryClient, { submissionId }: { submissionId: string }): Promise<unknown> {
  const loadDetail = async () => {
    const { template, district } = await queryClient.ensureQueryData(submissionQuery(submissionId));
    return Promise.all([
      queryClient.ensureQueryData(templateQuery(template.id, template.version)),
      queryClient.ensureQueryData(plansQuery(district)),
    ]);
  };
  await Promise.all([queryClient.ensureQueryData(indicatorsQuery), loadDetail()]);
  // most who open a submission go to an item of it: its code comes while other pages are asked who writes
  return void import("#app/routes/workbench.tsx").catch(() => undefined);
}

/** Opens a submission once; form, findings and report below it work on the same workspace. */
export function SubmissionRoute() {
  const { submissionId } = useParams({ from: "/inside/submissions/$submissionId" });
  return (
    <Suspense fallback={<Text p="xl">正在打开…</Text>}>
      <Claimed key={submissionId} submissionId={submissionId} />
    </Suspense>
  );
}

/** Of several pages of one person one writes; the others show what it has. */
function Claimed({ submissionId }: { submissionId: string }) {
  const { data: me } = useSuspenseQuery(meQuery);
  const queryClient = useQueryClient();
  const tab = useTab(me.accountId, submissionId, () =>
    queryClient.resetQueries({ queryKey: submissionQuery(submissionId).queryKey }),
  );
  if (tab.place === "asking") return <Text p="xl">正在打开…</Text>;
  return (
    <Suspense fallback={<Text p="xl">正在打开…</Text>}>
      <Opened accountId={me.accountId} submissionId={submissionId} tab={tab} />
    </Suspense>
  );
}

function Opened({ accountId, submissionId, tab }: { accountId: string; submissionId: string; tab: Tab }) {
  const { data: detail } = useSuspenseQuery(submissionQuery(submissionId));
  const { data: template } = useSuspenseQuery(templateQuery(detail.template.id, detail.template.version));
  const { data: indicators } = useSuspenseQuery(indicatorsQuery);
  const { data: plans } = useSuspenseQuery(plansQuery(detail.district));
  const workspace = useMemo(
    () => openWorkspace(accountId, detail, { template, indicators, plans }),
    [accountId, detail, template, indicators, plans],
  );
  const { place, attach, takeOver } = tab;
  useEffect(() => workspace.setElsewhere(place === "elsewhere"), [workspace, place]);
  useEffect(() => attach(workspace), [workspace, attach]);
  return (
    <WorkspaceProvider value={workspace}>
      <Upkeep accountId={accountId} />
      {place === "elsewhere" && <TabNotice onTakeOver={takeOver} />}
      <Replayed key={place} accountId={accountId} writes={place === "here"}>
        <Outlet />
      </Replayed>
    </WorkspaceProvider>
  );
}

/** Shows the forms once unsent edits of an earlier visit are back in them: a new edit would take their place. */
function Replayed({ accountId, writes, children }: { accountId: string; writes: boolean; children: ReactNode }) {
  const workspace = useWorkspace();
  const [ready, setReady] = useState(!writes);
  useEffect(() => {
    if (writes) void replayOutbox(accountId, workspace).then(() => setReady(true));
  }, [accountId, writes, workspace]);
  return ready ? children : null;
}

/** What runs while a submission is open: checks, and sending at every good moment. */
function Upkeep({ accountId }: { accountId: string }) {
  const workspace = useWorkspace();
  const queryClient = useQueryClient();
  useChecks();
  usePulse(useParams({ strict: false }).itemKey);
  useEvidenceNews();

  useEffect(() => {
    const flush = () => void workspace.flush();
    const flushWhenHidden = () => {
      if (document.visibilityState === "hidden") flush();
    };
    const holdBack = (event: BeforeUnloadEvent) => {
      workspace.settle();
      if (workspace.unsafe && workspace.shelf !== "keeps") event.preventDefault();
    };
    window.addEventListener("online", flush);
    window.addEventListener("ziping:session-restored", flush);
    window.addEventListener("pagehide", flush);
    window.addEventListener("beforeunload", holdBack);
    document.addEventListener("visibilitychange", flushWhenHidden);
    if (!workspace.saved) flush();
    return () => {
      window.removeEventListener("online", flush);
      window.removeEventListener("ziping:session-restored", flush);
      window.removeEventListener("pagehide", flush);
      window.removeEventListener("beforeunload", holdBack);
      document.removeEventListener("visibilitychange", flushWhenHidden);
      void leaveWorkspace(accountId, workspace).then((arrived) => {
        if (arrived) queryClient.removeQueries({ queryKey: submissionQuery(workspace.id).queryKey, type: "inactive" });
        return queryClient.invalidateQueries({ queryKey: submissionsQuery.queryKey });
      });
    };
  }, [workspace, queryClient, accountId]);
  return null;
}
