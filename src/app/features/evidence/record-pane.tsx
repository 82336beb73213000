import { ActionIcon, Button } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconX } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { call, urlOf } from "#app/data/client.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/evidence/library.module.css";
import type { LibraryRow } from "#app/features/evidence/library-rows.ts";
import { RecordFacts } from "#app/features/evidence/record-facts.tsx";
import { RecordForm } from "#app/features/evidence/record-form.tsx";
import { RecordPlaces } from "#app/features/evidence/record-places.tsx";
import { RecordRevisions } from "#app/features/evidence/record-revisions.tsx";
import { SideTabs } from "#app/ui/side-tabs.tsx";
import { deleteEvidence, evidenceContent, revisionContent } from "#core/api/evidence.ts";
import type { EvidenceRevision } from "#core/evidence/evidence.ts";

const EvidencePreview = lazy(() =>
  import("#app/features/evidence/preview/evidence-preview.tsx").then((module) => ({
    default: module.EvidencePreview,
  })),
);

const TABS = { form: "登记", preview: "预览" };

export interface RecordPaneProps {
  row: LibraryRow;
  writable: boolean;
  mayDelete: boolean;
  onLink: (() => void) | undefined;
  onStep: (offset: 1 | -1) => void;
  onClose: () => void;
}

/** One record: what is registered of it, and the document itself beside it. On a phone one of the two at a time. */
export function RecordPane({ row, writable, mayDelete, onLink, onStep, onClose }: RecordPaneProps) {
  const { record, places } = row;
  const workspace = useWorkspace();
  const [tab, setTab] = useState<keyof typeof TABS>("form");
  const [older, setOlder] = useState<EvidenceRevision>();
  const params = { submissionId: workspace.id, evidenceId: record.id };
  const remove = useMutation({
    mutationFn: () => call(deleteEvidence, { params }),
    onSuccess: () => {
      workspace.dropEvidence(record.id);
      onClose();
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what has become the newest is shown
  useEffect(() => setOlder(undefined), [record.revision]);
  const file = older && older.revision !== record.revision ? older : record;
  const url =
    file === record
      ? `${urlOf(evidenceContent, { params })}?${record.revision}`
      : urlOf(revisionContent, { params: { ...params, revision: String(file.revision) } });
  const title = file === record ? record.title : `${record.title}（第${file.revision}次）`;
  return (
    <section className={classes.pane} aria-label={`材料：${record.title}`} data-tab={tab}>
      <div className={classes.paneTabs}>
        <SideTabs tabs={TABS} shown={tab} onShow={setTab}>
          {null}
        </SideTabs>
      </div>
      <div className={classes.registered}>
        <div className={classes.paneHead}>
          <Step label="上一份" onClick={() => onStep(-1)} />
          <Step label="下一份" onClick={() => onStep(1)} />
          <Close onClose={onClose} />
        </div>
        <RecordForm key={record.id} record={record} writable={writable} />
        <RecordPlaces key={`p-${record.id}`} record={record} places={places} onLink={onLink} />
        <RecordFacts record={record} />
        <RecordRevisions record={record} writable={writable} shown={file.revision} onShow={setOlder} />
        {mayDelete && places.length === 0 && (
          <div className={classes.remove}>
            <Button
              size="compact-sm"
              variant="outline"
              color="red"
              loading={remove.isPending}
              onClick={() => remove.mutate()}
            >
              从材料库删除
            </Button>
            <p>没有条目引用才可删除；再次上传同一文件可以找回。</p>
            {remove.error && <p role="alert">{remove.error.message}</p>}
          </div>
        )}
      </div>
      <div className={classes.shown}>
        <Suspense fallback={<p className={classes.none}>正在打开预览…</p>}>
          <EvidencePreview
            source={{ url, mediaType: file.mediaType, size: file.size, title }}
            fileName={file.fileName}
            actions={
              <span className={classes.leave}>
                <Close onClose={onClose} />
              </span>
            }
          />
        </Suspense>
      </div>
    </section>
  );
}

function Step({ label, onClick }: { label: "上一份" | "下一份"; onClick: () => void }) {
  const Shape = label === "上一份" ? IconChevronUp : IconChevronDown;
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={label} title={label} onClick={onClick}>
      <Shape size={18} />
    </ActionIcon>
  );
}

function Close({ onClose }: Pick<RecordPaneProps, "onClose">) {
  return (
    <ActionIcon variant="subtle" color="gray" aria-label="关闭这份材料" title="关闭（Esc）" onClick={onClose}>
      <IconX size={18} />
    </ActionIcon>
  );
}
