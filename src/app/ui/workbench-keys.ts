import { useEffect, useRef } from "react";

export interface WorkbenchKeys {
  /** Alt+← and Alt+→ */
  step: (offset: number) => void;
  /** Ctrl+S: saving is automatic, the key reassures */
  save?: () => void;
  /** Ctrl+K */
  find?: () => void;
  /** ? outside of a text */
  help?: () => void;
}

const isText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest("input,textarea,select,[contenteditable='true']") !== null;

export function useWorkbenchKeys(keys: WorkbenchKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const command = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      if (event.altKey && event.key === "ArrowLeft") latest.current.step(-1);
      else if (event.altKey && event.key === "ArrowRight") latest.current.step(1);
      else if (command && key === "s" && latest.current.save) latest.current.save();
      else if (command && key === "k" && latest.current.find) latest.current.find();
      else if (event.key === "?" && !isText(event.target) && latest.current.help) latest.current.help();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
