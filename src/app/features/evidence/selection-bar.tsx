import { Button } from "@mantine/core";
import { call } from "#app/data/client.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/evidence/library.module.css";
import { useBatch } from "#app/features/evidence/use-batch.ts";
import { useSelectionDownload } from "#app/features/evidence/use-selection-download.ts";
import { changeEvidence } from "#core/api/evidence.ts";
import type { Evidence } from "#core/evidence/evidence.ts";

export interface SelectionBarProps {
  records: readonly Evidence[];
  mayDescribe: boolean;
  onLink: (() => void) | undefined;
  onClear: () => void;
}

/** What can be done with the records that are ticked. */
export function SelectionBar({ records, mayDescribe, onLink, onClear }: SelectionBarProps) {
  const workspace = useWorkspace();
  const batch = useBatch();
  const download = useSelectionDownload();
  const mark = (confidential: boolean): void =>
    void batch.run(
      records.filter((record) => record.confidential !== confidential),
      ({ id }) =>
        call(changeEvidence, { params: { submissionId: workspace.id, evidenceId: id }, body: { confidential } }),
    );
  const marked = records.filter((record) => record.confidential).length;
  return (
    <section className={classes.selection} aria-label="所选材料">
      <b>已选{records.length}份</b>
      {onLink && (
        <Button size="compact-sm" variant="default" onClick={onLink}>
          引用到条目…
        </Button>
      )}
      {mayDescribe && marked < records.length && (
        <Button size="compact-sm" variant="default" loading={batch.running} onClick={() => mark(true)}>
          标为涉密
        </Button>
      )}
      {mayDescribe && marked > 0 && (
        <Button size="compact-sm" variant="default" loading={batch.running} onClick={() => mark(false)}>
          取消涉密
        </Button>
      )}
      <Button size="compact-sm" variant="default" loading={download.running} onClick={() => download.run(records)}>
        下载所选
      </Button>
      <Button size="compact-sm" variant="subtle" onClick={onClear}>
        取消选择
      </Button>
      <span role="status" className={classes.found} data-failed={batch.failed || download.failed}>
        {batch.message} {download.message}
      </span>
    </section>
  );
}
