import { useSyncExternalStore } from "react";
import { whenSessionLost } from "#app/data/client.ts";

/** Whether a call found the session gone while the app was in use: then sign-in comes over the page, nothing is lost. */
let lost = false;
const listeners = new Set<() => void>();

function set(next: boolean): void {
  lost = next;
  for (const listener of listeners) listener();
}

whenSessionLost(() => set(true));

export const sessionRestored = (): void => set(false);

export const useSessionLost = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => lost,
  );
