import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconExternalLink, IconPaperclip, IconPencil, IconUnlink } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call, urlOf } from "#app/data/client.ts";
import { mayInOwn, useMe } from "#app/data/me.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/evidence/evidence.module.css";
import { sizeText } from "#app/features/evidence/file-text.ts";
import { changeEvidence, evidenceContent } from "#core/api/submission.ts";
import { type Evidence, isImage, MEDIA_TYPES } from "#core/evidence/evidence.ts";

export interface RecordRowProps {
  record: Evidence;
  number: string | undefined;
  writable: boolean;
  onDetach: (evidenceId: string) => void;
}

/** One record under an item: its number, the way to open it, and what may be done with it. */
export function RecordRow({ record, number, writable, onDetach }: RecordRowProps) {
  const workspace = useWorkspace();
  const me = useMe();
  const [renaming, setRenaming] = useState(false);
  const mayChange = mayInOwn(me, "evidence.rename");
  const url = urlOf(evidenceContent, { params: { submissionId: workspace.id, evidenceId: record.id } });
  if (renaming) return <Rename record={record} onClose={() => setRenaming(false)} />;
  return (
    <div className={classes.record}>
      <IconPaperclip size={15} aria-hidden />
      <a href={url} target="_blank" rel="noreferrer" className={classes.link}>
        <span className={classes.number}>{number}</span> {record.title}
        <IconExternalLink size={13} aria-label="在新窗口打开" role="img" />
      </a>
      <span className={classes.size}>
        {MEDIA_TYPES[record.mediaType].label} {sizeText(record.size)}
      </span>
      <span className={classes.tools}>
        {mayChange && (
          <Tool label={`更名：${record.title}`} onClick={() => setRenaming(true)}>
            <IconPencil size={15} />
          </Tool>
        )}
        {writable && (
          <Tool label={`从本条移出：${record.title}（文件仍在材料库）`} onClick={() => onDetach(record.id)}>
            <IconUnlink size={15} />
          </Tool>
        )}
      </span>
      {isImage(record.mediaType) && <PrintChoice record={record} mayChange={mayChange} />}
    </div>
  );
}

/** Whether the report's annex of pictures shows the image; who may not choose reads what was chosen. */
function PrintChoice({ record, mayChange }: { record: Evidence; mayChange: boolean }) {
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

function Tool({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <ActionIcon variant="subtle" color="gray" size={26} title={label} aria-label={label} onClick={onClick}>
      {children}
    </ActionIcon>
  );
}

function Rename({ record, onClose }: { record: Evidence; onClose: () => void }) {
  const workspace = useWorkspace();
  const [title, setTitle] = useState(record.title);
  const rename = useMutation({
    mutationFn: () =>
      call(changeEvidence, { params: { submissionId: workspace.id, evidenceId: record.id }, body: { title } }),
    onSuccess: (renamed) => {
      workspace.putEvidence(renamed);
      onClose();
    },
  });
  return (
    <form
      className={classes.rename}
      onSubmit={(event) => {
        event.preventDefault();
        rename.mutate();
      }}
    >
      <TextInput
        size="xs"
        aria-label="材料名称"
        data-autofocus
        maxLength={200}
        value={title}
        error={rename.error?.message}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Button size="compact-xs" type="submit" loading={rename.isPending}>
        更名
      </Button>
      <Button size="compact-xs" variant="subtle" onClick={onClose}>
        取消
      </Button>
    </form>
  );
}
