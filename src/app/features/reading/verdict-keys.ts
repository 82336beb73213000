import { useEffect, useRef } from "react";

export interface VerdictKeys {
  /** 1–4 outside of a text, from 0 */
  choose: (index: number) => void;
  /** Ctrl+Enter */
  done: () => void;
  /** Ctrl+S */
  save: () => void;
}

const within = (target: EventTarget | null, selector: string): boolean =>
  target instanceof HTMLElement && target.closest(selector) !== null;

/** Another form or a dialog keeps its own keys. */
export function useVerdictKeys(active: boolean, keys: VerdictKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    if (!active) return;
    const onKey = (event: KeyboardEvent) => {
      if (within(event.target, "form,[role='dialog']")) return;
      const command = event.ctrlKey || event.metaKey;
      if (command && event.key === "Enter") latest.current.done();
      else if (command && event.key.toLowerCase() === "s") latest.current.save();
      else if (/^[1-4]$/.test(event.key) && !command && !event.altKey && !within(event.target, "input,textarea,select"))
        latest.current.choose(Number(event.key) - 1);
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [active]);
}
