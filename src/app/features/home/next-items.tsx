import { Link } from "@tanstack/react-router";
import classes from "#app/features/home/home.module.css";
import { dayText } from "#app/ui/day-text.ts";
import { ITEM_STATE_TEXT, ItemStateIcon } from "#app/ui/item-state.tsx";
import type { OpenItem } from "#core/api/submission-list.ts";

export interface NextItemsProps {
  submissionId: string;
  items: readonly OpenItem[];
  today: string;
}

/** The items to do next, each a link straight to its form. */
export function NextItems({ submissionId, items, today }: NextItemsProps) {
  if (items.length === 0) return null;
  return (
    <div className={classes.part}>
      <h3 className={classes.partTitle}>接下来</h3>
      <ul className={classes.next}>
        {items.map((item) => (
          <li key={item.itemKey} className={classes.nextRow}>
            <ItemStateIcon state={item.state} />
            <Link to="/submissions/$submissionId/items/$itemKey" params={{ submissionId, itemKey: item.itemKey }}>
              {item.label}
              {item.heading}
            </Link>
            <span data-tone={item.returned ? "returned" : undefined}>
              {item.returned && "已退回，请修改；"}
              {item.missing > 0 ? `还缺${item.missing}处` : ITEM_STATE_TEXT[item.state]}
            </span>
            {item.due !== null && (
              <span data-tone={item.due < today ? "late" : undefined}>
                {item.due < today && "已逾期："}
                {dayText(item.due, today)}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
