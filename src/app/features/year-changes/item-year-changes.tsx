import { useYearChanges } from "#app/data/year-changes.ts";
import { ChangeSentences } from "#app/features/year-changes/change-sentences.tsx";
import { changesLine } from "#app/features/year-changes/changes-line.ts";
import classes from "#app/features/year-changes/year-changes.module.css";

/** At an item's head: what the checklist asks for otherwise than the version before it. */
export function ItemYearChanges({ itemKey }: { itemKey: string }) {
  const known = useYearChanges();
  const changes = known?.items[itemKey];
  if (!known?.base || changes === undefined) return null;
  return (
    <details className={classes.line}>
      <summary>
        今年变化：{changesLine(changes)}
        <small>与{known.base.year}年清单相比</small>
      </summary>
      <ChangeSentences changes={changes} />
    </details>
  );
}
