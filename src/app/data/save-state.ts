import type { Conflict } from "#core/answer/merge.ts";
import type { StaleAnswer } from "#core/api/error.ts";

/** How an item's newest state stands with the server. */
export type SaveState =
  | { kind: "saved"; at: string | null }
  | { kind: "unsaved" }
  | { kind: "saving" }
  /** `kept` = this machine's own store has it: it outlives the page */
  | { kind: "waiting"; reason: "network" | "session"; message: string; kept: boolean }
  | { kind: "conflict"; conflicts: Conflict[]; stale: StaleAnswer }
  /** the item may not be written any more; what was typed is kept until the person decides */
  | { kind: "locked"; message: string }
  | { kind: "refused"; message: string };

/** How one place of an item (a field, the prose) stands. `held` = saved together with another place, once that is decided. */
export type PlaceState = "untouched" | "saved" | "saving" | "waiting" | "decide" | "held" | "refused";
