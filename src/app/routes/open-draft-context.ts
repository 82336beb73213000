import { createContext, useContext } from "react";
import type { OpenDraft } from "#app/data/open-draft.ts";

/** The open draft with its saver, for the pages that stand on it. */
export const OpenDraftContext = createContext<OpenDraft | undefined>(undefined);

export function useOpenDraft(): OpenDraft {
  const opened = useContext(OpenDraftContext);
  if (!opened) throw new Error("useOpenDraft outside of a draft");
  return opened;
}
