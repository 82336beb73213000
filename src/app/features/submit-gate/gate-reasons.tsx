import type { ReactNode } from "react";
import classes from "#app/features/submit-gate/gate.module.css";
import { gateGroups } from "#app/features/submit-gate/gate-groups.ts";
import type { GateReason } from "#core/submission/gate-reason.ts";

export interface GateReasonsProps {
  reasons: readonly GateReason[];
  linkTo: (reason: GateReason, text: string) => ReactNode;
}

/** What is to be done before it can be submitted, by kind and by item; every line leads to its place. */
export function GateReasons({ reasons, linkTo }: GateReasonsProps) {
  return gateGroups(reasons).map(({ key, title, hint, items, count }) => (
    <section key={key} className={classes.group} aria-labelledby={`gate-${key}`}>
      <h2 id={`gate-${key}`} className={classes.title}>
        {title}
        <span className={classes.count}>{count}处</span>
      </h2>
      <p className={classes.hint}>{hint}</p>
      <ul className={classes.list}>
        {items.map(({ item, reasons: own }) => (
          <li key={own[0].itemKey} className={classes.item}>
            <span className={classes.heading}>{item}</span>
            <ul className={classes.reasons}>
              {own.map((reason) => (
                <li key={reason.id}>{linkTo(reason, reason.message)}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  ));
}
