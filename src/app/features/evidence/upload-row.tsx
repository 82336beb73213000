import { Button, FileButton } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClock,
  IconCloudOff,
  IconCloudUp,
  IconFileAlert,
  IconFileSearch,
  IconLock,
  IconPlayerPause,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { sizeText } from "#app/features/evidence/file-text.ts";
import { isPausable, sentOf, type UploadEntry, type UploadState } from "#app/features/evidence/upload-entry.ts";
import type { UploadQueue } from "#app/features/evidence/upload-queue.ts";
import { stateText } from "#app/features/evidence/upload-text.ts";
import classes from "#app/features/evidence/uploads.module.css";
import type { Evidence } from "#core/evidence/evidence.ts";

const SHAPES: Record<UploadState["kind"], typeof IconClock> = {
  waiting: IconClock,
  reading: IconFileSearch,
  sending: IconCloudUp,
  checking: IconFileSearch,
  paused: IconPlayerPause,
  offline: IconCloudOff,
  "signed-out": IconLock,
  "file-needed": IconFileAlert,
  known: IconCircleCheck,
  refused: IconAlertTriangle,
  failed: IconAlertTriangle,
};

const TONES: Partial<Record<UploadState["kind"], "warn" | "danger">> = {
  offline: "warn",
  "signed-out": "warn",
  "file-needed": "warn",
  refused: "danger",
  failed: "danger",
};

export interface UploadRowProps {
  entry: UploadEntry;
  queue: UploadQueue;
  /** the heading of its item, where that is not the one on screen */
  place?: string | undefined;
  /** puts the record that has the same bytes where this file was to go */
  onLink: (existing: Evidence) => void;
}

/** One file on its way: what it is, how far it has got, what it waits for, and what can be done. */
export function UploadRow({ entry, queue, place, onLink }: UploadRowProps) {
  const { id, name, size, state } = entry;
  const Shape = SHAPES[state.kind];
  const moving = state.kind === "sending" || state.kind === "paused" || state.kind === "offline";
  return (
    <li className={classes.row} data-tone={TONES[state.kind]} data-testid="upload" data-kind={state.kind}>
      <div className={classes.name}>
        {name} <span className={classes.size}>{sizeText(size)}</span>
        {place !== undefined && <span className={classes.size}>{place}</span>}
      </div>
      {moving && (
        <progress className={classes.bar} max={size} value={sentOf(entry)} aria-label={`“${name}”的上传进度`} />
      )}
      <div className={classes.line}>
        <span className={classes.state} role={TONES[state.kind] === "danger" ? "alert" : undefined}>
          <Shape size={15} aria-hidden className={classes.shape} />
          {stateText(entry)}
        </span>
        <span className={classes.actions}>
          <Actions entry={entry} queue={queue} onLink={onLink} />
          <Act label={`${closes(state) ? "关闭" : "取消"}：${name}`} onClick={() => queue.cancel(id)}>
            {closes(state) ? "关闭" : "取消"}
          </Act>
        </span>
      </div>
    </li>
  );
}

/** Nothing of it is lost by taking it off the list. */
const closes = ({ kind }: UploadState): boolean => kind === "refused" || kind === "known";

function Actions({ entry, queue, onLink }: Omit<UploadRowProps, "place">) {
  const { id, name, state, file } = entry;
  if (state.kind === "known") {
    const { existing } = state;
    if (existing.links.some(({ itemKey }) => itemKey === entry.itemKey)) return <span>本条已引用</span>;
    return (
      <Act label={`引用到本条：${existing.title}`} onClick={() => onLink(existing)}>
        引用到本条
      </Act>
    );
  }
  if (state.kind === "file-needed" || (state.kind === "failed" && !file))
    return (
      <FileButton onChange={(chosen) => chosen && queue.choose(id, chosen)}>
        {(props) => (
          <Button {...props} size="compact-xs" variant="light" aria-label={`选择文件：${name}`}>
            选择文件
          </Button>
        )}
      </FileButton>
    );
  if (isPausable(state))
    return (
      <Act label={`暂停：${name}`} onClick={() => queue.pause(id)}>
        暂停
      </Act>
    );
  if (state.kind === "paused" || state.kind === "failed")
    return (
      <Act label={`${state.kind === "paused" ? "继续" : "重试"}：${name}`} onClick={() => queue.resume(id)}>
        {state.kind === "paused" ? "继续" : "重试"}
      </Act>
    );
  return null;
}

function Act({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <Button size="compact-xs" variant="subtle" aria-label={label} onClick={onClick}>
      {children}
    </Button>
  );
}
