import { useAssignment, useProgress, useSaveState, useWorkspace } from "#app/data/workspace-context.tsx";
import { Assignment } from "#app/features/item-form/assignment.tsx";
import classes from "#app/features/item-form/item-form.module.css";
import { ITEM_STATE_TEXT, ItemStateIcon } from "#app/ui/item-state.tsx";
import { SaveBadge } from "#app/ui/save-badge.tsx";
import type { PlacedItem } from "#core/template/outline.ts";
import { chineseNumeral } from "#core/template/outline.ts";

export function ItemHeader({ placed }: { placed: PlacedItem }) {
  const { item, place, label } = placed;
  const workspace = useWorkspace();
  const progress = useProgress(item.key);
  const unitName = (key: string): string => workspace.template.units.find((unit) => unit.key === key)?.name ?? key;
  const above =
    place.kind === "section" ? `（${chineseNumeral(place.sectionNumber)}）${place.section.heading}` : workspace.title;
  return (
    <header className={classes.header}>
      <div className={classes.above}>
        <span>{above}</span>
        <Saved itemKey={item.key} />
      </div>
      <h1 id="item-title" className={classes.title} tabIndex={-1}>
        {place.kind === "section" ? `${label}.` : label && `${label}、`}
        {item.heading}
      </h1>
      <div className={classes.meta}>
        <span className={classes.state}>
          <ItemStateIcon state={progress.state} />
          {ITEM_STATE_TEXT[progress.state]}
        </span>
        {item.lead && (
          <span>
            牵头：{unitName(item.lead)}
            {item.support.length > 0 && `；配合：${item.support.map(unitName).join("、")}`}
          </span>
        )}
        <Assignment itemKey={item.key} />
      </div>
    </header>
  );
}

/** On its own, because it changes while someone writes. */
function Saved({ itemKey }: { itemKey: string }) {
  const { writable } = useAssignment(itemKey);
  return <SaveBadge state={useSaveState(itemKey)} locked={!writable} />;
}
