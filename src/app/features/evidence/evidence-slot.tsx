import { Button, FileButton } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import classes from "#app/features/evidence/evidence.module.css";
import { ACCEPT } from "#app/features/evidence/file-text.ts";
import { type RecordActions, RecordRow } from "#app/features/evidence/record-row.tsx";
import { Explanation } from "#app/ui/explanation.tsx";
import type { Evidence, EvidenceLink } from "#core/evidence/evidence.ts";
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
  actions: RecordActions;
}

export function EvidenceSlotRow({ itemKey, slot, records, numbers, writable, onFiles, actions }: EvidenceSlotProps) {
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
      {records.map(({ record, link }, index) => (
        <RecordRow
          key={record.id}
          record={record}
          link={link}
          number={numbers.get(record.id)}
          writable={writable}
          first={index === 0}
          last={index === records.length - 1}
          {...actions}
        />
      ))}
      {slot?.required && records.length === 0 && (
        <Explanation
          itemKey={itemKey}
          id={slotExplanationId(slot.key)}
          offer="没有此项材料，写说明"
          label="未附说明"
          placeholder="写明没有的原因，或何时补交"
        />
      )}
    </li>
  );
}
