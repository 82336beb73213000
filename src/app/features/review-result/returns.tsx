import type { ReactNode } from "react";
import { shortStamp, today } from "#app/data/clock.ts";
import classes from "#app/features/review-result/result.module.css";
import { dayText } from "#app/ui/day-text.ts";
import type { ItemReturn } from "#core/api/flow.ts";

export interface ReturnsProps {
  returns: readonly ItemReturn[];
  linkTo: (itemKey: string, text: string) => ReactNode;
}

/** Everything that was ever sent back, with the version that answered it. */
export function Returns({ returns, linkTo }: ReturnsProps) {
  if (returns.length === 0) return null;
  const day = today();
  return (
    <section className={classes.block} aria-labelledby="returns-title">
      <h2 id="returns-title" className={classes.title}>
        退回补正
      </h2>
      <ul className={classes.items}>
        {returns.map(({ itemKey, item, round, reason, due, returnedAt, returnedBy, answeredRound }) => (
          <li key={`${itemKey} ${returnedAt} ${reason}`} className={classes.item}>
            <div className={classes.itemHead}>
              <h3>{linkTo(itemKey, item)}</h3>
              <span className={classes.tag}>
                {answeredRound === null ? `待补正，${dayText(due, day)}前` : `第${answeredRound}次报送已补正`}
              </span>
            </div>
            <p className={classes.prose}>{reason}</p>
            <p className={classes.hint}>
              {returnedBy}于{shortStamp(returnedAt)}退回（第{round}次报送）
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
