import { useEffect } from "react";
import { useDraftStore } from "#app/data/draft-context.tsx";
import { useWorkbenchKeys, type WorkbenchKeys } from "#app/ui/workbench-keys.ts";

/** Undo and redo are the draft's own wherever the cursor is; a preview has its own. */
export function useEditorKeys(keys: WorkbenchKeys): void {
  const store = useDraftStore();
  useWorkbenchKeys(keys);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
      if (event.target instanceof Element && event.target.closest("[data-preview], [role='dialog']")) return;
      const key = event.key.toLowerCase();
      if (key === "z" && !event.shiftKey) store.undo();
      else if (key === "y" || (key === "z" && event.shiftKey)) store.redo();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [store]);
}
