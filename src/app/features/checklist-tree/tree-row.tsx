import { memo } from "react";
import type { SaveState } from "#app/data/save-state.ts";
import { useAssignment, useProgress, useSaveState } from "#app/data/workspace-context.tsx";
import classes from "#app/features/checklist-tree/checklist-tree.module.css";
import { ItemStateIcon } from "#app/ui/item-state.tsx";
import type { PlacedItem } from "#core/template/outline.ts";
import { SIGN_OFF_TEXT } from "#core/workflow/sign-off.ts";

export interface TreeRowProps {
  placed: PlacedItem;
  current: boolean;
  /** the city has sent it back */
  returned: boolean;
  onOpen: (itemKey: string) => void;
}

/** What is not safe on the server is said here too: one may have gone on to another item. */
const TROUBLE: Partial<Record<SaveState["kind"], string>> = {
  conflict: "待决定",
  locked: "未保存",
  refused: "未保存",
  waiting: "待上传",
};

export const TreeRow = memo(function TreeRow({ placed, current, returned, onOpen }: TreeRowProps) {
  const { item, label, place } = placed;
  const progress = useProgress(item.key);
  const { writable, signOff, openComments } = useAssignment(item.key);
  const stage = signOff && signOff.state !== "open" ? SIGN_OFF_TEXT[signOff.state] : undefined;
  const trouble = TROUBLE[useSaveState(item.key).kind];
  const carried = progress.carry.unconfirmed > 0;
  const number = place.kind === "section" ? `${label}.` : place.kind === "part" ? `${label}、` : "";
  return (
    <li>
      <button
        type="button"
        data-row
        className={classes.row}
        aria-current={current ? "page" : undefined}
        data-writable={writable}
        onClick={() => onOpen(item.key)}
      >
        <ItemStateIcon state={progress.state} />
        <span className={classes.number}>{number}</span>
        <span className={classes.heading}>{item.heading}</span>
        {trouble && <span className={classes.trouble}>{trouble}</span>}
        {!trouble && returned && (
          <span className={classes.stage} data-state="returned">
            督学退回
          </span>
        )}
        {!trouble && !returned && openComments > 0 && (
          <span className={classes.count} title={`${openComments}条批注未解决`}>
            批注{openComments}
          </span>
        )}
        {!trouble && !returned && stage && (
          <span className={classes.stage} data-state={signOff?.state}>
            {stage}
          </span>
        )}
        {!trouble && !returned && !stage && carried && (
          <span className={classes.stage} title="沿用自以前年度的内容，核对后才进入报告">
            待核对
          </span>
        )}
        {!trouble && !returned && !stage && !carried && progress.wanted > 0 && progress.state !== "done" && (
          <span className={classes.count} title={`应填${progress.wanted}处，已填${progress.filled}处`}>
            {progress.filled}/{progress.wanted}
          </span>
        )}
      </button>
    </li>
  );
});
