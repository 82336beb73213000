import { Button, FileButton, Progress } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "#app/features/packages/packages.module.css";
import { PlanView } from "#app/features/packages/plan-view.tsx";
import { useImport } from "#app/features/packages/use-import.ts";
import { FormFailure, Notice } from "#app/ui/notice.tsx";

export interface ImportPanelProps {
  /** a copy that the reader may open, or nothing */
  linkTo: (submissionId: string) => ReactNode;
  onImported: () => void;
}

/** Choose, look at what would change, confirm. Until then nothing is written. */
export function ImportPanel({ linkTo, onImported }: ImportPanelProps) {
  const { share, send, confirm, drop, cancel, failure } = useImport();
  const done = confirm.data;
  return (
    <section className={classes.section} aria-labelledby="package-import">
      <h2 id="package-import" className={classes.title}>
        导入
      </h2>
      <p className={classes.hint}>
        选择 .ziping 文件（自评，或市级送来的审核结果）后先核对，列出将要发生的变化；确认之前不写入任何内容。
      </p>
      <FormFailure message={failure} />
      {done && (
        <Notice tone="good">
          {done.outcome === "already" ? "此数据包已导入过，没有改动任何内容。" : "导入完成。"}
          {linkTo(done.submissionId)}
        </Notice>
      )}
      {send.isPending && (
        <div role="status">
          <p className={classes.counts}>
            {share < 1 ? `正在上传，${Math.floor(share * 100)}%` : "已上传，正在校验每个文件…"}
          </p>
          <Progress value={share * 100} aria-label="上传进度" />
          <div className={classes.actions}>
            <Button variant="default" onClick={cancel}>
              取消
            </Button>
          </div>
        </div>
      )}
      {send.data && !done ? (
        <PlanView
          key={send.data.packageId}
          received={send.data}
          busy={confirm.isPending || drop.isPending}
          onConfirm={(received, decisions) => confirm.mutate({ ...received, decisions }, { onSuccess: onImported })}
          onDrop={(packageId) => drop.mutate(packageId)}
        />
      ) : (
        !send.isPending && (
          <div className={classes.actions}>
            <FileButton
              accept=".ziping"
              onChange={(file) => {
                if (!file) return;
                confirm.reset();
                send.mutate(file);
              }}
            >
              {(props) => (
                <Button {...props} leftSection={<IconUpload size={16} aria-hidden />}>
                  选择数据包
                </Button>
              )}
            </FileButton>
          </div>
        )
      )}
    </section>
  );
}
