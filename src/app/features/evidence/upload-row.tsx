import { Button, Progress } from "@mantine/core";
import classes from "#app/features/evidence/evidence.module.css";
import { sizeText } from "#app/features/evidence/file-text.ts";
import type { Upload } from "#app/features/evidence/use-uploads.ts";
import type { Evidence } from "#core/evidence/evidence.ts";

export interface UploadRowProps {
  upload: Upload;
  onRetry: () => void;
  onDismiss: () => void;
  onLink: (existing: Evidence) => void;
}

export function UploadRow({ upload, onRetry, onDismiss, onLink }: UploadRowProps) {
  const { file, state } = upload;
  return (
    <div className={classes.upload} role="status">
      <div className={classes.uploadName}>
        {file.name} <span className={classes.size}>{sizeText(file.size)}</span>
      </div>
      {state.kind === "sending" && (
        <>
          <Progress value={state.share * 100} size="sm" aria-label={`上传进度${Math.round(state.share * 100)}%`} />
          <div className={classes.actions}>
            <span>{state.share < 1 ? `已传${Math.round(state.share * 100)}%` : "正在校验…"}</span>
            <Button size="compact-xs" variant="subtle" onClick={onDismiss}>
              取消
            </Button>
          </div>
        </>
      )}
      {state.kind === "duplicate" && (
        <>
          <p className={classes.how}>材料库中已有内容完全相同的文件《{state.existing.title}》，没有重复存放。</p>
          <div className={classes.actions}>
            <Button size="compact-xs" onClick={() => onLink(state.existing)}>
              引用到本条
            </Button>
            <Button size="compact-xs" variant="subtle" onClick={onDismiss}>
              不用
            </Button>
          </div>
        </>
      )}
      {state.kind === "failed" && (
        <>
          <p className={classes.failure} role="alert">
            {state.message}
          </p>
          <div className={classes.actions}>
            <Button size="compact-xs" onClick={onRetry}>
              重试
            </Button>
            <Button size="compact-xs" variant="subtle" onClick={onDismiss}>
              关闭
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
