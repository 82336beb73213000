import { useState } from "react";
import type { TreeRowModel } from "#app/features/builder/tree-rows.ts";
import type { Selection } from "#app/features/builder/use-selection.ts";
import type { TreeCommands } from "#app/features/builder/use-tree-commands.ts";

const TYPE = "application/x-ziping-lines";

/** Lines are dragged by pointer; a line shows where they would come to stand. */
export function useTreeDrag(rows: readonly TreeRowModel[], selection: Selection, commands: TreeCommands) {
  const [over, setOver] = useState<HTMLElement>();
  const rowOf = (event: React.DragEvent): HTMLElement | undefined =>
    event.target instanceof Element ? (event.target.closest<HTMLElement>("[data-row]") ?? undefined) : undefined;
  const half = (event: React.DragEvent, row: HTMLElement): "before" | "behind" => {
    const { top, height } = row.getBoundingClientRect();
    return event.clientY < top + height / 2 ? "before" : "behind";
  };
  const leave = (): void => {
    if (over) delete over.dataset["drop"];
    setOver(undefined);
  };
  return {
    onDragStart: (event: React.DragEvent) => {
      const row = rows.find(({ id }) => id === rowOf(event)?.dataset["row"]);
      if (!row) return;
      if (!selection.chosen.has(row.id)) selection.open(row.at);
      event.dataTransfer.setData(TYPE, row.id);
      event.dataTransfer.effectAllowed = "move";
    },
    onDragOver: (event: React.DragEvent) => {
      const row = rowOf(event);
      if (!row || !event.dataTransfer.types.includes(TYPE)) return;
      event.preventDefault();
      if (over && over !== row) delete over.dataset["drop"];
      row.dataset["drop"] = half(event, row);
      setOver(row);
    },
    onDragEnd: leave,
    onDrop: (event: React.DragEvent) => {
      const row = rowOf(event);
      leave();
      const target = rows.find(({ id }) => id === row?.dataset["row"]);
      if (!row || !target) return;
      event.preventDefault();
      commands.drop(target.at, half(event, row));
    },
  };
}
