import { createContext, useContext, useEffect, useReducer, useState, useSyncExternalStore } from "react";
import type { PlaceState, SaveState } from "#app/data/save-state.ts";
import type { Shelf } from "#app/data/shelf.ts";
import type { Assignment, Workspace } from "#app/data/workspace.ts";
import type { Conflict } from "#core/answer/merge.ts";
import type { Evidence } from "#core/evidence/evidence.ts";
import type { Lookup } from "#core/narrative/resolve.ts";
import type { Finding } from "#core/rule/finding.ts";
import type { ItemProgress, Progress } from "#core/submission/progress.ts";

const Context = createContext<Workspace | undefined>(undefined);

export const WorkspaceProvider = Context.Provider;

export function useWorkspace(): Workspace {
  const workspace = useContext(Context);
  if (!workspace) throw new Error("useWorkspace outside of WorkspaceProvider");
  return workspace;
}

function useSlice<T>(read: (workspace: Workspace) => T): T {
  const workspace = useWorkspace();
  return useSyncExternalStore(workspace.subscribe, () => read(workspace));
}

export const useHasNarrative = (itemKey: string): boolean =>
  useSlice((workspace) => workspace.answer(itemKey).narrative !== undefined);
export const useDone = (itemKey: string): boolean => useSlice((workspace) => workspace.answer(itemKey).done);
/** The points that the district gives itself; undefined = none. */
export const useSelfScore = (itemKey: string): string | undefined =>
  useSlice((workspace) => workspace.answer(itemKey).selfScore);
/** Where the item's content comes from; another object when some of it was confirmed or discarded. */
export const useCarried = (itemKey: string) => useSlice((workspace) => workspace.answer(itemKey).carried);
export const useExplanation = (itemKey: string, id: string): string =>
  useSlice((workspace) => workspace.answer(itemKey).explanations[id] ?? "");
/** For what quotes values: another object when one of them has changed. */
export const useLookup = (): Lookup => useSlice((workspace) => workspace.lookup);
export const useEvidence = (): readonly Evidence[] => useSlice((workspace) => workspace.evidence);
export const useSaveState = (itemKey: string): SaveState => useSlice((workspace) => workspace.saveState(itemKey));
export const usePlaceState = (itemKey: string, path: Conflict["path"]): PlaceState =>
  useSlice((workspace) => workspace.placeState(itemKey, path));
export const useShelf = (): Shelf => useSlice((workspace) => workspace.shelf);
export const useElsewhere = (): boolean => useSlice((workspace) => workspace.elsewhere);
export const useExternalChanges = (itemKey: string): number =>
  useSlice((workspace) => workspace.externalChanges(itemKey));
export const useFindings = (): readonly Finding[] => useSlice((workspace) => workspace.findings);
export const useItemFindings = (itemKey: string): readonly Finding[] =>
  useSlice((workspace) => workspace.findingsOf(itemKey));
/** How many of them ask for something; whoever shows only this is not drawn again when a place in the prose moves. */
export const useFaultCount = (itemKey: string): number =>
  useSlice((workspace) => workspace.findingsOf(itemKey).filter(({ severity }) => severity !== "notice").length);
export const useAssignment = (itemKey: string): Assignment => useSlice((workspace) => workspace.assignment(itemKey));
/** The newest revision of the item that this page knows of. */
export const useRevision = (itemKey: string): number => useSlice((workspace) => workspace.revision(itemKey));
export const useProgress = (itemKey: string): ItemProgress => useSlice((workspace) => workspace.progress(itemKey));
export const useTotal = (): Progress => useSlice((workspace) => workspace.total());

/** Draws again whatever changes; only for pages that nobody types on. */
export function useEveryChange(): void {
  const workspace = useWorkspace();
  const [, draw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => workspace.subscribe(draw), [workspace]);
}

/** Re-renders on every change; for views of the whole submission. */
export const useContent = () => useSlice((workspace) => workspace.content());

/** A reader does not follow every character; drawing it would make the writer wait. */
const RESTING_MS = 120;

/** The prose as it stood at the last pause: nothing is drawn while someone types. */
export function useRestingNarrative(itemKey: string): string {
  const workspace = useWorkspace();
  const [resting, setResting] = useState(() => workspace.answer(itemKey).narrative ?? "");
  useEffect(() => {
    let seen: string | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      const { narrative = "" } = workspace.answer(itemKey);
      if (narrative === seen) return;
      seen = narrative;
      clearTimeout(timer);
      timer = setTimeout(() => setResting(narrative), RESTING_MS);
    };
    look();
    const unsubscribe = workspace.subscribe(look);
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [workspace, itemKey]);
  return resting;
}
