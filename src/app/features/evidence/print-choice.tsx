import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#app/data/client.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/evidence/evidence.module.css";
import { changeEvidence } from "#core/api/evidence.ts";
import type { Evidence } from "#core/evidence/evidence.ts";

/** Whether the report's annex of pictures shows the image; who may not choose reads what was chosen. */
export function PrintChoice({ record, mayChange }: { record: Evidence; mayChange: boolean }) {
  const workspace = useWorkspace();
  const [sent, setSent] = useState<boolean>();
  const change = useMutation({
    mutationFn: (inReport: boolean) =>
      call(changeEvidence, { params: { submissionId: workspace.id, evidenceId: record.id }, body: { inReport } }),
    onSuccess: (changed) => workspace.putEvidence(changed),
    onSettled: () => setSent(undefined),
  });
  if (!mayChange) return record.inReport ? <span className={classes.print}>随报告附图</span> : null;
  return (
    <div className={classes.print}>
      <label>
        <input
          type="checkbox"
          aria-label={`随报告附图：${record.title}`}
          checked={sent ?? record.inReport}
          onChange={({ currentTarget: { checked } }) => {
            setSent(checked);
            change.mutate(checked);
          }}
        />
        随报告附图
      </label>
      {change.error && (
        <p className={classes.failure} role="alert">
          {change.error.message}
        </p>
      )}
    </div>
  );
}
