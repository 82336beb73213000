import { Link } from "@tanstack/react-router";
import { useContent, useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/evidence/library.module.css";
import { type MissingItem, missingItems } from "#app/features/evidence/missing-items.ts";
import { placedTitle } from "#core/template/outline.ts";

/** What the checklist expects and nobody has attached, item by item, with the reasons that were written. */
export function MissingSlots() {
  const workspace = useWorkspace();
  const items = missingItems(useContent());
  if (items.length === 0) return <p className={classes.none}>应附的材料都已附上。</p>;
  return (
    <ul className={classes.missing} aria-label="应附未附的材料">
      {items.map((each) => (
        <li key={each.placed.item.key}>
          <Link
            to="/submissions/$submissionId/items/$itemKey"
            params={{ submissionId: workspace.id, itemKey: each.placed.item.key }}
          >
            {placedTitle(each.placed)}
          </Link>
          <Slots slots={each.slots} />
        </li>
      ))}
    </ul>
  );
}

function Slots({ slots }: Pick<MissingItem, "slots">) {
  return (
    <ul>
      {slots.map(({ key, title, explanation }) => (
        <li key={key} data-explained={explanation !== ""}>
          <span className={classes.slotState}>{explanation === "" ? "未附" : "已说明"}</span>
          {title}
          {explanation !== "" && <span className={classes.why}>说明：{explanation}</span>}
        </li>
      ))}
    </ul>
  );
}
