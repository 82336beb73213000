import type { ReactNode } from "react";
import { today } from "#app/data/clock.ts";
import { returnsByItem } from "#app/data/flow-facts.ts";
import { useFlow } from "#app/data/use-flow.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/returned/returned.module.css";
import { dayText } from "#app/ui/day-text.ts";
import { FlowStanding } from "#app/ui/flow-standing.tsx";

export interface FlowBarProps {
  onOpen: (itemKey: string) => void;
  /** where it goes on */
  children: ReactNode;
}

/** Above the workbench once the year has left the district: the state, and what the city wants to have changed. */
export function FlowBar({ onOpen, children }: FlowBarProps) {
  const { items } = useWorkspace();
  const flow = useFlow();
  if (!flow || flow.phase === "drafting") return null;
  const returned = returnsByItem(flow);
  const day = today();
  return (
    <div className={classes.bar}>
      <FlowStanding flow={flow}>
        <nav className={classes.links} aria-label="报送和审核">
          {children}
        </nav>
        {returned.size > 0 && (
          <details className={classes.list} open>
            <summary>退回的条目和原因</summary>
            <ul>
              {items.flatMap(({ item }) => {
                const each = returned.get(item.key);
                return each === undefined
                  ? []
                  : [
                      <li key={item.key}>
                        <button type="button" className={classes.open} onClick={() => onOpen(item.key)}>
                          {each.item}
                        </button>
                        <span>
                          {each.reason}（{dayText(each.due, day)}前）
                        </span>
                      </li>,
                    ];
              })}
            </ul>
          </details>
        )}
      </FlowStanding>
    </div>
  );
}
