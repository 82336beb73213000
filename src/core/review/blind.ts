import type { Phase } from "#core/review/flow.ts";
import type { ScoreState } from "#core/review/ledger.ts";

export interface ReaderStanding {
  /** the reader has to decide the item */
  mine: boolean;
  decided: boolean;
  phase: Phase;
  /** how the item stands among all who decided it */
  state: ScoreState;
}

/**
 * Two readers decide without each other's word: until one's own is given, the others' are withheld. A third reader is
 * there to settle between two and sees both.
 */
export const isBlind = ({ mine, decided, phase, state }: ReaderStanding): boolean =>
  mine && !decided && phase !== "concluded" && state !== "needs-third";
