import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { memo } from "react";
import classes from "#app/features/builder/tree.module.css";
import { SeverityMark } from "#app/ui/severity.tsx";

export interface TreeRowProps {
  id: string;
  level: number;
  label: string;
  heading: string;
  open: boolean | undefined;
  position: number;
  siblings: number;
  current: boolean;
  chosen: boolean;
  severity: "error" | "warning" | undefined;
  movable: boolean;
}

/** One line of the tree. What is done with it is heard by the tree: a line has no handlers and is drawn when it changes. */
export const TreeRow = memo(function TreeRow(row: TreeRowProps) {
  const Shape = row.open ? IconChevronDown : IconChevronRight;
  return (
    <div
      role="treeitem"
      id={`tree-${row.id}`}
      data-row={row.id}
      className={classes.row}
      aria-level={row.level}
      aria-setsize={row.siblings}
      aria-posinset={row.position}
      aria-selected={row.chosen}
      aria-expanded={row.open}
      aria-current={row.current ? "true" : undefined}
      tabIndex={row.current ? 0 : -1}
      draggable={row.movable}
      style={{ paddingInlineStart: 6 + (row.level - 1) * 14 }}
    >
      <span className={classes.fold} data-fold={row.open === undefined ? undefined : row.id}>
        {row.open !== undefined && <Shape size={15} aria-hidden />}
      </span>
      <span className={classes.text}>
        <span className={classes.label}>{row.label}</span>
        {row.heading || <i>（未填写标题）</i>}
      </span>
      {row.severity && <SeverityMark severity={row.severity} size={14} />}
    </div>
  );
});
