import classes from "#app/features/reading/item-view.module.css";
import type { ReviewItem } from "#core/api/review.ts";
import { STATE_TEXT, type TargetState } from "#core/target/assess.ts";

const SHAPES: Record<TargetState, string> = { reached: "●", "on-course": "◐", behind: "▽", open: "？", none: "–" };

/** What a plan aims at, and how the frozen figure stands to it. */
export function TargetLine({ target }: { target: ReviewItem["targets"][number] }) {
  const { plan, target: aim, state, expected, unit, reason } = target;
  return (
    <span className={classes.target} title={plan}>
      <span>
        规划目标：{aim}
        {expected !== null && `，按进度应达${expected}${unit}`}
      </span>
      <b data-state={state}>
        <span aria-hidden>{SHAPES[state]}</span>
        {STATE_TEXT[state]}
        {reason !== null && `：${reason}`}
      </b>
    </span>
  );
}
