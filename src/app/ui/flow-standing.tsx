import type { ReactNode } from "react";
import { today } from "#app/data/clock.ts";
import classes from "#app/ui/flow-standing.module.css";
import { standingText } from "#app/ui/flow-text.ts";
import { PhaseMark } from "#app/ui/phase-mark.tsx";
import type { Flow } from "#core/api/flow.ts";

/** The state, what it means, and what can be looked at now. */
export function FlowStanding({ flow, children }: { flow: Flow; children?: ReactNode }) {
  return (
    <section className={classes.standing} data-phase={flow.phase} aria-label="报送状态">
      <PhaseMark phase={flow.phase} />
      <span className={classes.text}>{standingText(flow, today())}</span>
      {children}
    </section>
  );
}
