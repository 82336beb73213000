import { IconCircle, IconCircleCheckFilled, IconCircleDashed, IconCircleHalf2 } from "@tabler/icons-react";
import type { ItemProgress } from "#core/submission/progress.ts";

type State = ItemProgress["state"];

/** Every state has a word and a shape; colour only repeats them. */
export const ITEM_STATE_TEXT: Record<State, string> = {
  empty: "未开始",
  started: "填写中",
  complete: "内容齐备",
  done: "已完成",
};

const SHAPES = { empty: IconCircleDashed, started: IconCircleHalf2, complete: IconCircle, done: IconCircleCheckFilled };
const COLORS: Record<State, string> = {
  empty: "var(--text-3)",
  started: "var(--accent)",
  complete: "var(--accent)",
  done: "var(--good)",
};

export function ItemStateIcon({ state, size = 16 }: { state: State; size?: number }) {
  const Shape = SHAPES[state];
  return (
    <Shape size={size} color={COLORS[state]} aria-label={ITEM_STATE_TEXT[state]} role="img" style={{ flex: "none" }} />
  );
}
