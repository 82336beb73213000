import { useCallback, useMemo, useRef, useState } from "react";
import { useDraft } from "#app/data/draft-context.tsx";
import classes from "#app/features/builder/tree.module.css";
import { TreeRow } from "#app/features/builder/tree-row.tsx";
import { rowId, steadyRows, type TreeRowModel } from "#app/features/builder/tree-rows.ts";
import { TreeSearch } from "#app/features/builder/tree-search.tsx";
import { TreeTools } from "#app/features/builder/tree-tools.tsx";
import type { Selection } from "#app/features/builder/use-selection.ts";
import type { TreeCommands } from "#app/features/builder/use-tree-commands.ts";
import { useTreeDrag } from "#app/features/builder/use-tree-drag.ts";
import { useTreeKeys } from "#app/features/builder/use-tree-keys.ts";
import type { BuilderFault } from "#core/builder/fault.ts";

const NONE: ReadonlySet<string> = new Set();

export interface TreePaneProps {
  selection: Selection;
  commands: TreeCommands;
  /** a line was opened on purpose: on a phone its form comes */
  onOpen: () => void;
}

/** The checklist as a tree: ↑↓ goes, Shift chooses more, Alt+↑↓ moves, and what the clipboard knows. */
export function TreePane({ selection, commands, onOpen }: TreePaneProps) {
  const faults = useDraft((store) => store.faults);
  const [rowsOf] = useState(steadyRows);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [query, setQuery] = useState("");
  const wanted = query.trim();
  const folded = wanted === "" ? closed : NONE;
  const all = useDraft(({ template }) => rowsOf(template, folded));
  const rows = useMemo(() => (wanted === "" ? all : all.filter((row) => isFound(row, wanted))), [all, wanted]);
  const worst = useMemo(() => worstByRow(faults ?? []), [faults]);
  const tree = useRef<HTMLDivElement>(null);
  const fold = (id: string, open: boolean): void => {
    const next = new Set(closed);
    if (open) next.delete(id);
    else next.add(id);
    setClosed(next);
  };
  const keys = useTreeKeys({ rows, selection, commands, fold, onOpen, tree });
  const drag = useTreeDrag(rows, selection, commands);
  const first = rows[0]?.at;
  const openSelection = selection.open;
  const enter = useCallback(() => {
    if (!first) return;
    openSelection(first);
    onOpen();
  }, [first, openSelection, onOpen]);
  const current = rowId(selection.current);
  const reachable = rows.some(({ id }) => id === current) ? current : rows[0]?.id;
  const rowAt = (target: EventTarget): TreeRowModel | undefined => {
    const id = target instanceof Element ? target.closest<HTMLElement>("[data-row]")?.dataset["row"] : undefined;
    return rows.find((row) => row.id === id);
  };
  const click = (event: React.MouseEvent): void => {
    const row = rowAt(event.target);
    if (!row) return;
    if (event.target instanceof Element && event.target.closest("[data-fold]")) fold(row.id, !row.open);
    else if (event.shiftKey) selection.extend(rows, row.at);
    else if (event.ctrlKey || event.metaKey) selection.toggle(row.at);
    else {
      selection.open(row.at);
      onOpen();
    }
  };
  return (
    <div className={classes.pane}>
      <TreeTools count={selection.chosen.size} commands={commands} />
      <TreeSearch query={query} onQuery={setQuery} onEnter={enter} />
      <div ref={tree} role="tree" aria-label="清单结构" aria-multiselectable onClick={click} onKeyDown={keys} {...drag}>
        {rows.map((row) => (
          <TreeRow
            key={row.id}
            id={row.id}
            level={row.level}
            label={row.label}
            heading={row.heading}
            open={row.open}
            position={row.position}
            siblings={row.siblings}
            current={row.id === reachable}
            chosen={selection.chosen.has(row.id)}
            severity={worst.get(row.id)}
            movable={row.at.kind === "item" ? row.level === 3 : row.at.kind !== "template"}
          />
        ))}
      </div>
      {rows.length === 0 && <p className={classes.none}>没有含“{wanted}”的条目，请换个词。</p>}
    </div>
  );
}

const isFound = ({ heading, label }: TreeRowModel, wanted: string): boolean =>
  heading.includes(wanted) || label === `${wanted}.`;

/** The gravest remark of each item. */
function worstByRow(faults: readonly BuilderFault[]): Map<string, "error" | "warning"> {
  const worst = new Map<string, "error" | "warning">();
  for (const { itemKey, path, severity } of faults) {
    const [kind, key] = path.split("/");
    const id = itemKey !== undefined ? `item:${itemKey}` : kind === "sections" && key ? `section:${key}` : "template";
    if (worst.get(id) !== "error") worst.set(id, severity);
  }
  return worst;
}
