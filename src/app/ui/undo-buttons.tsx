import { ActionIcon } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp } from "@tabler/icons-react";
import classes from "#app/ui/undo-buttons.module.css";

export interface UndoButtonsProps {
  /** what the next step concerns; undefined = there is none */
  undoLabel: string | undefined;
  redoLabel: string | undefined;
  onUndo: () => void;
  onRedo: () => void;
}

/** A pair of small buttons that say what they undo. */
export function UndoButtons({ undoLabel, redoLabel, onUndo, onRedo }: UndoButtonsProps) {
  const undo = undoLabel === undefined ? "撤销" : `撤销：${undoLabel}`;
  const redo = redoLabel === undefined ? "重做" : `重做：${redoLabel}`;
  return (
    <span className={classes.pair}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={undo}
        title={`${undo}（Ctrl+Z）`}
        disabled={undoLabel === undefined}
        onClick={onUndo}
      >
        <IconArrowBackUp size={18} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={redo}
        title={`${redo}（Ctrl+Shift+Z）`}
        disabled={redoLabel === undefined}
        onClick={onRedo}
      >
        <IconArrowForwardUp size={18} />
      </ActionIcon>
    </span>
  );
}
