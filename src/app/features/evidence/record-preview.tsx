import { Button } from "@mantine/core";
import { lazy, Suspense } from "react";
import { urlOf } from "#app/data/client.ts";
import { useEvidence, useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/evidence/evidence.module.css";
import { evidenceContent } from "#core/api/evidence.ts";

const EvidencePreview = lazy(() =>
  import("#app/features/evidence/preview/evidence-preview.tsx").then((module) => ({
    default: module.EvidencePreview,
  })),
);

export interface RecordPreviewProps {
  evidenceId: string;
  page: number;
  onClose: () => void;
}

/** A record next to the item that it is to prove. */
export function RecordPreview({ evidenceId, page, onClose }: RecordPreviewProps) {
  const workspace = useWorkspace();
  const record = useEvidence().find(({ id }) => id === evidenceId);
  const close = (
    <Button size="compact-sm" variant="default" onClick={onClose}>
      返回材料
    </Button>
  );
  if (!record)
    return (
      <div className={classes.gone}>
        <p>这份材料已不在材料库。</p>
        {close}
      </div>
    );
  const params = { submissionId: workspace.id, evidenceId };
  const url = `${urlOf(evidenceContent, { params })}?${record.revision}`;
  return (
    <div className={classes.beside}>
      <Suspense fallback={<p className={classes.gone}>正在打开预览…</p>}>
        <EvidencePreview
          source={{ url, mediaType: record.mediaType, size: record.size, title: record.title }}
          fileName={record.fileName}
          page={page}
          actions={close}
        />
      </Suspense>
    </div>
  );
}
