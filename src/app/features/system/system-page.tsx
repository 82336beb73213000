import { Button, Skeleton } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { shortStamp } from "#app/data/clock.ts";
import { systemQuery } from "#app/data/system-queries.ts";
import { FactList } from "#app/features/system/fact-list.tsx";
import { processFacts, storageFacts } from "#app/features/system/fact-rows.ts";
import { PeoplePanels } from "#app/features/system/people-panels.tsx";
import { RequestTable } from "#app/features/system/request-table.tsx";
import { SystemSection } from "#app/features/system/system-section.tsx";
import { VerificationPanel } from "#app/features/system/verification-panel.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import type { SystemState } from "#core/api/inspection.ts";

export interface SystemPageProps {
  /** what another feature says about backups */
  backup?: ReactNode;
}

/** How the installation is, for whoever looks after it. Facts of the whole installation, people of one's own organisation. */
export function SystemPage({ backup }: SystemPageProps) {
  const state = useQuery(systemQuery);
  const queryClient = useQueryClient();
  return (
    <Page
      title="系统状态"
      width="full"
      aside={
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden />}
          loading={state.isFetching}
          onClick={() => void queryClient.invalidateQueries({ queryKey: ["system"] })}
        >
          刷新
        </Button>
      }
    >
      {state.isError && <Notice tone="warn">系统状态没有读到：{state.error.message}</Notice>}
      {state.isPending && <Skeleton height={320} radius="md" role="status" aria-label="正在载入系统状态" />}
      {state.data && <InstallationPanels state={state.data} backup={backup} />}
      <PeoplePanels />
      {state.data && <RequestPanels state={state.data} />}
    </Page>
  );
}

function InstallationPanels({ state, backup }: { state: SystemState; backup: ReactNode }) {
  return (
    <>
      <SystemSection
        id="running"
        title="运行"
        lead={`${shortStamp(state.at)}的情况${state.store.kind === "postgres" ? "，只说应答本次请求的服务进程" : ""}`}
      >
        <FactList facts={processFacts(state)} />
      </SystemSection>
      <SystemSection id="storage" title="存储">
        <FactList facts={storageFacts(state)} />
      </SystemSection>
      {backup !== undefined && (
        <SystemSection id="backup" title="备份">
          {backup}
        </SystemSection>
      )}
      <SystemSection id="verification" title="操作日志核验">
        <VerificationPanel found={state.verification} />
      </SystemSection>
    </>
  );
}

function RequestPanels({ state: { process } }: { state: SystemState }) {
  return (
    <>
      <SystemSection
        id="failed"
        title="出错的请求"
        lead="编号即出错时页面上显示的错误编号，凭编号在运行日志中查找原因。只列本次启动以来最近50次，不含填报内容。"
      >
        <RequestTable
          caption="出错的请求，最近的在前"
          requests={process.failedRequests}
          none="本次启动以来没有出错的请求。"
        />
      </SystemSection>
      <SystemSection id="slow" title="较慢的请求" lead={`超过${process.slowMs}毫秒才应答的，最近50次。`}>
        <RequestTable
          caption="较慢的请求，最近的在前"
          requests={process.slowRequests}
          none="本次启动以来没有较慢的请求。"
        />
      </SystemSection>
    </>
  );
}
