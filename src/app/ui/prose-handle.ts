import type { Finding } from "#core/rule/finding.ts";

/** What others may do with the open editor of an item's prose. */
export interface ProseHandle {
  insert: (text: string) => void;
  replaceAll: (text: string) => void;
  undo: () => void;
  redo: () => void;
  /** marks the words that a finding means; false where they are gone */
  select: (place: NonNullable<Finding["place"]>) => boolean;
  /** carries out a repair that a person chose, as one step that can be undone; false where its words are gone */
  repair: (place: NonNullable<Finding["place"]>, repair: NonNullable<Finding["repair"]>) => boolean;
}
