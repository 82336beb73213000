import { ActionIcon, Menu } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowUp,
  IconDots,
  IconExternalLink,
  IconForms,
  IconGripVertical,
  IconPencil,
  IconUnlink,
} from "@tabler/icons-react";
import { type DragEvent, type KeyboardEvent, type ReactNode, useState } from "react";
import { urlOf } from "#app/data/client.ts";
import { useMayHere } from "#app/data/use-flow.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import { ConfirmCarried } from "#app/features/evidence/confirm-carried.tsx";
import classes from "#app/features/evidence/evidence.module.css";
import { sizeText } from "#app/features/evidence/file-text.ts";
import { repeatedText } from "#app/features/evidence/library-rows.ts";
import { PrintChoice } from "#app/features/evidence/print-choice.tsx";
import marks from "#app/features/evidence/record-marks.module.css";
import { Rename } from "#app/features/evidence/rename.tsx";
import { MenuLink } from "#app/ui/menu-link.tsx";
import { evidenceContent } from "#core/api/evidence.ts";
import { type Evidence, type EvidenceLink, isImage, MEDIA_TYPES } from "#core/evidence/evidence.ts";
import { flagText } from "#core/evidence/flags.ts";

/** What a dragged record is known by; files that are dragged in have another type. */
export const DRAGGED_RECORD = "application/x-ziping-record";

export interface RecordActions {
  onPreview: (record: Evidence, page: number) => void;
  onDetach: (evidenceId: string) => void;
  /** to the place of the record before or behind it under the same heading */
  onMove: (evidenceId: string, offset: 1 | -1) => void;
  onMoveTo: (evidenceId: string, target: string) => void;
}

export interface RecordRowProps extends RecordActions {
  record: Evidence;
  link: EvidenceLink;
  number: string | undefined;
  writable: boolean;
  first: boolean;
  last: boolean;
}

/** One record under an item: its number, the way to look at it, and what may be done with it. */
export function RecordRow(props: RecordRowProps) {
  const { record, link, number, writable, onPreview, onMove, onMoveTo } = props;
  const [renaming, setRenaming] = useState(false);
  const [over, setOver] = useState(false);
  const mayDescribe = useMayHere("evidence.describe");
  if (renaming) return <Rename record={record} onClose={() => setRenaming(false)} />;
  const page = Number(/\d+/.exec(link.pagesCited ?? "")?.[0] ?? 1);
  const onKeyDown = (event: KeyboardEvent): void => {
    const offset = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : undefined;
    if (!writable || !event.altKey || offset === undefined) return;
    event.preventDefault();
    onMove(record.id, offset);
  };
  const accepts = (event: DragEvent): boolean => writable && event.dataTransfer.types.includes(DRAGGED_RECORD);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging is an addition to the menu and to Alt+↑↓
    <div
      className={classes.record}
      data-over={over}
      draggable={writable}
      onDragStart={(event) => event.dataTransfer.setData(DRAGGED_RECORD, record.id)}
      onDragOver={(event) => {
        if (!accepts(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        if (!accepts(event)) return;
        event.preventDefault();
        event.stopPropagation();
        setOver(false);
        onMoveTo(event.dataTransfer.getData(DRAGGED_RECORD), record.id);
      }}
    >
      <span className={classes.grip} aria-hidden>
        {writable && <IconGripVertical size={14} />}
      </span>
      <div>
        <button
          type="button"
          className={classes.link}
          title={writable ? "预览；Alt+↑↓ 调整顺序" : "预览"}
          onClick={() => onPreview(record, page)}
          onKeyDown={onKeyDown}
        >
          <span className={classes.number}>{number}</span> {record.title}
        </button>
        <Marks record={record} link={link} />
      </div>
      <RecordMenu {...props} mayDescribe={mayDescribe} onRename={() => setRenaming(true)} />
      {record.carried !== undefined && mayDescribe && writable && <ConfirmCarried record={record} />}
      {isImage(record.mediaType) && <PrintChoice record={record} mayChange={mayDescribe} />}
    </div>
  );
}

/** What is worth knowing before it is opened, in words. */
function Marks({ record, link }: Pick<RecordRowProps, "record" | "link">) {
  const { year } = useWorkspace();
  const repeated = repeatedText(record, year);
  return (
    <div className={marks.marks}>
      <span>
        {MEDIA_TYPES[record.mediaType].label} {sizeText(record.size)}
        {record.pages !== undefined && ` ${record.pages}页`}
      </span>
      {link.pagesCited && <span>引用第{link.pagesCited}页</span>}
      {record.carried !== undefined && <span data-tone="warn">{record.carried}年材料，待核对</span>}
      {record.confidential && <span data-tone="danger">涉密</span>}
      {repeated && <span data-tone="warn">{repeated}</span>}
      {record.flags.map((flag) => (
        <span key={flag} data-tone="warn">
          {flagText(flag)}
        </span>
      ))}
    </div>
  );
}

interface RecordMenuProps extends RecordRowProps {
  mayDescribe: boolean;
  onRename: () => void;
}

function RecordMenu({ record, writable, first, last, mayDescribe, onRename, onMove, onDetach }: RecordMenuProps) {
  const workspace = useWorkspace();
  const params = { submissionId: workspace.id, evidenceId: record.id };
  const item = (text: string, icon: ReactNode, onClick: () => void) => (
    <Menu.Item leftSection={icon} aria-label={`${text}：${record.title}`} onClick={onClick}>
      {text}
    </Menu.Item>
  );
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 0 }} withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={26} title="更多操作" aria-label={`更多操作：${record.title}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {writable && !first && item("上移", <IconArrowUp size={15} />, () => onMove(record.id, -1))}
        {writable && !last && item("下移", <IconArrowDown size={15} />, () => onMove(record.id, 1))}
        {mayDescribe && item("更名", <IconPencil size={15} />, onRename)}
        <MenuLink
          leftSection={<IconForms size={15} />}
          to="/submissions/$submissionId/evidence"
          params={{ submissionId: workspace.id }}
          search={{ record: record.id }}
        >
          登记信息和引用页次
        </MenuLink>
        <Menu.Item
          leftSection={<IconExternalLink size={15} />}
          component="a"
          href={urlOf(evidenceContent, { params })}
          target="_blank"
          rel="noreferrer"
        >
          在新窗口打开
        </Menu.Item>
        {writable && item("从本条移出", <IconUnlink size={15} />, () => onDetach(record.id))}
      </Menu.Dropdown>
    </Menu>
  );
}
