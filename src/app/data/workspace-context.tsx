import { createContext, useContext, useSyncExternalStore } from "react";
import type { SaveState } from "#app/data/item-saver.ts";
import type { Assignment, Workspace } from "#app/data/workspace.ts";
import type { Answer } from "#core/answer/answer.ts";
import type { Finding } from "#core/rule/finding.ts";
import type { ItemProgress } from "#core/submission/progress.ts";

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

export const useAnswer = (itemKey: string): Answer => useSlice((workspace) => workspace.answer(itemKey));
export const useSaveState = (itemKey: string): SaveState => useSlice((workspace) => workspace.saveState(itemKey));
export const useExternalChanges = (itemKey: string): number =>
  useSlice((workspace) => workspace.externalChanges(itemKey));
export const useFindings = (): readonly Finding[] => useSlice((workspace) => workspace.findings);
export const useAssignment = (itemKey: string): Assignment => useSlice((workspace) => workspace.assignment(itemKey));
export const useProgress = (itemKey: string): ItemProgress => useSlice((workspace) => workspace.progress(itemKey));
/** Re-renders on every change; for previews and whole-submission views. */
export const useContent = () => useSlice((workspace) => workspace.content());
