import { focusForm } from "#app/features/builder/reveal.ts";
import type { TreeRowModel } from "#app/features/builder/tree-rows.ts";
import { rowId } from "#app/features/builder/tree-rows.ts";
import type { Selection } from "#app/features/builder/use-selection.ts";
import type { TreeCommands } from "#app/features/builder/use-tree-commands.ts";

interface TreeKeys {
  rows: readonly TreeRowModel[];
  selection: Selection;
  commands: TreeCommands;
  fold: (id: string, open: boolean) => void;
  onOpen: () => void;
  tree: React.RefObject<HTMLDivElement | null>;
}

/** The keys of a tree as screen readers know them, and those of an editor: Alt+↑↓ moves, Insert adds, Delete removes. */
export function useTreeKeys({ rows, selection, commands, fold, onOpen, tree }: TreeKeys) {
  const focus = (id: string): void => {
    requestAnimationFrame(() => {
      const row = tree.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`);
      row?.focus();
      row?.scrollIntoView({ block: "nearest" });
    });
  };
  const go = (index: number, extend: boolean): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (!row) return;
    if (extend) selection.extend(rows, row.at);
    else selection.open(row.at);
    focus(row.id);
  };
  const stay = (): void => focus(rowId(selection.current));
  return (event: React.KeyboardEvent): void => {
    const index = rows.findIndex(({ id }) => id === rowId(selection.current));
    const row = rows[index];
    const handled = event.ctrlKey || event.metaKey ? clipboard(event, commands) : plain(event);
    if (handled) event.preventDefault();

    function plain({ key, altKey, shiftKey }: React.KeyboardEvent): boolean {
      if (altKey) {
        if (key !== "ArrowUp" && key !== "ArrowDown") return false;
        commands.move(key === "ArrowUp" ? -1 : 1);
        stay();
        return true;
      }
      switch (key) {
        case "ArrowDown":
          go(index + 1, shiftKey);
          return true;
        case "ArrowUp":
          go(index - 1, shiftKey);
          return true;
        case "Home":
          go(0, shiftKey);
          return true;
        case "End":
          go(rows.length - 1, shiftKey);
          return true;
        case "ArrowLeft":
          if (row?.open) fold(row.id, false);
          else if (row)
            go(
              rows.findLastIndex((each, at) => at < index && each.level < row.level),
              false,
            );
          return true;
        case "ArrowRight":
          if (row?.open === false) fold(row.id, true);
          else if (row?.open) go(index + 1, false);
          return true;
        case "Enter":
          onOpen();
          if (row) focusForm(row.id);
          return true;
        case "Insert":
          commands.insert();
          return true;
        case "Delete":
          commands.remove();
          return true;
        default:
          return false;
      }
    }
  };
}

function clipboard({ key }: React.KeyboardEvent, commands: TreeCommands): boolean {
  switch (key.toLowerCase()) {
    case "c":
      commands.copy();
      return true;
    case "x":
      commands.cut();
      return true;
    case "v":
      commands.paste();
      return true;
    case "m":
      commands.merge();
      return true;
    default:
      return false;
  }
}
