import { Button } from "@mantine/core";
import { lazy, Suspense } from "react";
import { FORMATS } from "#app/features/report/formats.ts";
import classes from "#app/features/report/report.module.css";
import type { JobState } from "#app/features/report/use-report-files.ts";

const CopyDialog = lazy(() =>
  import("#app/features/report/copy-dialog.tsx").then((module) => ({ default: module.CopyDialog })),
);

export interface JobStatusProps {
  state: JobState;
  onCancel: () => void;
  onDismiss: () => void;
}

/** What became of the file that was asked for. */
export function JobStatus({ state, onCancel, onDismiss }: JobStatusProps) {
  return (
    <>
      <div className={classes.status} role="status">
        {state.kind === "making" && (
          <>
            {state.progress}（{FORMATS[state.format]}）…
            <Button size="compact-xs" variant="subtle" onClick={onCancel}>
              取消
            </Button>
          </>
        )}
        {state.kind === "made" && state.message}
        {state.kind === "made" && state.missing.length > 0 && <MissingCharacters missing={state.missing} />}
        {state.kind === "failed" && <span className={classes.failure}>没有生成：{state.message}</span>}
      </div>
      {state.kind === "copy-by-hand" && (
        <Suspense>
          <CopyDialog text={state.text} onClose={onDismiss} />
        </Suspense>
      )}
    </>
  );
}

export function MissingCharacters({ missing }: { missing: readonly string[] }) {
  return <span className={classes.failure}>字库中没有这些字，文件中以〓代替：{missing.join("")}</span>;
}
