import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { call } from "#app/data/client.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { confirmEvidence } from "#core/api/reuse.ts";
import type { Evidence } from "#core/evidence/evidence.ts";

/** Somebody vouches for last year's paper; until then it has no number and fills no slot. */
export function ConfirmCarried({ record }: { record: Evidence }) {
  const workspace = useWorkspace();
  const confirm = useMutation({
    mutationFn: () =>
      call(confirmEvidence, { params: { submissionId: workspace.id, evidenceId: record.id }, body: {} }),
    onSuccess: (confirmed) => workspace.putEvidence(confirmed),
  });
  return (
    <div style={{ gridColumn: "2 / -1" }}>
      <Button
        size="compact-xs"
        variant="default"
        loading={confirm.isPending}
        aria-label={`确认仍适用：${record.title}`}
        onClick={() => confirm.mutate()}
      >
        确认仍适用
      </Button>
      {confirm.isError && <Notice tone="danger">{confirm.error.message}</Notice>}
    </div>
  );
}
