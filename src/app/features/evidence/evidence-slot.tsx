import { ActionIcon, Button, FileButton, Textarea } from "@mantine/core";
import { IconExternalLink, IconPaperclip, IconUnlink, IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import { urlOf } from "#app/data/client.ts";
import { useAnswer, useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/evidence/evidence.module.css";
import { ACCEPT, sizeText } from "#app/features/evidence/file-text.ts";
import { evidenceContent } from "#core/api/submission.ts";
import { type Evidence, type EvidenceLink, MEDIA_TYPES } from "#core/evidence/evidence.ts";
import { slotExplanationId } from "#core/submission/progress.ts";
import type { EvidenceSlot } from "#core/template/schema.ts";

export interface EvidenceSlotProps {
  itemKey: string;
  /** undefined = material beyond what the checklist expects */
  slot: EvidenceSlot | undefined;
  records: readonly { record: Evidence; link: EvidenceLink }[];
  numbers: ReadonlyMap<string, string>;
  writable: boolean;
  onFiles: (files: File[]) => void;
  onDetach: (evidenceId: string) => void;
}

export function EvidenceSlotRow({ itemKey, slot, records, numbers, writable, onFiles, onDetach }: EvidenceSlotProps) {
  const title = slot?.title ?? "其他材料";
  return (
    <li className={classes.slot} data-empty={records.length === 0}>
      <div className={classes.slotHead}>
        <span className={classes.slotTitle}>
          {title}
          {slot?.required && <em className={classes.required}>{records.length > 0 ? "已附" : "必附"}</em>}
        </span>
        {writable && (
          <FileButton multiple accept={ACCEPT} onChange={onFiles}>
            {(props) => (
              <Button
                {...props}
                size="compact-xs"
                variant="subtle"
                leftSection={<IconUpload size={13} />}
                aria-label={`上传“${title}”`}
              >
                上传
              </Button>
            )}
          </FileButton>
        )}
      </div>
      {slot?.hint && <p className={classes.how}>{slot.hint}</p>}
      {records.map(({ record }) => (
        <Record
          key={record.id}
          record={record}
          number={numbers.get(record.id)}
          writable={writable}
          onDetach={onDetach}
        />
      ))}
      {slot?.required && records.length === 0 && <Absence itemKey={itemKey} slot={slot.key} writable={writable} />}
    </li>
  );
}

function Record(props: {
  record: Evidence;
  number: string | undefined;
  writable: boolean;
  onDetach: (id: string) => void;
}) {
  const { record, number, writable, onDetach } = props;
  const workspace = useWorkspace();
  const url = urlOf(evidenceContent, { params: { submissionId: workspace.id, evidenceId: record.id } });
  return (
    <div className={classes.record}>
      <IconPaperclip size={15} aria-hidden />
      <a href={url} target="_blank" rel="noreferrer" className={classes.link}>
        <span className={classes.number}>{number}</span> {record.title}
        <IconExternalLink size={13} aria-label="在新窗口打开" />
      </a>
      <span className={classes.size}>
        {MEDIA_TYPES[record.mediaType].label} {sizeText(record.size)}
      </span>
      {writable && (
        <ActionIcon
          title="从本条移出（文件仍保留在材料库）"
          variant="subtle"
          color="gray"
          aria-label={`从本条移出“${record.title}”`}
          onClick={() => onDetach(record.id)}
        >
          <IconUnlink size={15} />
        </ActionIcon>
      )}
    </div>
  );
}

/** A required slot may stay empty if somebody says why. */
function Absence({ itemKey, slot, writable }: { itemKey: string; slot: string; writable: boolean }) {
  const workspace = useWorkspace();
  const written = useAnswer(itemKey).explanations[slotExplanationId(slot)] ?? "";
  const [open, setOpen] = useState(false);
  if (!open && written === "")
    return writable ? (
      <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setOpen(true)}>
        没有此项材料，写说明
      </Button>
    ) : null;
  return (
    <Textarea
      size="xs"
      autosize
      minRows={2}
      maxLength={2000}
      label="未附说明"
      readOnly={!writable}
      defaultValue={written}
      onChange={(event) => {
        const latest = workspace.answer(itemKey);
        const { [slotExplanationId(slot)]: _, ...others } = latest.explanations;
        const text = event.currentTarget.value;
        const explanations = text.trim() === "" ? others : { ...others, [slotExplanationId(slot)]: text };
        workspace.edit(itemKey, { ...latest, explanations });
      }}
    />
  );
}
