import { Button, Group } from "@mantine/core";
import { IconFileTypeDocx, IconFileTypePdf } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { frozenVersionQuery } from "#app/data/flow-queries.ts";
import { templateQuery } from "#app/data/submission-queries.ts";
import { stampOf } from "#app/data/version-stamp.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import { frozenSource } from "#app/features/report/frozen-source.ts";
import { JobStatus } from "#app/features/report/job-status.tsx";
import { type Format, type Source, useReportFiles } from "#app/features/report/use-report-files.ts";
import type { FrozenRound } from "#core/api/flow.ts";
import { thaw } from "#core/review/thaw.ts";

/** Word and PDF of exactly a frozen version; a version whose stamp does not come out the same is not given out. */
export function FrozenFiles({ round }: { round: FrozenRound }) {
  const workspace = useWorkspace();
  const queryClient = useQueryClient();
  const { state, make, cancel, dismiss } = useReportFiles(false);
  const [reading, setReading] = useState(false);
  const [failure, setFailure] = useState<string>();

  const read = async (): Promise<Source> => {
    const version = await queryClient.fetchQuery(frozenVersionQuery(workspace.id, round.round));
    const { id, version: edition } = version.template;
    const template = await queryClient.fetchQuery(templateQuery(id, edition));
    const { indicators, plans } = workspace;
    const content = thaw(version, { template, indicators, plans });
    if (stampOf(content) !== round.stamp)
      throw new Error("这一版的内容与报送时的版本号对不上，没有生成文件。请联系管理员核对数据");
    return frozenSource(workspace, content, version);
  };
  const start = (format: Format): void => {
    setReading(true);
    setFailure(undefined);
    read()
      .then((from) => make({ format, shell: undefined, letterhead: undefined, from }))
      .catch((error: unknown) => setFailure(error instanceof Error ? error.message : String(error)))
      .finally(() => setReading(false));
  };
  const busy = reading || state.kind === "making";
  const named = `第${round.round}次报送`;
  return (
    <div>
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          disabled={busy}
          leftSection={<IconFileTypeDocx size={16} aria-hidden />}
          aria-label={`${named}：生成Word`}
          onClick={() => start("docx")}
        >
          Word
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={busy}
          leftSection={<IconFileTypePdf size={16} aria-hidden />}
          aria-label={`${named}：生成PDF`}
          onClick={() => start("pdf")}
        >
          PDF
        </Button>
      </Group>
      {reading && <p role="status">正在读取报送的版本…</p>}
      <JobStatus
        state={failure === undefined ? state : { kind: "failed", message: failure }}
        onCancel={cancel}
        onDismiss={dismiss}
      />
    </div>
  );
}
