import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "#app/data/client.ts";
import { sessionsQuery, signInsQuery } from "#app/data/system-queries.ts";
import { SessionTable } from "#app/features/system/session-table.tsx";
import { FailedTable, LockedList } from "#app/features/system/sign-in-tables.tsx";
import classes from "#app/features/system/system.module.css";
import { SystemSection } from "#app/features/system/system-section.tsx";
import { FormFailure, Notice } from "#app/ui/notice.tsx";
import { endSession, unlockAccount } from "#core/api/inspection.ts";

/** Who is signed in, and who could not: people of one's own organisation only. */
export function PeoplePanels() {
  return (
    <>
      <Sessions />
      <SignIns />
    </>
  );
}

function Sessions() {
  const sessions = useQuery(sessionsQuery);
  const queryClient = useQueryClient();
  const end = useMutation({
    mutationFn: (sessionId: string) => call(endSession, { params: { sessionId } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
  return (
    <SystemSection
      id="sessions"
      title="登录"
      lead="结束登录后，对方须重新登录；没有保存的修改仍在对方电脑上，重新登录后自动保存。最近使用时间精确到5分钟。"
    >
      {sessions.isError && <Notice tone="warn">登录情况没有读到：{sessions.error.message}</Notice>}
      <FormFailure message={end.error?.message} />
      {sessions.data && (
        <SessionTable
          sessions={sessions.data}
          busyId={end.isPending ? end.variables : undefined}
          onEnd={({ id }) => end.mutate(id)}
        />
      )}
    </SystemSection>
  );
}

function SignIns() {
  const signIns = useQuery(signInsQuery);
  const queryClient = useQueryClient();
  const unlock = useMutation({
    mutationFn: (accountId: string) => call(unlockAccount, { params: { accountId } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: signInsQuery.queryKey }),
  });
  return (
    <SystemSection id="sign-ins" title="登录失败">
      {signIns.isError && <Notice tone="warn">登录失败的情况没有读到：{signIns.error.message}</Notice>}
      <FormFailure message={unlock.error?.message} />
      {signIns.data && (
        <>
          <LockedList
            locked={signIns.data.locked}
            busyId={unlock.isPending ? unlock.variables : undefined}
            onUnlock={({ accountId }) => unlock.mutate(accountId)}
          />
          <FailedTable failures={signIns.data.failures} days={signIns.data.days} />
          {signIns.data.strangers > 0 && (
            <p className={classes.none}>
              另有{signIns.data.strangers}次用的是本系统没有的用户名，可能是输错，也可能有人试探。
            </p>
          )}
        </>
      )}
    </SystemSection>
  );
}
