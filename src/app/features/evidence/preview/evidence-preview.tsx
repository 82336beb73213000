import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { type ComponentType, lazy, type ReactNode, Suspense, useCallback, useState } from "react";
import classes from "#app/features/evidence/preview/preview.module.css";
import { FAILURE_TEXT } from "#app/features/evidence/preview/preview-failure.ts";
import { type PreviewKind, previewKind } from "#app/features/evidence/preview/preview-kind.ts";
import type { PreviewSource, Refusal, ViewProps } from "#app/features/evidence/preview/view-props.ts";
import { Notice } from "#app/ui/notice.tsx";

/** Each kind of file brings its own reader, when the first of the kind is looked at. */
const VIEWS: Record<Exclude<PreviewKind, "none">, ComponentType<ViewProps>> = {
  pdf: lazy(() => import("#app/features/evidence/preview/pdf-view.tsx").then((m) => ({ default: m.PdfView }))),
  image: lazy(() => import("#app/features/evidence/preview/image-view.tsx").then((m) => ({ default: m.ImageView }))),
  document: lazy(() =>
    import("#app/features/evidence/preview/document-view.tsx").then((m) => ({ default: m.DocumentView })),
  ),
  workbook: lazy(() =>
    import("#app/features/evidence/preview/workbook-view.tsx").then((m) => ({ default: m.WorkbookView })),
  ),
  text: lazy(() => import("#app/features/evidence/preview/text-view.tsx").then((m) => ({ default: m.TextView }))),
  archive: lazy(() =>
    import("#app/features/evidence/preview/archive-view.tsx").then((m) => ({ default: m.ArchiveView })),
  ),
};

export interface EvidencePreviewProps {
  source: PreviewSource;
  fileName: string;
  page?: number | undefined;
  /** what else stands at the head: ways to close it, or to go on */
  actions?: ReactNode;
}

/** A file of the evidence in the page. Whatever it is, it can be downloaded; what cannot be shown says why. */
export function EvidencePreview({ source, fileName, page = 1, actions }: EvidencePreviewProps) {
  return (
    <section className={classes.preview} aria-label={`预览：${source.title}`}>
      <header className={classes.head}>
        <h2 className={classes.name}>{source.title}</h2>
        <Button
          component="a"
          href={source.url}
          download={fileName}
          size="compact-sm"
          variant="default"
          leftSection={<IconDownload size={15} />}
        >
          下载
        </Button>
        {actions}
      </header>
      <View key={`${source.url} ${page}`} source={source} page={page} />
    </section>
  );
}

function View({ source, page }: Pick<ViewProps, "source" | "page">) {
  const [refusal, setRefusal] = useState<Refusal>();
  const refuse = useCallback((why: Refusal) => setRefusal(why), []);
  const kind = previewKind(source.mediaType);
  if (kind === "none") return <Refused refusal={{ text: FAILURE_TEXT["no-preview"], again: false }} />;
  if (refusal) return <Refused refusal={refusal} onAgain={() => setRefusal(undefined)} />;
  const Shown = VIEWS[kind];
  return (
    <Suspense fallback={<p className={classes.waiting}>正在打开预览…</p>}>
      <Shown source={source} page={page} onRefused={refuse} />
    </Suspense>
  );
}

function Refused({ refusal, onAgain }: { refusal: Refusal; onAgain?: () => void }) {
  return (
    <div className={classes.refusal}>
      <Notice tone="warn">{refusal.text}</Notice>
      {refusal.again && onAgain && (
        <Button size="compact-sm" variant="default" mt={10} onClick={onAgain}>
          重试
        </Button>
      )}
    </div>
  );
}
