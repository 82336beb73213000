import { createContext, useContext, useSyncExternalStore } from "react";
import type { DraftStore } from "#app/data/draft-store.ts";

const Context = createContext<DraftStore | undefined>(undefined);

export const DraftProvider = Context.Provider;

export function useDraftStore(): DraftStore {
  const store = useContext(Context);
  if (!store) throw new Error("useDraftStore outside of DraftProvider");
  return store;
}

/** A part of the draft; whoever reads it is drawn again only when it has become another object. */
export function useDraft<T>(read: (store: DraftStore) => T): T {
  const store = useDraftStore();
  return useSyncExternalStore(store.subscribe, () => read(store));
}
